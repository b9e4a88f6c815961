"""A text file -> the pieces in it: day pages, Markdown notes, front matter.

From the lines of a file to its pieces:

    markers        `<english>` in a line -> where a language begins or ends
    regions        markers -> what stands between them
    blocks         lines -> paragraphs, quotations, tag lines, addresses, headings
    heading        a paragraph -> a title and its authors, if it is that
    links          blocks -> the text, and the notes that it names below `# Links`
    head           blocks -> title, authors, addresses, abstract, and the rest
    body           the rest -> a commentary in each language, and tags
    edition        commentaries -> editions
    markdown_note  a file -> one piece, by head and body: a vault note
    plain_yaml     front matter of the usual kind -> keys and values, at once
    yaml_block     any front matter -> keys and values, each with its line
    fields         those -> typed fields, or what was expected
    front_matter   a file that begins with `---` -> one piece
    day_page       a file that begins with a date -> a piece for each of its notes
"""

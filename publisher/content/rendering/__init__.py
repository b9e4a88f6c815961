"""Markdown with LaTeX and wiki links -> clean HTML and plain text; an entry -> an article.

From Markdown to HTML, each step of `markup`; from HTML to text; and both for an entry:

    uri         an address as it was written -> one that stands in any link
    wiki_link   `[[name]]` -> a link to another note
    picture     a picture's name -> the element that shows it
    bare_links  an address in a text -> a link
    shelter     Markdown -> the same with all hidden that a parser would spoil, and back again
    fragment    a parser's HTML -> HTML that may stand anywhere
    markup      Markdown -> clean HTML, by all of these, a parser and a sanitiser
    plain_text  clean HTML -> plain text
    excerpt     a text -> its beginning
    article     an entry -> all of this, made when it is asked for
    mark        an article -> its mark, another one wherever anything that is shown of it is
    gathered    entries -> the files of the pictures that they show
"""

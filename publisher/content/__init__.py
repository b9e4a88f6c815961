"""Files -> notes -> entries: everything that is read, and the Library it becomes.

From files to entries, and from entries to what readers see:

    note        what its author wrote, in all its languages
    tags        which spellings are one tag, what it is called, where it lives
    words/      single lines and words: dates, names, addresses, tags, languages, LaTeX
    piece       a note as a parser found it, before anything is left out
    files/      a folder -> what may be read in it, and read safely
    formats/    a text file -> its pieces: day pages, vault notes, front matter
    family      files that are translations of each other -> their pieces
    limits      a piece -> the same within what readers can bear
    mentions    a piece -> the names of its pictures
    gallery     such a name -> the picture that is meant, or why there is none
    census      pieces -> counts
    loader      a folder -> every note, and why the others are none
    library     notes that are registered -> every entry, in order
    channel     a library -> what one can subscribe to
    rendering/  an entry -> clean HTML and plain text
"""

"""What single lines and words of a source mean: dates, names, addresses, tags, languages, LaTeX.

characters  a string -> what a feed may hold of it
dates       date lines, dated file names -> dates
addresses   a text -> the http(s) addresses in it
hashtags    a text -> its #tags, and the text without them
language    a paragraph -> the language that it is in
scripts     what stands raised or lowered -> a line of plain text
formula     a formula in LaTeX -> Unicode text and HTML
latex       a title, a name with LaTeX in it -> Unicode text
people      a list of authors -> names
seen        Markdown -> the same without what no reader sees, and a hash of it
"""

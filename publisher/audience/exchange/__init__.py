"""CSV files in and out: those of other newsletter programs, and our own, which comes back as it went.

table      a file -> rows of cells with their lines, whatever its encoding and separator
columns    a header -> which column says what, of our own and of other programs' exports
dates      a cell -> a moment
reading    cells -> a row to enter, or why not
enter      rows -> the store, or what would become of them
importing  a file -> the store, and what became of each row
exporting  the store -> a file
"""

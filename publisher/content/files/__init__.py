"""A folder -> the files in it that may hold notes or pictures, read safely.

walk      a folder -> the files that may hold notes or pictures, and why the others do not
source    bytes -> lines of text
picture   bytes -> a picture, told by what it is and not by its name
siblings  pieces of `note.ko.md` and `note.en.md` -> one piece
"""

"""Files -> notes -> entries: everything that is read, and the Library it becomes."""

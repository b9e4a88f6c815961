"""A publication -> the site and the letters of its newsletter in a browser, as they would be if it were built now.

Nothing of the publication is written: it is built in a temporary folder, again after each change.
"""

"""Everything that must not be lost and is no file of the author's: subscribers, and what was sent to them.

SQLite in one file, or PostgreSQL by its URL; the rest of the program sees no difference:

    address     text -> which database, and how it is named without its password
    moment      aware datetimes <-> columns
    tables      the tables as the program reads them
    keyring     one secret -> a key for each purpose
    revisions   which shapes of the tables there were, one after another
    migrations/ the scripts that lead from each to the next
    upgrade     a database -> the newest shape, by the scripts in migrations/
    connecting  an address -> an engine, set up for one database or the other
    swift       a statement that runs very often -> the driver's own, compiled once
    store       transactions, and how what a database refuses is told
    opening     an address -> a Store: made on first use, upgraded with a copy kept, refused where it is newer
"""

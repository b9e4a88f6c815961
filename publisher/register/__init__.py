"""Notes -> notes with an id and dates: which note is which, and since when it is published.

From today's notes to notes with ids and dates:

    address  an address -> one key for all ways to write it
    keys     a note -> what it is recognised by
    line     a line of the register <-> a registered note
    merge    lines of one id -> one line
    file     register.jsonl <-> the register
    match    lines and notes -> which is which
    moments  newcomers -> since when each is published
    naming   newcomers -> their ids
    plan     register, notes -> who comes, who waits, who leaves
    guard    such a plan -> why it must not be, and the option that means it
    losses   such a plan -> what readers would lose by it
    revise   a note and its line -> its line from now on
    admit    all of these: register, notes -> what is published, and the register from now on
"""

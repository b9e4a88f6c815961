"""Who reads by mail, what they chose, and that nobody can ask, choose or leave in their place.

From a word on a page to a row in the store, and what the web and the sender of letters call:

    email       text -> an address that mail can reach, and which spellings are one
    choice      what a subscriber reads: a language, or a tag in it
    subscriber  a person as the store knows them, and the words for what can become of one
    happening   what can happen to a person
    decide      a person, what happens, now -> what changes: pure, every rule is there
    limits      how often one may ask
    tally       asks -> counts in the store, and whether one is too many
    links       tokens in links: which person, for which purpose; nothing of the address
    remotes     a network address -> what is kept of it
    rows        rows -> people
    notices     mails that are owed, and taken by who sends them
    record      what was decided -> rows
    roster      what happens to one person: ask, confirm, choose, leave, undo, bounce, complain, remove, forget
    crowd       everyone: listed and counted
    exchange/   CSV files in and out
"""

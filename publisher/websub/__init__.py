"""Feeds that changed -> the hubs that tell their readers at once (W3C WebSub, pinged as PubSubHubbub 0.3 has it).

From feeds that changed to hubs that know of it:

    debt          what a hub was told, the feeds as they are -> what it is owed
    tally         websub.json <-> what each hub was told
    patience      how long a hub is waited for
    answer        what a hub says -> told, owed or refused
    connection    one topic -> one ping
    hub           topics -> one hub, in rounds
    announcement  what all hubs are owed -> pings, and a report of each
"""

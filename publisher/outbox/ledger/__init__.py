"""The durable record of letters: why each leaves once, whatever dies on the way.

    planned -> claimed -> sending -> sent | failed | deferred | doubt

A letter is a row: one issue, one subscriber, never two. A run of the program is a courier, who claims letters by
ranges of their key and alone may change what they hold. `sending` is on the disk before a letter's bytes leave, so
that after a crash what was claimed is safe to take again, and what was sending is in doubt: listed, and not sent again
unless a person says so. That is one letter a connection.

There is no queue beside it: several couriers find their work in the rows, on one machine or on many, and what none of
them holds is never lost between two systems that would have to agree.

    standing    the words for what can become of a letter
    letter      a row in hand, and what its trying ended with
    couriers    who is at work; who died, and what they left
    planning    an issue, everyone's choices -> rows
    claiming    ranges of rows -> letters in a courier's hand, and back
    desk        sending, and what became of it: one connection, one transaction a letter
    counting    rows -> how things stand
"""

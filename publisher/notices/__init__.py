"""What a person is told by mail of their own subscription: that they are to confirm, are here already, or have left.

wish      what was asked for -> words of one language, by the labels that the site gives its tags
blank     a kind of mail in one language -> its two alternatives, made once, with slots for what differs
message   a mail that is owed -> a message in its envelope
clerk     mails that are due -> the way out, and what became of each -> the store
rounds    a clerk -> a thread that calls on it, at once when a mail is owed, and by the clock
"""

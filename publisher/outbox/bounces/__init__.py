"""Mail that comes back to the return path -> reports. Nothing here reads a clock, a database or a setting.

From bytes to nouns:

status           codes and words of other servers -> what they mean for the reader
message          bytes -> a message and its text, however broken, and never more than is worth reading
trace            text -> whose letter it was, and which
fields           blocks of fields in a part, whatever became of them on the way
verdict          what a mail says of one recipient
delivery_status  the part that RFC 3464 gives such mail -> what became of each recipient
feedback         the part that RFC 5965 gives it, and what is sent in its place -> complaints
freeform         mail that follows no standard -> what flufl.bounce sees in it
answers          what machines answer that is no bounce at all
reading          a message -> reports
mailbox          a Maildir, an mbox, a file, standard input -> messages
"""

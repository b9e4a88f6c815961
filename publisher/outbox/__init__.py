"""Letters on their way out.

manner      how letters are sent, as the configuration says it
parcel      a message in its envelope, and what became of it
transport   what a way out has to do
process     who else is at work on this machine
ledger/     the durable record of letters: sent once, whatever dies
due         what was published, what was sent -> which week's issue is due, and what it holds
retry       how often a letter was put off -> when it is tried again
pace        what a relay takes -> how long to wait, as values
gate        where letters of all connections wait for their turn
ending      what a transport said -> what becomes of a letter
errand      what the threads of a run share, and which letters are next
addressing  a subscriber -> links of their own, and where their bounces go
courier     claimed letters -> bytes on their way, through one connection
delivery    an issue -> carried by as many threads as there are connections
secret      a password or a key, from the environment or a file, shown to nobody
report      what others say of a letter after it left
hooks/      what providers tell by webhook -> reports
bounces/    mail that comes back -> reports
posted      a report -> whose letter it is about, and which
tolerance   weeks whose letters failed -> whether enough is enough
hearing     a report -> what becomes of reader and letter, once
transports/ the ways out: a folder, a list in memory, a relay by SMTP, the APIs of providers
ways        what the configuration says -> the transport that it means
"""

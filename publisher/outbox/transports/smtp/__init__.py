"""SMTP as a way out: one kept connection a session, and one round trip a letter where the relay takes pipelining.

password   what a relay is told to believe us, kept out of sight
relay      where it is, and how it is spoken to
reply      what it answers -> a code, a status, words
wire       a socket -> replies, none of them waited for longer than is allowed
channel    a relay -> a connection that is ready for letters: TLS, greeting, login
envelope   a parcel -> commands and a message, or why the relay cannot take it
verdict    a reply -> what became of a parcel
dialogue   commands and answers, in the order in which they may overlap (RFC 2920)
session    parcels -> their outcomes
transport  what the courier holds
"""

from publisher.outbox.transports.smtp.password import Password
from publisher.outbox.transports.smtp.relay import Relay, Security

__all__ = ["Password", "Relay", "Security"]

"""The ways out, a module each.

folder      each message becomes a file
memory      each message is kept in a list
smtp/       a relay
providers/  Postmark, Mailgun, Resend
"""

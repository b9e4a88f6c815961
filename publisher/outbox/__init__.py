"""Letters on their way out.

parcel      a message in its envelope, and what became of it
transport   what a way out has to do
addressing  a subscriber -> links of their own, and where their bounces go
ways        what the configuration says -> the transport that it means
transports  the ways out: a folder, a list in memory
"""

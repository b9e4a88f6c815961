"""Letters on their way out.

parcel      a message in its envelope, and what became of it
transport   what a way out has to do
transports  the ways out: a folder, a list in memory
"""

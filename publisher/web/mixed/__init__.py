"""Feeds of several channels at once, spliced at the time of asking from the feeds that are built.

So a server needs no notes, what it says is what was published, and an entry is the same bytes as in its tag's own feed.

    stack      the built feeds of one channel -> its entries, in every format
    mixer      stacks -> a feed of them all: kept until one of them changes
    address    the tags of an address -> the one address that their union has
    union      /ko/tags/llm,tokenizer/: what has any of these tags
    own        /feeds/…/: what one subscriber chose, at an address that nobody guesses
"""

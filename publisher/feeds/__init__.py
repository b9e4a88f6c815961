"""Library -> channels -> bytes: Atom, RSS 2.0, JSON Feed and OPML.

From an entry to its bytes in each format, and from those to feeds:

    dates         a moment -> the dates that feeds may carry
    image         HTML -> the images in it
    paper         an address -> the identifiers of a paper
    item          an article -> what every format says of it
    weekly        a past issue -> the same
    head          a channel -> what its feeds say of themselves
    splice        pieces of XML that are put into documents of others
    introduction  a head -> what a person reads on top of a feed in a browser
    scholarly     a paper's identifiers -> elements of Atom and RSS
    parts         a feed of ours -> its entries again
    format        what a format has to do
    atom, rss, json_feed  the formats
    formats       all of them
    sheet         an entry -> itself in every format
    size          which entries a feed holds
    filling       sheets -> the feeds of one channel
    late          sheets -> those feeds, made where something that they show has changed
    archive       a channel's entries -> documents that hold all of them
    opml          channels -> a list that feed readers import
    publish       all of these: library, past issues -> every feed
    topics        library -> the feeds that hubs are told of
"""

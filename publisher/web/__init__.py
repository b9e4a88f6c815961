"""What answers readers: the built site, feeds of their own choosing, and the pages on which they subscribe and leave.

From a request to its answer:

    document     bytes -> as they are and gzipped, each with its ETag
    delivery     a document, a request -> 200 or 304
    shelf        documents that are kept as long as what they were made of stays
    root         a path -> the file of the web root
    static       the web root in front of everything else
    security     the headers of every answer
    gate         only the site's own hosts and paths
    proxies      who asks, where proxies stand in front
    access       a line for each answer, which names nobody
    means        what every part may use: settings, store, clock, chance, what there is to choose
    answer       a template -> a page in the reader's language
    refusals     what could not be answered -> a page that says so
    assets       what pages load
    health       whether it is well
    people/      the pages on which people subscribe, choose and leave
    mixed/       feeds of several channels: by the tags of an address, and each subscriber's own
    hooks        what providers tell of letters -> who gets none any more
    used         what counts once only
    application  every part together: settings, store, clock -> a WSGI application
    serving      a WSGI application -> answers on a port, until it is told to end
"""

"""What answers readers: the built site, feeds of their own choosing, and the pages on which they subscribe and leave.

From a request to its answer:

    means        what every part may use: settings, store, clock, chance, what there is to choose
    answer       a template -> a page in the reader's language
    security     the headers of every answer
    health       whether it is well
    people/      the pages on which people subscribe, choose and leave
    application  every part together: settings, store, clock -> a WSGI application
    serving      a WSGI application -> answers on a port, until it is told to end
"""

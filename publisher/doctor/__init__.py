"""Whether all is in order outside the notes: names, the relay, the web, this machine. Asks, and changes nothing.

finding      what was found, how grave it is, what to do
names        questions to name servers -> answers, or why there are none
patient      what is examined, and by which means
spf          who may send mail of a domain (RFC 7208)
tags         `v=DMARC1; p=none` -> names and values
dkim         the key that signatures are checked by (RFC 6376)
dmarc        what becomes of mail that fails both (RFC 7489)
addresses    whether mail to us arrives: the sender's address, and the return path
relay        the relay: its name, its certificate, our login
web          the site, its feeds and hubs as readers reach them, and the clock
machine      files that others should not read, room, the store
settings     what the configuration leaves open
examination  all of these, each whatever becomes of the others
"""

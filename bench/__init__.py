"""How fast `publisher` is, and how much memory it takes, beside other programs that do the same.

vocabulary    words and sentences
prose         these -> titles, abstracts, commentaries
notes         a seed -> invented notes
forms         notes -> files: siblings for both programs, or a vault
workspace     a number of notes -> a folder where every contestant finds what it reads; measured
contestants   the commands, and what a cold run must not find
hugo          Hugo's configuration and templates
feedgen_loop  the script that one would write in an afternoon
floor         reading all and writing all, and nothing else
agreement     whether two programs wrote the same feeds
stopwatch     a command -> CPU seconds, wall seconds, peak memory: a small program of its own
measure       one run of a contestant -> these, and which files it wrote
rounds        alternated runs -> medians
report        medians -> tables, ratios and bars
letters       letters a second on one core, beside rendering each anew
smtp          ready letters a second on one connection, beside smtp-source and smtplib
delay         a proxy that keeps every byte back for a while
sending       letters a second through the ledger, letters after kills, a million subscribers
whole_way     letters built, recorded and delivered by SMTP, beside smtp-source
audience      100,000 subscribers imported, listed and exported
subscriptions people a second who subscribe and confirm, and mails written to them
web           answers a second of the site that is served, beside nginx and WhiteNoise
"""

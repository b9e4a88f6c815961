"""Publish a folder of notes as feeds, pages and a weekly newsletter.

A note on its way, stage by stage; a stage imports only from those above it:

    errors      what a person can mend: a place, what is wrong, what was expected
    site        who publishes what where: languages, time zone, every address
    content     files -> notes -> entries: the Library
    register    which note is which, and since when it is published
    newsletter  Library, week -> Issue -> mail
    feeds       Library -> channels -> Atom, RSS, JSON Feed, OPML
    pages       Library -> HTML pages
    output      bytes -> feeds/: whole, only what changed
    config      publisher.toml -> Site and settings
    pipeline    the stages, one after another
    cli         the command line
"""

__version__ = "0.1.0"

"""Publish a folder of notes as feeds, pages and a weekly newsletter.

A note on its way, stage by stage; a stage imports only from those above it:

    errors       what a person can mend: a place, what is wrong, what was expected
    watch        long work, seen by a person
    strings      the words of templates in one language: plain ones, counted ones, dates
    week         ISO weeks, and when a week's newsletter closes
    site         who publishes what where: languages, time zone, every address
    secrecy      an address -> whether what is said there is read by nobody on the way
    http         what all questions to servers of others have alike: how they are asked, why nobody answers
    theme        where templates are found: the site's own first, then ours
    media        the name of a file -> its media type
    file         bytes and where they belong, and how any file is written: whole
    memory       what an earlier build made -> what this one need not make again
    content      files -> notes -> entries: the Library, and entries -> clean HTML and text
    register     which note is which, and since when it is published
    newsletter   Library, week -> Issue -> pieces -> letters
    feeds        Library -> channels -> Atom, RSS, JSON Feed, OPML
    pages        Library -> HTML pages
    output       bytes -> feeds/: whole, only what changed
    store        SQLite or PostgreSQL: what must not be lost and is no file of the author's
    audience     who reads by mail, what they chose, how they consented
    outbox       letters on their way: parcels, and the transports that take them out
    notices      what a person is told by mail of their own subscription
    fingerprint  which program this is, for what it remembers
    cache        a file that may be deleted <-> a memory
    websub       feeds that changed -> the hubs that tell their readers
    lint         a mail, an address -> findings: what readers would stumble over
    config       publisher.toml -> Site and settings
    continuity   what a changed setting would take from readers
    placing      problems -> the paths that a person at the prompt knows
    shelf        content/ and the register -> what they make together
    assembly     that -> every file of the output folder
    pipeline     the stages, one after another
    dispatch     an issue, the store -> letters planned and sent, at the hour that is set
    publication  a build, and its hubs told
    inspection   notes -> their mails and links, looked at
    doctor       names, relay, web, files -> what was found, and what to do
    preview      a build in a temporary folder, and its letters -> pages at a local address, anew after each change
    scaffold     a folder -> a new publication
    results      what a command did -> words, or JSON
    console      problems, progress and results on a terminal
    web          a request -> its answer: the built site, feeds of one's own, pages to subscribe on
    commands     every command a module, and what they share
    cli          the command line: which commands there are
"""

__version__ = "0.1.0"

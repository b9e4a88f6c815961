"""The commands: each a module, or a group of them, that imports at once only what `publisher --help` needs.

What they share:

    options      options that several have
    running      paths, configuration, clock, and how what a person can mend ends the program
    opening      settings -> the open store
    working      the rounds of a worker
    trial        a letter to one address, for `send --test`
    terminal     what a preview says while it runs
    letters, answers, diagnosis  what was done or found -> words, or JSON

A module for each command, or for two that are alike:

    init, templates, check, preview, build, digest  as they are called
    status, send, issue, worker, serve, bounces, doctor  these, too
    store        `publisher db`
    subscribers/ `publisher subscribers`
"""

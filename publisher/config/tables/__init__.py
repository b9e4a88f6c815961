"""Each table of publisher.toml: its keys with type, default and reason, their checks, and what it becomes.

What several share:

    table                 a table that has the keys it names and no others
    words, file_path, addresses, closing, account  kinds of values

A module for each table:

    site                  what stands above all tables
    languages, people     who speaks, and in which languages
    paths, content        where everything lies, and what is read of it
    tags, channels        which tags are one, and which are brought together
    feeds, pages, websub  what is written, and who is told of it
    newsletter, send      what the weekly mail is, and when it leaves
    mail, smtp, postmark, mailgun, resend  by which way
    store, subscribers, web  what is kept of readers, and how they are answered
"""

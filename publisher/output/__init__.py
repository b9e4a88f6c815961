"""Bytes -> feeds/: whole, only what changed, and never over anything that `publisher` did not write.

From files that were made to a web root that holds just them:

    trouble   what the operating system refuses -> one line for a person
    path      a path -> what is wrong with it
    tree      the web root as it stands -> what is in the way of a file
    manifest  .publisher.json <-> which files are ours
    changes   what a build changed
    plan      files, tree -> what will change, or every reason why nothing may
    staging   bytes -> files that wait, whole, until all are there
    lock      one build at a time
    update    all of these: files -> the web root
    shown     a permalink -> whether the web root shows an entry there now
    loose     files that a person asked for -> any other folder
"""

from publisher.output.changes import Changes
from publisher.output.lock import alone_in
from publisher.output.update import compare, write

__all__ = ["Changes", "alone_in", "compare", "write"]

"""Library -> HTML pages: what there is, each language and tag, each day, each issue.

From a library to pages, each decided as a view and then printed:

    link       a path below feeds/ -> a link on any page
    asset      the theme -> stylesheet, script and icon
    subscribe  a channel -> the feeds that a page offers of it
    page       a page that is decided -> its file
    entry      an article -> what a page shows of it
    archive    older entries -> a list by month
    tags       tags -> lists by initial, and the page of all
    channel    a language, or a part of one -> its page
    day        a day's entries -> their page, where permalinks lead
    weekly     past issues -> a page for each, and the list of them
    index      a library -> the front page
    website    all of these: library, past issues -> every page
"""

from publisher.pages.website import pages

__all__ = ["pages"]

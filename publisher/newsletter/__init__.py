"""Library, week -> Issue -> mail: what was published in a week, in one language, and a letter for each choice of tags.

An issue is rendered once and cut into pieces; a letter is a join of those that a reader chose.

From a week to a letter:

    issue         library, week -> what its issue holds
    past          library, a day -> the issues that are read on the web
    settings      who sends, when a week closes, how a reader leaves
    addressee     whom a letter is for, and the links that are theirs alone
    plain_text    text of any width -> lines of a text mail
    pictures      HTML -> the same with a link in place of each picture
    wording       what a letter holds -> subject, preheader, week
    view          an issue and its articles -> what templates ask for
    stylesheet    HTML and a stylesheet -> HTML with the styles on its elements
    marks         templates with marks in them -> the parts of a page
    encoding      text -> bytes that can stand one after another
    sheet         parts -> pieces, each encoded once, and pieces -> the body of an alternative
    cover         all that differs from letter to letter but the notes
    pieces        an issue in pieces, and which of them a letter holds
    headers       words <-> header lines
    envelope      an issue, a choice, a reader -> the header lines of their letter
    alternatives  text and HTML -> the content of a message that holds both
    render        an issue -> its pieces
    letter        pieces, a choice, a reader -> the bytes of a message
    snapshot      pieces <-> bytes, so that the last letter is made like the first
    digest        a week -> the files of its issues
"""

from publisher.newsletter.addressee import NOBODY, Addressee
from publisher.newsletter.issue import Day, Issue
from publisher.newsletter.pieces import Pieces
from publisher.newsletter.settings import Newsletter

__all__ = ["NOBODY", "Addressee", "Day", "Issue", "Newsletter", "Pieces"]

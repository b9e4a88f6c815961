"""Library, week -> Issue -> mail: what was published in a week, in one language, and a letter for each choice of tags.

An issue is rendered once and cut into pieces; a letter is a join of those that a reader chose.
"""

from publisher.newsletter.addressee import NOBODY, Addressee
from publisher.newsletter.issue import Day, Issue
from publisher.newsletter.pieces import Pieces
from publisher.newsletter.settings import Newsletter

__all__ = ["NOBODY", "Addressee", "Day", "Issue", "Newsletter", "Pieces"]

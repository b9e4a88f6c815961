"""Library, week -> Issue -> mail: what was published in a week, in one language, as HTML, text and a message."""

from publisher.newsletter.issue import Day, Issue
from publisher.newsletter.render import Rendered
from publisher.newsletter.settings import Newsletter

__all__ = ["Day", "Issue", "Newsletter", "Rendered"]

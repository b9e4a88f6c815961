"""A page of the site -> the same page with a way to the mails, what is wrong, and a script that loads it anew.

What is laid over a page stands in a shadow tree: neither has the other's styles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publisher.preview.stage import Scene

if TYPE_CHECKING:
    from jinja2 import Environment

_END = re.compile(rb"</body\s*>(?!.*</body\s*>)", re.IGNORECASE | re.DOTALL)
_ISSUE = re.compile(r"/([^/]+)/weekly/([^/]+)/")


def overlaid(html: bytes, scene: Scene, *, path: str, environment: Environment) -> bytes:
    """The page with the overlay at the end of its body."""
    named = _ISSUE.match(path)
    issue = scene.edition.issues.find(named[1], named[2]) if named and scene.edition else None
    overlay = environment.get_template("preview/overlay.html").render(scene=scene, issue=issue)
    found = _END.search(html)
    place = found.start() if found else len(html)
    return html[:place] + overlay.encode() + html[place:]

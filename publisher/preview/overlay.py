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
    issue = _ISSUE.match(path)
    overlay = environment.get_template("preview/overlay.html").render(
        scene=scene,
        mail=f"/preview/{issue[1]}/{issue[2]}/" if issue else "/preview/",
        is_issue=bool(issue),
    )
    found = _END.search(html)
    place = found.start() if found else len(html)
    return html[:place] + overlay.encode() + html[place:]

"""What the name of a host looks like, and an e-mail address."""

from __future__ import annotations

import re

HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")
EMAIL = re.compile(r"""[^\s<>()\[\]\\,;:@"]+@[^\s<>()\[\]\\,;:@"]+""")

"""What another server said -> what it means for the reader: nobody is there, not now, or not such a letter.

Only what says that nobody can be reached there is hard. The codes are those of RFC 3463 and of the IANA's registry of
enhanced status codes (RFC 5248), which has the later ones: 5.1.10 is RFC 7505's. Where the registry leaves open what is
meant, words decide; and words that speak of policy take back a hard verdict, because servers that got no code from the
next one make one up (sendmail reports 5.1.1 for any 550).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from publisher.outbox.report import Kind

_SUBJECTS: Mapping[str, Kind] = {
    "0": Kind.SOFT,  # other or undefined
    "1": Kind.SOFT,  # addresses
    "2": Kind.SOFT,  # mailboxes
    "3": Kind.SOFT,  # the mail system there
    "4": Kind.SOFT,  # network and routes
    "5": Kind.BLOCKED,  # protocol
    "6": Kind.BLOCKED,  # content
    "7": Kind.BLOCKED,  # security and policy
}
_DETAILS: Mapping[str, Kind] = {
    "1.1": Kind.HARD,  # no such mailbox
    "1.2": Kind.HARD,  # no such domain
    "1.3": Kind.HARD,  # no address
    "1.6": Kind.HARD,  # moved, and nobody knows where
    "1.7": Kind.BLOCKED,  # the sender's address
    "1.8": Kind.BLOCKED,  # the sender's domain
    "1.9": Kind.BLOCKED,  # a gateway that cannot take it
    "1.10": Kind.HARD,  # a domain that takes no mail
    "2.1": Kind.HARD,  # a mailbox that is closed
    "2.3": Kind.BLOCKED,  # longer than this mailbox takes
    "3.3": Kind.BLOCKED,  # a feature that the system lacks
    "3.4": Kind.BLOCKED,  # longer than this system takes
    "3.6": Kind.BLOCKED,  # a priority that it does not grant
}
_VAGUE = frozenset(("0.0", "1.0", "2.0", "3.0", "4.0", "5.0"))
"""Codes that say no more than their subject; words say the rest."""

_ADDRESSES = re.compile(r"\S*[@/\\]\S*|(?:[\w-]+\.){2,}[\w-]+|\b[\w-]+\.(?:com|net|org|example|test|kr|de)\b")
"""Names in a diagnostic: whoever is called spam@example.org is no spam."""
_POLICY = re.compile(
    r"spam|\bblock(?:ed|ing|list)|black ?list|deny ?list|\brbl\b|dnsbl|reputation|polic(?:y|ies)"
    r"|\b(?:spf|dkim|dmarc)\b"
    r"|not authenticated|unauthenticated|unsolicited|rate limit|too many|relay(?:ing)? (?:access )?denied|virus|malware"
    r"|banned|prohibited|greylist|grey ?listed|스팸|차단",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:user|recipient|mailbox|account|address)\b.{0,20}\b(?:unknown|not (?:be )?found|is ?n[o']t valid)"
    r"|(?:unknown|no such|invalid|non-?existent) (?:local )?(?:user|recipient|mailbox|account|address|person)"
    r"|does ?n[o']t exist|no mailbox (?:here )?by that name|not our customer|user not known"
    r"|(?:mailbox|account)\b.{0,20}\b(?:closed|deleted|disabled|terminated|deactivated|inactive)"
    r"|존재하지 않|없는 (?:사용자|계정|메일|주소)|(?:사용자|수신자|계정)[가를이은는]? ?(?:찾을 수 )?없",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"(?:mailbox|inbox|account|storage)\b.{0,20}\bfull|over ?quota|quota (?:is )?exceed|exceed\w* .{0,30}quota"
    r"|out of storage|insufficient (?:system )?storage|용량.{0,10}(?:초과|부족)",
    re.IGNORECASE,
)
# Exchange Online has no such recipient in its directory, and says so by the code of a route.
_NOBODY_AT_MICROSOFT = re.compile(r"recipient address rejected: access denied", re.IGNORECASE)

_CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
_CODE_IN_ANSWER = re.compile(r"\b[245]\d\d[ -]+#?([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)|#<?([245]\.\d{1,3}\.\d{1,3})\b")
_ANSWER = re.compile(r"(?<![\d.])([45])[0-5]\d(?![\d.])")


def failed(status: str, diagnostic: str) -> Kind:
    """What a letter that did not arrive says of its reader; the diagnostic holds the other server's own words."""
    words = _ADDRESSES.sub(" ", diagnostic)
    kind_by_words = _by_words(words)
    code = code_of(status, diagnostic)
    digit, _, rest = code.partition(".")
    if not code:
        digit = answer[1] if (answer := _ANSWER.search(diagnostic)) else "5"
        rest = "0.0"
    kind = _DETAILS.get(rest) or _SUBJECTS.get(rest.partition(".")[0], Kind.SOFT)
    if rest in _VAGUE and kind_by_words:
        kind = kind_by_words
    elif rest == "4.1" and _NOBODY_AT_MICROSOFT.search(diagnostic):
        kind = Kind.HARD
    elif kind is Kind.HARD and kind_by_words in {Kind.BLOCKED, Kind.SOFT}:
        kind = kind_by_words
    return Kind.SOFT if digit == "4" and kind is Kind.HARD else kind


def code_of(status: str, diagnostic: str) -> str:
    """The enhanced code: that of the server which refused, if it gave one that says something."""
    own = _CODE_IN_ANSWER.search(diagnostic)
    said = (own[1] or own[2]) if own else ""
    told = found[0] if (found := _CODE.search(status)) else ""
    if said and said.partition(".")[2] != "0.0":
        return said
    return told or said


def _by_words(words: str) -> Kind | None:
    if _POLICY.search(words):
        return Kind.BLOCKED
    if _FULL.search(words):
        return Kind.SOFT
    return Kind.HARD if _NOBODY.search(words) else None

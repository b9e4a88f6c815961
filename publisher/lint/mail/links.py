"""Where a mail leads: links that say nothing, lead nowhere, or elsewhere than they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, unquote, urlsplit

from publisher.errors import Severity
from publisher.lint.finding import Part, Rule, Spot
from publisher.lint.mail.mail import Element, Mail, tell, words_of

_SAFE = {"http", "https", "mailto", "tel"}
_LOADED = (("a", "href"), ("area", "href"), ("img", "src"), ("table", "background"), ("td", "background"))
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)
_SHORTENERS = {
    "bit.ly", "buff.ly", "cutt.ly", "goo.gl", "han.gl", "is.gd", "lnkd.in", "me2.do", "ow.ly", "rb.gy", "rebrand.ly",
    "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "url.kr", "v.gd", "vo.la",
}  # fmt: skip
_MANY = 20  # links, below which their share of the words says nothing
_LEAVING = re.compile(
    r"unsubscrib|opt-?out|leave|preferences|수신\s*거부|구독\s*(?:취소|해지)|그만\s*받|配信停止|購読解除|退订",
    re.IGNORECASE,
)


def _without_text(mail: Mail) -> Iterator[Spot]:
    for link in _links(mail):
        if not words_of(link):
            address = link.get("href").strip()
            yield mail.at(link, f"link to {_cut(address)} has no text", address=address)


def _saying_another(mail: Mail) -> Iterator[Spot]:
    for link, said, real in _shown_addresses(mail):
        if said.partition("/")[0].rstrip("….") != real.partition("/")[0]:
            target = link.get("href").strip()
            yield mail.at(
                link, f"link says {words_of(link)[:80]!r} and leads to {_host(_split(target))}", address=target
            )


def _saying_another_page(mail: Mail) -> Iterator[Spot]:
    for link, said, real in _shown_addresses(mail):
        is_cut = said.endswith(("…", "..."))
        is_same = real.startswith(said.rstrip("….")) if is_cut else said.rstrip("/") == real.rstrip("/")
        if said.partition("/")[0] == real.partition("/")[0] and not is_same:
            target = link.get("href").strip()
            yield mail.at(link, f"link says {words_of(link)[:80]!r} and leads to {_cut(target)}", address=target)


def _unencrypted(mail: Mail) -> Iterator[Spot]:
    for element, address in _addresses(mail):
        if _split(address).scheme == "http":
            yield mail.at(element, f"{_origin(address)}: expected https", address=address)


def _relative(mail: Mail) -> Iterator[Spot]:
    for element, address in _addresses(mail):
        if not address or (not _split(address).scheme and not address.startswith("#")):
            yield mail.at(element, f"{_cut(address)}: expected an address with a scheme and a host", address=address)


def _unsafe(mail: Mail) -> Iterator[Spot]:
    for element, address in _addresses(mail):
        scheme = _split(address).scheme
        if scheme and scheme not in _SAFE and not (scheme == "cid" and element.tag == "img"):
            yield mail.at(element, f"{_cut(address)}: expected https, http or mailto", address=address)


def _disguised(mail: Mail) -> Iterator[Spot]:
    for element, address in _addresses(mail):
        target = _split(address)
        if target.scheme in {"http", "https"} and ("@" in target.netloc or _is_number(target)):
            yield mail.at(element, f"{_origin(address)}: expected the name of a host", address=address)


def _shortened(mail: Mail) -> Iterator[Spot]:
    for element, address in _addresses(mail):
        if _host(_split(address)) in _SHORTENERS:
            yield mail.at(element, f"{_cut(address)}: expected the address that it leads to", address=address)


def _dead_anchors(mail: Mail) -> Iterator[Spot]:
    targets = {name for element in mail.elements for name in (element.get("id"), element.get("name")) if name}
    for link in _anchors(mail):
        anchor = link.get("href").strip()
        if unquote(anchor[1:]) not in targets:
            yield mail.at(link, f"{_cut(anchor)} is nowhere in the mail", address=anchor)


def _within(mail: Mail) -> Iterator[Spot]:
    for link in _anchors(mail):
        anchor = link.get("href").strip()
        yield mail.at(link, f"{_cut(anchor)}: expected an address on the web", address=anchor)


def _mostly_links(mail: Mail) -> Iterator[Spot]:
    links = list(_links(mail))
    linked = sum(len("".join("".join(link.itertext()).split())) for link in links)
    pieces = (piece for element in mail.body for piece in (element.text, element.tail))
    every = sum(len("".join((piece or "").split())) for piece in pieces)
    if len(links) >= _MANY and linked * 2 > every:
        yield tell(Part.HTML, f"{len(links)} links hold {linked} of {every} characters: expected at most half")


def _no_way_out(mail: Mail) -> Iterator[Spot]:
    header = " ".join(field.value for field in mail.named("list-unsubscribe"))
    links = list(_links(mail))
    offered = any(
        f"<{link.get('href')}>" in header or _LEAVING.search(f"{link.get('href')} {words_of(link)}") for link in links
    )
    if mail.elements and not offered:
        yield tell(Part.HTML, "no link to unsubscribe")


def _links(mail: Mail) -> Iterator[Element]:
    return (link for link in mail.of("a", "area") if link.get("href") is not None)


def _anchors(mail: Mail) -> Iterator[Element]:
    return (link for link in _links(mail) if link.get("href").strip().startswith("#"))


def _shown_addresses(mail: Mail) -> Iterator[tuple[Element, str, str]]:
    """Links whose text is an address, with both addresses bare: `www.`, http and https make none another."""
    for link in _links(mail):
        text, target = words_of(link), _split(link.get("href"))
        if target.scheme in {"http", "https"} and _ADDRESS.fullmatch(text):
            yield link, _bare(text), _bare(target.geturl())


def _bare(address: str) -> str:
    host, slash, path = re.sub(r"^https?://", "", unquote(address), flags=re.IGNORECASE).partition("/")
    return host.lower().rpartition("@")[2].removeprefix("www.") + slash + path


def _addresses(mail: Mail) -> Iterator[tuple[Element, str]]:
    for element in mail.elements:
        for tag, name in _LOADED:
            if element.tag == tag and element.get(name) is not None:
                yield element, element.get(name).strip()


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address.strip())
    except ValueError:  # a bracket that opens no address of six
        return SplitResult("", "", address, "", "")


def _host(address: SplitResult) -> str:
    return (address.hostname or "").removeprefix("www.")


def _origin(address: str) -> str:
    """The beginning of an address: one line tells of all that lead to one host."""
    return repr("/".join(address.split("/")[:3])[:120] + "/…")


def _is_number(address: SplitResult) -> bool:
    return re.fullmatch(r"[\d.]+|[0-9a-f:]*:[0-9a-f:.]*|0x[0-9a-f]+", address.hostname or "") is not None


def _cut(address: str | None) -> str:
    return repr((address or "")[:120])


RULES: tuple[Rule[Mail, Spot], ...] = (
    Rule(
        code="mail/link-text",
        severity=Severity.MISTAKE,
        reason="a link without words cannot be seen, and a screen reader reads its address letter by letter",
        advice="Write what it leads to: [the paper](https://…). A linked image says so by its alt.",
        find=_without_text,
        is_of_notes=True,
    ),
    Rule(
        code="mail/link-says-another",
        severity=Severity.MISTAKE,
        reason="a link that shows one host and leads to another is how phishing looks, and mail programs warn of it",
        advice="Show the address that it leads to, or words instead of an address.",
        find=_saying_another,
        is_of_notes=True,
    ),
    Rule(
        code="mail/link-other-page",
        severity=Severity.NOTICE,
        reason="a link that shows one page of a host and leads to another surprises, and filters compare the two",
        advice="Show the address that it leads to, or words instead of an address.",
        find=_saying_another_page,
        is_of_notes=True,
    ),
    Rule(
        code="mail/link-http",
        severity=Severity.NOTICE,
        reason="whoever is between reader and host can read and change what http brings, and browsers warn of it",
        advice="Write https where the host has it; most do.",
        find=_unencrypted,
        is_of_notes=True,
    ),
    Rule(
        code="mail/link-relative",
        severity=Severity.MISTAKE,
        reason="a mail lies at no address, so an address that is relative leads nowhere",
        advice="Write the whole address, from https:// on.",
        find=_relative,
        is_of_notes=True,
    ),
    Rule(
        code="mail/link-unsafe",
        severity=Severity.MISTAKE,
        reason="mail programs remove links to scripts, files and data, and filters take them for an attack",
        advice="Link to a page of the web.",
        find=_unsafe,
        is_of_notes=True,
    ),
    Rule(
        code="mail/link-host",
        severity=Severity.NOTICE,
        reason="a number for a host, or a name before an @, hides who is there: filters count it as phishing",
        advice="Link to the host by its name.",
        find=_disguised,
        is_of_notes=True,
    ),
    Rule(
        code="mail/link-short",
        severity=Severity.NOTICE,
        reason="services that shorten links hide where they lead, are shared with senders of spam, and shut down",
        advice="Link to the address that the short one leads to.",
        find=_shortened,
        is_of_notes=True,
    ),
    Rule(
        code="mail/anchor-dead",
        severity=Severity.MISTAKE,
        reason="nothing in the mail has the name that the link leads to",
        advice="Link to the page on the web that has it.",
        find=_dead_anchors,
        is_of_notes=True,
    ),
    Rule(
        code="mail/anchor",
        severity=Severity.NOTICE,
        reason="links to another place of the same mail do nothing in the Gmail app, and for years in Outlook's",
        advice="Link to the same place of the page on the web.",
        find=_within,
        is_of_notes=True,
    ),
    Rule(
        code="mail/link-share",
        severity=Severity.NOTICE,
        reason="filters take a mail that is links for the most part for an advertisement",
        advice="Say more, or link less.",
        find=_mostly_links,
    ),
    Rule(
        code="mail/leave",
        severity=Severity.MISTAKE,
        reason="who finds no way to leave marks the mail as spam, and laws and large providers ask for one",
        advice="Link to newsletter.unsubscribe in the footer.",
        find=_no_way_out,
    ),
)

"""What the HTML is built of: images, languages, tables, the preheader, and what no mail may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.errors import Severity
from publisher.lint.finding import Part, Rule, Spot
from publisher.lint.mail.computed import shown
from publisher.lint.mail.mail import Mail, tell

_ACTIVE = (
    "script", "form", "iframe", "frame", "object", "embed", "applet", "audio", "video", "dialog",
    "input", "button", "select", "textarea", "base", "link",
)  # fmt: skip
_EVENT = "on"
_WORD = re.compile(r"\w")
_FEW_WORDS = 200  # characters: a mail of images holds a line of legal words and no more
_SHOWN_IN_LISTS = 20  # characters of a preheader below which lists of mails show what follows it too


def _images_without_alt(mail: Mail) -> Iterator[Spot]:
    for image in mail.of("img"):
        if image.get("alt") is None:
            yield mail.at(image, f"image {_cut(image.get('src'))} has no alt")


def _images_without_words(mail: Mail) -> Iterator[Spot]:
    for image in mail.of("img"):
        is_decoration = image.get("aria-hidden") == "true" or image.get("role") in {"presentation", "none"}
        if image.get("alt") is not None and not image.get("alt").strip() and not is_decoration:
            yield mail.at(image, f"image {_cut(image.get('src'))} has an empty alt")


def _without_language(mail: Mail) -> Iterator[Spot]:
    if not mail.elements:
        return
    root = mail.elements[0]
    if missing := [name for name in ("lang", "dir") if not root.get(name)]:
        yield mail.at(root, f"the html element has no {' and no '.join(missing)}")
    wrappers = [one for one in mail.body if one.tag != "body"][:1]
    for wrapper in wrappers:
        if missing := [name for name in ("lang", "dir") if not wrapper.get(name)]:
            yield mail.at(wrapper, f"the first {wrapper.tag} of the body has no {' and no '.join(missing)}")


def _without_title(mail: Mail) -> Iterator[Spot]:
    if mail.elements and not any((title.text or "").strip() for title in mail.of("title")):
        yield tell(Part.HTML, "has no title")


def _tables_of_layout(mail: Mail) -> Iterator[Spot]:
    for table in mail.of("table"):
        is_of_figures = any(child.tag in {"th", "caption"} for child in table.iter("th", "caption"))
        if not is_of_figures and table.get("role") not in {"presentation", "none"}:
            yield mail.at(table, "table without headings has no role=presentation")


def _without_preheader(mail: Mail) -> Iterator[Spot]:
    # Lists show what is hidden too, and spaces that fill it up keep out what follows it.
    hidden, looks = "", shown(mail)
    for element in mail.body:
        words = (element.text or "").strip()
        if words and not looks[element].is_hidden:
            if len(hidden) < _SHOWN_IN_LISTS or not _WORD.search(hidden):
                yield mail.at(element, f"expected a hidden preheader before the first words, got {_cut(words)}")
            return
        hidden += (element.text or "").strip("\t\n\r ") if looks[element].is_hidden else ""


def _active(mail: Mail) -> Iterator[Spot]:
    for element in mail.elements:
        if element.tag in _ACTIVE:
            yield mail.at(element, f"{element.tag} element")
        elif element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            yield mail.at(element, "meta refresh")
        for name in element.attrib:
            if str(name).startswith(_EVENT):
                yield mail.at(element, f"{name} attribute of {element.tag}")


def _images_alone(mail: Mail) -> Iterator[Spot]:
    looks = shown(mail)
    images = [image for image in mail.of("img") if image in looks and not looks[image].is_hidden]
    words = sum(len((element.text or "").strip()) + len((element.tail or "").strip()) for element in mail.body)
    if images and words < _FEW_WORDS:
        yield tell(Part.HTML, f"{len(images)} images and {words} characters of text: expected {_FEW_WORDS} or more")


def _cut(text: str | None) -> str:
    return repr((text or "")[:80])


RULES: tuple[Rule[Mail, Spot], ...] = (
    Rule(
        code="mail/image-alt",
        severity=Severity.MISTAKE,
        reason="many programs show no images until asked, and some readers see none: their words are all there is",
        advice="Say what the image shows: alt='the loss of both models'.",
        find=_images_without_alt,
        is_of_notes=True,
    ),
    Rule(
        code="mail/image-alt-empty",
        severity=Severity.NOTICE,
        reason="an empty alt says that an image is decoration: where it is not shown, nobody learns that it is there",
        advice="Say what it shows, or give decoration role=presentation.",
        find=_images_without_words,
        is_of_notes=True,
    ),
    Rule(
        code="mail/image-only",
        severity=Severity.NOTICE,
        reason="filters take a mail of images without text for an advertisement that hides its words",
        advice="Write what the images say.",
        find=_images_alone,
    ),
    Rule(
        code="mail/language",
        severity=Severity.NOTICE,
        reason="screen readers and hyphenation need the language, and web mail drops the html element that says it",
        advice="Set lang and dir on the html element, and again on the first element of the body.",
        find=_without_language,
    ),
    Rule(
        code="mail/title",
        severity=Severity.NOTICE,
        reason="a screen reader says the title first, and a browser names the tab by it",
        advice="Put the subject into the title element of the head.",
        find=_without_title,
    ),
    Rule(
        code="mail/table-role",
        severity=Severity.NOTICE,
        reason="a screen reader counts the rows and columns of every table that is not said to be layout",
        advice="Give tables that only place things role=presentation, and tables of figures th or caption.",
        find=_tables_of_layout,
    ),
    Rule(
        code="mail/preheader",
        severity=Severity.NOTICE,
        reason="lists of mails show the first words of the body beside the subject, whatever they are",
        advice="Begin the body with a hidden element that says what is in the mail.",
        find=_without_preheader,
    ),
    Rule(
        code="mail/active",
        severity=Severity.MISTAKE,
        reason="mail programs remove scripts, forms, frames and media, and filters distrust whoever sends them",
        advice="Take it out, and link to a page that has it.",
        find=_active,
    ),
)

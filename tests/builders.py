"""Valid nouns for tests: a test names only the fields that it is about."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from publisher import theme
from publisher.content.library import Entry, Library, Stamp, StampedNote, collect
from publisher.content.note import Edition, Note
from publisher.content.rendering.article import Article, Rendering
from publisher.content.tags import Tag, TagRules, identity
from publisher.newsletter.past import PastIssues, past_issues
from publisher.site import Language, Person, Site
from publisher.strings import Strings
from publisher.week import Closing

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2024, 12, 16, 3, 0, tzinfo=UTC)


def a_chance(seed: int = 1) -> Callable[[int], bytes]:
    """Random bytes that are the same in every run."""
    return random.Random(seed).randbytes  # noqa: S311  # nothing is protected by it


def a_language(code: str = "ko", **fields: Any) -> Language:
    words = tomllib.loads((theme.shipped() / "strings" / f"{code}.toml").read_text("utf-8"))
    return Language(
        **{
            "code": code,
            "title": {"ko": "논문 노트", "en": "Paper notes"}[code],
            "subtitle": {"ko": "하루에 한 편", "en": "One a day"}[code],
            "strings": Strings(code=code, words=words),
            **fields,
        }
    )


def an_arabic_site() -> Site:
    """A site that reads from right to left; its words are English, but for names and dates."""
    arabic = Language(code="ar", title="أوراق", subtitle="", strings=Strings(code="ar", words=theme.words("ar", None)))
    return a_site(languages=(arabic, a_language("en")))


def a_site(**fields: Any) -> Site:
    return Site(
        **{
            "address": "https://notes.example/",
            "authority": "notes.example",
            "authors": (Person(name="Ada Example", email="ada@notes.example"),),
            "time_zone": SEOUL,
            "languages": (a_language("ko"), a_language("en")),
            **fields,
        }
    )


def an_edition(language: str = "ko", **fields: Any) -> Edition:
    return Edition(
        **{
            "language": language,
            "title": "Byte Models: A Study",
            "abstract": "We study models of bytes.",
            "abstract_language": "en",
            "commentary": {"ko": "바이트 단위 모델입니다."}.get(language, "A model of bytes."),
            **fields,
        }
    )


def a_note(**fields: Any) -> Note:
    return Note(
        **{
            "file": "2024-12-13.txt",
            "line": 2,
            "date": date(2024, 12, 13),
            "title": "Byte Models: A Study",
            "authors": ("Ada Lovelace", "Alan Turing"),
            "addresses": ("https://arxiv.org/abs/2412.00001",),
            "editions": (an_edition("ko"), an_edition("en")),
            "tags": ("tokenizer",),
            "source_hash": "0" * 64,
            **fields,
        }
    )


def a_tag(spelling: str = "tokenizer") -> Tag:
    return Tag(slug=identity(spelling), label=spelling)


def an_entry(**fields: Any) -> Entry:
    language = fields.get("language", "ko")
    note_id = fields.get("note_id", "tag:notes.example,2024-12-13:2412.00001")
    return Entry(
        **{
            "id": f"{note_id}/{language}",
            "note_id": note_id,
            "language": language,
            "published": datetime(2024, 12, 13, 1, tzinfo=SEOUL),
            "updated": datetime(2024, 12, 13, 1, tzinfo=SEOUL),
            "date": date(2024, 12, 13),
            "title": "Byte Models: A Study",
            "authors": ("Ada Lovelace", "Alan Turing"),
            "address": "https://arxiv.org/abs/2412.00001",
            "abstract": "We study models of bytes.",
            "abstract_language": "en",
            "commentary": {"ko": "바이트 단위 모델입니다."}.get(language, "A model of bytes."),
            "tags": (a_tag(),),
            "languages": ("ko", "en"),
            "related": (),
            "file": "2024-12-13.txt",
            "line": 2,
            **fields,
        }
    )


def an_article(entry: Entry, *, kind: type[Article] = Article, related: Any = (), **fields: Any) -> Article:
    """An article that is rendered by hand, so that nothing waits for Markdown."""
    rendering = Rendering(
        **{
            "commentary": f"<p>{escape(entry.commentary)}</p>",
            "abstract": f"<p>{escape(entry.abstract)}</p>" if entry.abstract else "",
            "summary": entry.commentary[:300],
            **fields,
        }
    )
    return kind(entry=entry, related=related, render=lambda: rendering)


def a_library(*notes: Note, site: Site | None = None, rules: TagRules | None = None) -> Library:
    """A library of these notes, each published on its own date, a second apart in their order."""
    return collect(
        (_stamped(note, second) for second, note in enumerate(reversed(notes or (a_note(),)))),
        site=site or a_site(),
        rules=rules or TagRules(),
    )


def all_past(library: Library, site: Site | None = None) -> PastIssues:
    """Every issue of a library, long after its week has closed."""
    return past_issues(library, site=site or a_site(), closing=Closing(), today=date.max)


def _stamped(note: Note, second: int) -> StampedNote:
    day = datetime.combine(note.date, datetime.min.time(), SEOUL).replace(minute=second // 60, second=second % 60)
    return StampedNote(
        note=note,
        id=f"tag:notes.example,{note.date}:note-{second}",
        stamps=tuple(Stamp(language=code, published=day, updated=day) for code in note.languages),
    )

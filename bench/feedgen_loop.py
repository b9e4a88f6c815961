"""The script that one would write in an afternoon, feedgen in a loop: `python feedgen_loop.py CONTENT OUTPUT`.

It does no more than it must: it renders only what a feed shows, and each entry once.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import markdown
import yaml
from feedgen.feed import FeedGenerator

ADDRESS = "https://notes.example/"
TITLES = {"ko": "논문 노트", "en": "Paper notes"}
NEWEST = 20


def main(content: Path, output: Path) -> None:
    """Write a feed of each language, and of each tag in it."""
    channels: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for file in sorted(content.rglob("*.md")):
        note = read(file)
        channels[note["language"]].append(note)
        for tag in note["tags"]:
            channels[f"{note['language']}/tags/{tag}"].append(note)
    for channel, notes in channels.items():
        notes.sort(key=lambda note: note["date"], reverse=True)
        folder = output / channel
        folder.mkdir(parents=True, exist_ok=True)
        feed(channel, notes[:NEWEST]).atom_file(str(folder / "atom.xml"))


def read(file: Path) -> dict[str, Any]:
    _, head, body = file.read_text("utf-8").split("---\n", 2)
    slug, language, _ = file.name.rsplit(".", 2)
    note: dict[str, Any] = yaml.load(head, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # both are safe ones
    return note | {"slug": slug, "language": language, "body": body}


def feed(channel: str, notes: list[dict[str, Any]]) -> FeedGenerator:
    language, _, tag = channel.partition("/tags/")
    made = FeedGenerator()
    made.id(f"{ADDRESS}{channel}/")
    made.title(f"{TITLES[language]} · {tag}" if tag else TITLES[language])
    made.language(language)
    made.author(name="Notes")
    made.updated(notes[0]["date"])
    made.link(href=f"{ADDRESS}{channel}/", rel="alternate")
    made.link(href=f"{ADDRESS}{channel}/atom.xml", rel="self")
    for note in notes:
        add(made, note)
    return made


def add(made: FeedGenerator, note: dict[str, Any]) -> None:
    date: datetime = note["date"]
    address = f"{ADDRESS}{note['language']}/{date:%Y/%m/%d}/#{note['slug']}"
    entry = made.add_entry(order="append")
    entry.id(address)
    entry.title(note["title"])
    entry.author([{"name": name} for name in note["authors"]])
    entry.published(date)
    entry.updated(date)
    entry.link(href=address)
    entry.link(href=note["link"], rel="related")
    entry.category([{"term": tag} for tag in note["tags"]])
    entry.summary(" ".join(note["body"].split())[:300])
    entry.content(_content(note), type="html")


def _content(note: dict[str, Any]) -> str:
    if "content" not in note:
        tags = " ".join(f'<a href="{ADDRESS}{note["language"]}/tags/{tag}/">#{tag}</a>' for tag in note["tags"])
        note["content"] = (
            f'<div lang="{note["language"]}">\n<p>{escape(", ".join(note["authors"]))} · {note["date"]:%Y-%m-%d}</p>\n'
            f"{_rendered(note['body'])}\n<p><strong>Abstract</strong></p>\n"
            f'<blockquote lang="en">{_rendered(note["abstract"])}</blockquote>\n'
            f'<p>Paper: <a href="{note["link"]}">{note["link"]}</a></p>\n<p>{tags}</p>\n</div>'
        )
    return str(note["content"])


@cache
def _rendered(text: str) -> str:
    return str(markdown.markdown(text))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

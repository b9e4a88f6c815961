"""Hostile text in a note: the program comes to an end, feeds stay sound, and no script runs."""

from __future__ import annotations

import re

import pytest
from lxml import html

from tests.hostile.conftest import Site, a_vault_note, expect_sound

MANY = 50_000


@pytest.mark.parametrize("sign", [*list('*[("`<>$#_\\{|~-=!&^@'), "![", "[[", "$$", "\\(", "<!--", "́", "\u202e"])
def test_fifty_thousand_signs_are_borne(site: Site, sign: str) -> None:
    signs = sign * (MANY // len(sign))
    site.write("content/241214 A.md", a_vault_note(ko=f"글 {signs}"))
    site.write("content/241215 B.md", a_vault_note(title=f"*{signs}* (Bob)"))
    site.write("content/241216 C.md", signs)
    site.write("content/2024-12-17.txt", f"2024-12-17\n{signs}\n(Bob)\nWe study.\n한국어 글입니다.\n{signs}\n")

    result = site.run("build")

    assert result.exit_code == 0
    assert "A good paper" in site.files()["ko/2024/12/13/index.html"].decode()
    expect_sound(site.files())


OUR_SCRIPT = re.compile(r'<script defer(="")? src="[./]+/search\.js\?[0-9a-f]{8}"></script>')


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "[x](javascript:alert(1))",
        '<a href="data:text/html,alert(1)">x</a>',
        "<iframe src=javascript:alert(1)></iframe>",
        "<style>@import 'alert(1)'</style>",
        "]]><script>alert(1)</script>",
        "<pre><script>alert(1)</script></pre>",
    ],
)
def test_no_script_reaches_a_reader(site: Site, evil: str) -> None:
    site.write(
        "content/241214 A.md",
        a_vault_note(title=f"*A title {evil}* (Bob {evil})", ko=f"한국어 {evil}", tags=f"#{evil}"),
    )

    site.run("build")

    files = site.files()
    expect_sound(files)
    contents = [content["value"] for title in site.titles() for content in site.entry(title).content]
    for page in (*contents, *(text.decode() for path, text in files.items() if path.endswith(".html"))):
        for element in html.document_fromstring(page).iter():
            if OUR_SCRIPT.fullmatch(html.tostring(element, encoding="unicode", with_tail=False)):
                continue
            assert element.tag not in {"script", "iframe", "svg", "style", "object", "embed"}
            assert not [name for name in map(str, element.attrib) if name.startswith("on")]
            assert not [value for value in map(str, element.values()) if value.startswith(("javascript:", "data:text"))]


def test_what_xml_forbids_is_taken_out_and_told(site: Site) -> None:
    forbidden = "\x00\x01\x08\x0b\x0c\x1b\x7f\x9f\ufffe\uffff\ufdd0"
    site.write(
        "content/241214 A.md", a_vault_note(title=f"*A {forbidden}title* (B{forbidden}ob)", ko=f"글{forbidden}입니다.")
    )

    result = site.run("build")

    assert "content/241214 A.md:3: control characters taken out" in result.stderr
    assert site.entry("A title").author == "Bob"
    expect_sound(site.files())


@pytest.mark.parametrize("half", [b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\xa0\xbd\xed\xb8\x80"])
def test_unpaired_surrogates_are_taken_out_and_told(site: Site, half: bytes) -> None:
    site.write("content/241214 A.md", a_vault_note().encode().replace(b"English", b"Eng" + half + b"lish"))

    result = site.run("build")

    assert "content/241214 A.md:10: unpaired surrogates" in result.stderr
    assert "English." in site.entry("A title", "en").content[0]["value"]


@pytest.mark.parametrize(
    "title",
    ["", "**", "*", "***", "* *", "*$x^2$*", "*$$*", "*<b></b>*", "*\u200b*", "*()*", "*]]>*", "*T* (((", "*T* (, ,)"],
)
def test_a_strange_title_leaves_a_feed_sound(site: Site, title: str) -> None:
    site.write("content/241214 A.md", a_vault_note(title=title))

    result = site.run("build")

    assert result.exit_code == 0
    assert len(site.titles()) == 2
    assert all(title.strip() for title in site.titles())
    expect_sound(site.files())


def test_a_title_of_five_thousand_letters_is_cut_and_told(site: Site) -> None:
    site.write("content/a.md", f"---\ntitle: {'x' * 5000}\ndate: 2024-12-14\n---\n한국어 글입니다.\n")

    result = site.run("build")

    assert "content/a.md:1: title of 5000 characters cut" in result.stderr
    assert max(map(len, site.titles())) <= 500


def test_two_notes_that_are_equal_in_all_are_two_notes(site: Site) -> None:
    for name in ("241214 A.md", "241214 A 1.md", "x/241214 A.md"):
        site.write(f"content/{name}", a_vault_note())

    site.run("build")

    page = site.files()["ko/2024/12/14/index.html"].decode()
    anchors = re.findall(r'<article[^>]* id="([^"]+)"', page)
    assert len(anchors) == len(set(anchors)) == 3
    expect_sound(site.files())


def test_three_hundred_notes_of_one_day_keep_their_order(site: Site) -> None:
    notes = [f"Title {number}\n(Bob {number})\nWe study.\n한국어 글 {number}\n#d\n" for number in range(300)]
    site.write("content/2024-12-14.txt", "2024-12-14\n" + "".join(notes))

    site.run("build")

    page = site.files()["ko/2024/12/14/index.html"].decode()
    places = [page.index(f">Title {number}<") for number in range(300)]
    assert places == sorted(places)
    expect_sound(site.files())

"""Markdown -> clean HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.rendering.markup import to_html
from tests.rendering.fragments import ALLOWED, NOT_XML, links, parsed, words

PIECES = [*"*_~`[]()<>!#$\\{}'\"|:-+=&;1 aé가\n", "\n\n", "    ", "[[", "]]", "https://a.example/", "\\textbf{", "<!--"]
MARKDOWN_ISH = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**모델(LM)**이다", "<p><strong>모델(LM)</strong>이다</p>"),
        ("10~20, 30~40", "<p>10~20, 30~40</p>"),
        ("~~gone~~", "<p><del>gone</del></p>"),
        ("at 256*256 and 3*3", "<p>at 256*256 and 3*3</p>"),
        ("A* search, *a* star", "<p>A* search, <em>a</em> star</p>"),
        ("#gan을 쓴 연구", "<p>#gan을 쓴 연구</p>"),
        ("object_detection_model", "<p>object_detection_model</p>"),
        ("`10~20 256*256 [[a]] $x$ \\'e`", "<p><code>10~20 256*256 [[a]] $x$ \\'e</code></p>"),
        ("a  \nb", "<p>a<br/>\nb</p>"),
        ("a&nbsp;b", "<p>a\N{NO-BREAK SPACE}b</p>"),
    ],
)
def test_markdown_means_what_its_author_meant(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("$2^{18}$ codes", "<p>2<sup>18</sup> codes</p>"),
        (r"$\{x_*\}_{i=1}^n$", "<p>{x<sub>*</sub>}<sub>i=1</sub><sup>n</sup></p>"),
        ("$a<b$", "<p>a&lt;b</p>"),
        (r"$\foo{x}$", r"<p><code>\foo{x}</code></p>"),
        ("$5 and $6", "<p>$5 and $6</p>"),
        (r"256$\times$256", "<p>256×256</p>"),
        ("$$x^2$$", "<p>x<sup>2</sup></p>"),
    ],
)
def test_formulas_are_shown(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (r"T\"ulu is \'a la mode", "<p>Tülu is á la mode</p>"),
        (r"a 7.2\% gain", "<p>a 7.2% gain</p>"),
        (r"\textbf{T}rust-\textbf{R}egion", "<p><strong>T</strong>rust-<strong>R</strong>egion</p>"),
        (r"\textbf{Is $x^2$ \emph{it}?}", "<p><strong>Is x<sup>2</sup> <em>it</em>?</strong></p>"),
        (r"\texttt{Qwen_2_5}", "<p><code>Qwen_2_5</code></p>"),
        ("``\\textit{density}'' and `so'", "<p>“<em>density</em>” and ‘so’</p>"),
        ("the code `f' x` stays", "<p>the code <code>f' x</code> stays</p>"),
        (r"\textbf{never closed", r"<p>\textbf{never closed</p>"),
        (r"\alpha \foo{bar}", r"<p>\alpha \foo{bar}</p>"),
    ],
)
def test_latex_in_prose_is_read(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


def test_latex_in_code_stays() -> None:
    source = "\\textbf{x} T\\\"ulu 256$\\times$256 ``a'' \\url{https://a.example} <!-- c -->"

    html = to_html(f"    {source}")

    assert "".join(map(str, parsed(html).itertext())).strip() == source


def test_addresses_in_latex_become_links() -> None:
    html = to_html(r"\url{https://a.example/b_c}, \href{https://a.example/x_y}{\texttt{code} of \'Emile}")

    assert links(html) == [("https://a.example/b_c",) * 2, ("code of Émile", "https://a.example/x_y")]


def test_addresses_in_latex_that_lead_nowhere_are_words() -> None:
    assert to_html(r"\href{javascript:alert(1)}{a} \url{b.html}") == "<p>a b.html</p>"


@pytest.mark.parametrize("raw", ["<script>alert(1)</script>", "<pre>", '<b onclick="x">bold</b>', "a <b and c> d"])
def test_raw_html_is_shown_as_text(raw: str) -> None:
    html = to_html(f"before {raw} after")

    assert words(html) == f"before {raw} after"
    assert {element.tag for element in parsed(html).iter()} == {"body", "p"}


def test_markdown_goes_on_inside_raw_html() -> None:
    assert to_html("<div>\n*a*\n</div>") == "<p>&lt;div&gt;\n<em>a</em>\n&lt;/div&gt;</p>"


def test_comments_are_for_the_author_alone() -> None:
    assert words(to_html("seen <!-- not\n\nseen --> again")) == "seen again"
    assert to_html("a\n\n<!-- more -->\n\nb") == "<p>a</p>\n<p>b</p>"


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        ((1, 2, 3, 4, 5), ["h3", "h4", "h5", "h6", "h6"]),
        ((2, 2), ["h3", "h3"]),
        ((1, 5, 5, 2, 1), ["h3", "h4", "h4", "h4", "h3"]),
        ((3, 1, 3), ["h3", "h3", "h4"]),
    ],
)
def test_headings_stand_below_those_of_the_page_and_skip_no_level(levels: tuple[int, ...], shown: list[str]) -> None:
    html = to_html("\n\n".join(f"{'#' * level} a" for level in levels))

    assert [element.tag for element in parsed(html)] == shown


def test_links_that_lead_nowhere_from_a_feed_are_words() -> None:
    html = to_html(
        "[a](b.html) [c](#d) [e](javascript:alert(1)) [f](data:text/html,x) [g](//h.example) [i](HTTPS://j.example)"
    )

    assert links(html) == [("i", "HTTPS://j.example")]
    assert words(html) == "a c e f g i"


def test_images_that_lead_nowhere_from_a_feed_are_their_description() -> None:
    html = to_html("![a *b*](c.png) ![d](https://e.example/f.png)")

    assert [dict(image.attrib) for image in parsed(html).iter("img")] == [
        {"src": "https://e.example/f.png", "alt": "d"}
    ]
    assert words(html) == "a b"


def test_a_tilde_in_an_address_stays() -> None:
    html = to_html("[x](https://a.example/~me/b*c_d), <https://a.example/~me>, https://a.example/~me/_x_/~y")

    assert [address for _, address in links(html)] == [
        "https://a.example/~me/b*c_d",
        "https://a.example/~me",
        "https://a.example/~me/_x_/~y",
    ]


def test_tables_lists_and_quotations_survive() -> None:
    html = to_html("| a | b |\n|---|--:|\n| 1 | 2 |\n\n3. c\n4. d\n\n> e")

    tags = {element.tag for element in parsed(html).iter()}
    assert {"table", "thead", "th", "td", "ol", "li", "blockquote"} <= tags


def test_wiki_links_lead_to_the_note() -> None:
    known = {"200319 GIQA.md": ("GIQA & more", "https://notes.example/ko/2020/03/19/#giqa")}

    html = to_html("[[200319 GIQA.md]], [[200319 GIQA.md#Ideas|그 연구]]", known.get)

    address = "https://notes.example/ko/2020/03/19/#giqa"
    assert links(html) == [("GIQA & more", address), ("그 연구", address)]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("[[200319 GIQA.md]]", "GIQA"),
        ("[[folder/200319 GIQA]]", "GIQA"),
        ("[[name|label]]", "label"),
        ("[[name#heading]]", "name"),
        ("[[#heading]]", "heading"),
        ("[[240418 From $r$ to $Q^*$.md]]", "From r to Q^*"),
        ("[[1, 2]]", "[[1, 2]]"),
    ],
)
def test_wiki_links_to_unknown_notes_are_plain_words(link: str, expected: str) -> None:
    assert to_html(link) == f"<p>{expected}</p>"


def test_a_bracketed_label_is_no_wiki_link() -> None:
    assert links(to_html("[[a]](https://b.example)")) == [("[a]", "https://b.example")]


@pytest.mark.parametrize(
    "bad", ["\x00", "\x0b", "\x9f", "\ud800", "\ufdd4", "\ufffe", "&#1;", "&#xFFFE;", "&#xFDD4;0&#xFDD5;"]
)
def test_what_xml_forbids_never_comes_out(bad: str) -> None:
    html = to_html(f"a{bad}b `c{bad}d` $e{bad}f$ [g](https://h.example/{bad}i)\\emph{{j}}")

    assert not NOT_XML.search(html)
    assert not any("\ufdd0" <= letter <= "\ufdef" for letter in html)


@given(st.text() | MARKDOWN_ISH)
def test_any_text_becomes_well_formed_html_of_harmless_elements(markdown: str) -> None:
    html = to_html(markdown)

    tree = parsed(html)
    assert {element.tag for element in tree.iter()} <= {"body", *ALLOWED}
    assert not NOT_XML.search(html)
    assert all(address.lower().startswith(("http://", "https://", "mailto:")) for _, address in links(html))


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_letters_are_never_lost(text: str) -> None:
    assert words(to_html(text)) == " ".join(text.split())

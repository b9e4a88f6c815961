"""Which spellings are one tag, what it is called, and where it lives."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.content.tags import TagRules, folder_name, identity, label_tags


@pytest.mark.parametrize(
    ("spelling", "slug"),
    [
        ("object_detection", "object-detection"),
        ("Object-Detection", "object-detection"),
        ("object / detection", "object-detection"),
        ("__gan__", "gan"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        (unicodedata.normalize("NFD", "강화학습"), "강화학습"),
        ("C++", "c++"),
        ("/", ""),
    ],
)
def test_spellings_have_one_identity(spelling: str, slug: str) -> None:
    assert identity(spelling) == slug


@given(st.text())
def test_an_identity_is_its_own_identity(spelling: str) -> None:
    assert identity(identity(spelling)) == identity(spelling)


def test_the_commonest_spelling_is_the_label() -> None:
    spellings = ["object_detection", "Object-Detection", "Object-Detection", "llm"]

    tags = label_tags(spellings, TagRules())

    assert {slug: tag.label for slug, tag in tags.items()} == {"object-detection": "Object-Detection", "llm": "llm"}


def test_an_alias_lends_its_entries_but_not_its_name() -> None:
    rules = TagRules(aliases={"textgen": "text-generation"})

    tags = label_tags(["textgen", "textgen", "Text_Generation"], rules)

    assert {slug: tag.label for slug, tag in tags.items()} == {"text-generation": "Text_Generation"}


def test_a_tag_that_only_its_alias_names_is_called_by_its_identity() -> None:
    tags = label_tags(["textgen"], TagRules(aliases={"textgen": "text-generation"}))

    assert tags["text-generation"].label == "text-generation"


@pytest.mark.parametrize("slug", ["llm", "강화학습", "c++", "gpt-4.5"])
def test_a_harmless_tag_keeps_its_letters_in_its_folder(slug: str) -> None:
    assert folder_name(slug) == slug


def test_a_tag_cannot_take_the_place_of_the_page_of_all_tags() -> None:
    assert folder_name("index.html") != "index.html"


@given(st.text(min_size=1).map(identity).filter(bool))
def test_any_tag_has_one_safe_folder(slug: str) -> None:
    name = folder_name(slug)

    assert name
    assert not set(name) & set('/\\<>:"|?*%#\0')
    assert not name.startswith(".")
    assert not name.endswith(".")
    assert len(name.encode()) <= 255


@given(st.lists(st.text(alphabet='.ab/<>"', min_size=1).map(identity).filter(bool), unique=True))
def test_different_tags_have_different_folders(slugs: list[str]) -> None:
    assert len({folder_name(slug) for slug in slugs}) == len(slugs)

"""`publisher init`: a publication that builds at once, and nothing overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Publication


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publication:
    monkeypatch.chdir(tmp_path)
    return Publication(tmp_path)


def test_a_new_publication_builds_at_once(elsewhere: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    made = elsewhere.run("init", "mine")
    monkeypatch.chdir("mine")

    checked = elsewhere.run("check")
    built = elsewhere.json("build", "--strict")
    digest = elsewhere.json("digest")

    assert made.exit_code == checked.exit_code == 0
    assert checked.stderr == ""
    assert built["entries"] == {"en": 3, "ko": 3}
    assert len(digest["written"]) == 6


def test_it_tells_its_author_how_to_go_on(elsewhere: Publication) -> None:
    elsewhere.run("init", "mine")

    readme = Path("mine/README.md").read_text("utf-8")
    assert "GitHub Pages" in readme
    assert "register.jsonl" in readme
    assert Path("mine/.gitattributes").read_text("utf-8").splitlines()[-1] == "register.jsonl merge=union"
    assert "/newsletters/" in Path("mine/.gitignore").read_text("utf-8")


def test_it_overwrites_nothing(elsewhere: Publication) -> None:
    mine = elsewhere.write("mine/publisher.toml", "mine")

    result = elsewhere.run("init", "mine")

    assert result.exit_code == 1
    assert (
        result.stderr
        == f"{mine.relative_to(elsewhere.folder)}: stands there already: expected a folder without a publication\n"
    )
    assert elsewhere.files("mine") == {"publisher.toml": b"mine"}


def test_it_fits_into_a_folder_that_holds_other_things(elsewhere: Publication) -> None:
    elsewhere.write("mine/LICENSE", "free")

    assert elsewhere.run("init", "mine").exit_code == 0


def test_what_it_says_to_type_can_be_typed(elsewhere: Publication) -> None:
    result = elsewhere.run("init", 'it\'s "mine" $HOME')

    assert result.stdout.splitlines()[-1] == """Next: cd 'it'"'"'s "mine" $HOME' && publisher build"""


def test_no_folder_is_not_this_folder(elsewhere: Publication) -> None:
    assert elsewhere.run("init", "").exit_code == 2
    assert elsewhere.files(".") == {}

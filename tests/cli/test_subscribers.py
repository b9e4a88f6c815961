"""`publisher subscribers`, `status` and `db`: what is said, what is written, and to whom it may be read."""

from __future__ import annotations

import csv
import shutil
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from publisher.store.address import StoreAddress
from publisher.store.revisions import REVISIONS
from tests.cli.conftest import CONFIGURATION, CONSENT, Publication


@pytest.fixture
def audience(publication: Publication, address: StoreAddress) -> Publication:
    """A publication with a store of either kind."""
    if address.url:
        publication.write("publisher.toml", f'{CONFIGURATION}[store]\nurl = "{address.url}"\n')
        assert publication.run("db", "upgrade").exit_code == 0
    return publication


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_who_is_added_with_a_word_on_their_consent_is_confirmed(audience: Publication) -> None:
    added = audience.run(
        "subscribers", "add", "Ada@Example.org", "--language", "en", "--choice", "en/LLM", "--choice", "ko", *CONSENT
    )

    assert (added.exit_code, added.stderr) == (0, "")
    assert added.stdout == (
        "Ada@example.org: confirmed since 2024-12-24 00:00 UTC\n"
        "Mails in: en\n"
        "Chosen: en/llm ko\n"
        "2024-12-24 00:00 UTC  vouched  asked me at the fair\n"
    )
    assert audience.run("subscribers", "show", "ADA@example.org").stdout == added.stdout


def test_without_it_they_are_asked_and_get_everything_in_the_sites_first_language(audience: Publication) -> None:
    added = audience.json("subscribers", "add", "ada@example.org")

    assert added == {
        "email": "ada@example.org",
        "state": "asked",
        "language": "ko",
        "choices": ["ko"],
        "since": "2024-12-24T00:00:00+00:00",
        "created": "2024-12-24T00:00:00+00:00",
    }


def test_adding_without_a_word_on_consent_says_what_that_means(publication: Publication) -> None:
    added = publication.run("subscribers", "add", "ada@example.org")

    assert added.stdout.splitlines()[-1] == (
        "Who is asked gets no letter before they confirm; --consent says where and how everyone consented"
    )


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("en/tokeniser", "--choice: no note has the tag of en/tokeniser yet, is en/tokenizer meant?\n"),
        ("ko/audio", "--choice: no note has the tag of ko/audio yet\n"),
        ("en/LLM", ""),
        ("en", ""),
    ],
)
def test_a_choice_that_nothing_comes_of_is_told_and_kept(publication: Publication, choice: str, told: str) -> None:
    publication.write("people.csv", "email\nbob@example.org\n")

    added = publication.run("subscribers", "add", "ada@example.org", "--choice", choice, *CONSENT)
    imported = publication.run("subscribers", "import", "people.csv", "--choice", choice, *CONSENT)

    assert (added.stderr, imported.stderr) == (told, told)
    assert [line.split()[-1] for line in publication.run("subscribers", "list").stdout.splitlines()] == [
        choice.lower()
    ] * 2


def test_without_notes_no_choice_is_doubted(publication: Publication) -> None:
    shutil.rmtree(publication.folder / "content")

    added = publication.run("subscribers", "add", "ada@example.org", "--choice", "en/audio", *CONSENT)

    assert (added.exit_code, added.stderr) == (0, "")


def test_adding_twice_changes_nothing(audience: Publication) -> None:
    audience.run("subscribers", "add", "ada@example.org", "--choice", "en/llm", *CONSENT)

    again = audience.run("subscribers", "add", "ADA@example.org", "--choice", "ko", *CONSENT)

    assert again.stdout.startswith("Here already, and left as they are:\nada@example.org: confirmed")
    assert "Chosen: en/llm\n" in again.stdout


def test_who_was_removed_is_not_added_again(audience: Publication) -> None:
    audience.run("subscribers", "add", "ada@example.org", *CONSENT)

    removed = audience.run("subscribers", "remove", "ada@example.org")
    again = audience.run("subscribers", "add", "ada@example.org", *CONSENT)

    assert removed.stdout == "ada@example.org: left\n"
    assert again.exit_code == 1
    assert again.stderr == "ada@example.org: only their own confirmation brings them back\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "ada@"), "expected an e-mail address such as me@example.org: "),
        (("add", "ada@example.org", "--language", "fr"), 'expected one of ko, en, got "fr"'),
        (("add", "ada@example.org", "--choice", "fr/llm"), 'expected a language of ko, en, got "fr"'),
        (("add", "ada@example.org", "--choice", "en/"), "expected a choice such as ko (everything) or en/llm (a tag)"),
        (("import", "a.csv", "--column", "hat=Hut"), "expected one of email, state, "),
    ],
)
def test_what_cannot_be_is_refused_as_wrong_usage(
    publication: Publication, arguments: tuple[str, ...], told: str
) -> None:
    result = publication.run("subscribers", *arguments)

    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("command", ["show", "remove"])
def test_who_is_not_known_is_told(publication: Publication, command: str) -> None:
    result = publication.run("subscribers", command, "ada@example.org")

    assert (result.exit_code, result.stderr) == (1, "ada@example.org: nobody is known by that address\n")


def test_a_list_is_narrowed_and_follows_renamed_tags(publication: Publication) -> None:
    publication.run("subscribers", "add", "ada@example.org", "--choice", "en/lm", *CONSENT)
    publication.run("subscribers", "add", "bob@example.org", "--choice", "ko", *CONSENT)
    publication.write("publisher.toml", f'{CONFIGURATION}[tags.aliases]\nlm = "llm"\n')

    everyone = publication.run("subscribers", "list").stdout.splitlines()
    some = publication.json("subscribers", "list", "--tag", "LLM", "--state", "confirmed")

    assert [line.split() for line in everyone] == [
        ["ada@example.org", "confirmed", "ko", "en/llm"],
        ["bob@example.org", "confirmed", "ko", "ko"],
    ]
    assert [(one["email"], one["choices"]) for one in some] == [("ada@example.org", ["en/llm"])]


def test_an_import_says_what_became_of_each_row(audience: Publication) -> None:
    audience.write("people.csv", 'Email Address,TAGS\nada@example.org,llm\nnobody,\nbob@example.org,"llm,VIP"\n')

    imported = audience.run("subscribers", "import", "people.csv", *CONSENT, "--language", "en")

    assert imported.exit_code == 0
    assert imported.stdout == "2 added: confirmed 2\n0 here already, 1 refused\n"
    first, second = imported.stderr.splitlines()
    assert first == 'people.csv: no note has the tag "vip": 1 × left out'
    assert second.startswith("people.csv:3: expected an e-mail address such as me@example.org: ")
    assert [line.split()[-1] for line in audience.run("subscribers", "list").stdout.splitlines()] == ["en/llm"] * 2


def test_an_import_without_a_word_on_consent_says_what_that_means(publication: Publication) -> None:
    publication.write("people.csv", "email\nada@example.org\n")

    imported = publication.run("subscribers", "import", "people.csv")

    assert imported.stdout == (
        "1 added: asked 1\n"
        "0 here already, 0 refused\n"
        "Who is asked gets no letter before they confirm; --consent says where and how everyone consented\n"
    )


def test_a_dry_run_leaves_no_file(publication: Publication) -> None:
    publication.write("people.csv", "email\nada@example.org\n")

    dry = publication.json("subscribers", "import", "people.csv", "--dry-run", *CONSENT)

    assert dry == {
        "dry_run": True,
        "added": {"confirmed": 1},
        "changed": {},
        "unchanged": 0,
        "refused": 0,
        "problems": [],
    }
    assert not (publication.folder / "publisher.db").exists()


def test_an_export_comes_back_the_same_and_is_for_its_owner_alone(audience: Publication) -> None:
    audience.run("subscribers", "add", "ada@example.org", "--choice", "en/llm", *CONSENT)
    audience.run("subscribers", "add", "+bob@example.org")
    audience.run("subscribers", "remove", "+bob@example.org")

    printed = audience.run("subscribers", "export")
    audience.run("subscribers", "export", "--output", "people.csv")
    imported = audience.run("subscribers", "import", "people.csv")

    file = audience.folder / "people.csv"
    assert [(row["email"], row["state"], row["choices"], row["consent"]) for row in rows(printed.stdout)] == [
        ("ada@example.org", "confirmed", "en/llm", CONSENT[1]),
        ("'+bob@example.org", "left", "ko", ""),
    ]
    assert file.read_bytes() == printed.stdout_bytes
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert imported.stdout == "0 added\n2 here already, 0 refused\n"
    assert audience.run("subscribers", "export").stdout == printed.stdout


def test_forgetting_asks_first_and_erases(audience: Publication) -> None:
    audience.run("subscribers", "add", "ada@example.org", *CONSENT)

    unanswered = audience.run("subscribers", "forget", "ada@example.org")
    forgotten = audience.run("subscribers", "forget", "ada@example.org", "--yes")
    again = audience.run("subscribers", "forget", "ada@example.org", "--yes")

    assert (unanswered.exit_code, unanswered.stderr.splitlines()[-1]) == (
        1,
        "expected an answer, got none: --yes does not ask",
    )
    assert forgotten.stdout == "Forgotten: no import brings them back\n"
    assert again.stdout == "Forgotten before\n"
    assert audience.json("status")["subscribers"]["forgotten"] == 1
    assert audience.run("subscribers", "add", "ada@example.org", *CONSENT).exit_code == 1


def test_forgetting_names_the_copies_that_remember(publication: Publication) -> None:
    publication.run("subscribers", "add", "ada@example.org")
    copy = publication.write("publisher.db.before-0009", "")

    forgotten = publication.json("subscribers", "forget", "ada@example.org", "--yes")
    told = publication.run("subscribers", "forget", "ada@example.org", "--yes").stdout

    assert forgotten == {"changed": True, "copies": [str(copy)]}
    assert f"delete {copy}\n" in told


def test_status_counts_in_words_and_for_programs(audience: Publication) -> None:
    audience.run("subscribers", "add", "ada@example.org", "--choice", "en/llm", "--language", "en", *CONSENT)
    audience.run("subscribers", "add", "bob@example.org", "--choice", "en/llm", "--choice", "ko", *CONSENT)
    audience.run("subscribers", "add", "eve@example.org")

    words = audience.run("status").stdout.splitlines()
    counts = audience.json("status")

    assert words[0].startswith("3 subscribers in ")
    assert words[0].endswith(": confirmed 2, asked 1")
    assert words[1:] == ["Mails in: en 1, ko 1", "Chosen: en/llm 2, ko 1"]
    assert counts["subscribers"] == {
        "asked": 1,
        "confirmed": 2,
        "left": 0,
        "bounced": 0,
        "complained": 0,
        "forgotten": 0,
    }
    assert counts["choices"] == {"en/llm": 2, "ko": 1}


def test_looking_leaves_no_file(publication: Publication) -> None:
    looked = [publication.run(*words.split()) for words in ("status", "subscribers list", "subscribers export")]

    assert [result.exit_code for result in looked] == [0, 0, 0]
    assert looked[0].stdout == f"No subscribers yet, in {publication.folder / 'publisher.db'}\n"
    assert not list(publication.folder.glob("publisher.db*"))


def test_the_store_is_made_by_its_own_command_as_well(publication: Publication) -> None:
    first = publication.run("db", "upgrade")
    second = publication.json("db", "upgrade")

    file = publication.folder / "publisher.db"
    assert first.stdout == f"{file} is made ({REVISIONS.newest})\n"
    assert second == {"store": str(file), "before": REVISIONS.newest, "after": REVISIONS.newest, "copy": None}


def test_the_file_is_for_its_owner_alone_and_git_ignores_it(publication: Publication, tmp_path: Path) -> None:
    publication.run("subscribers", "add", "ada@example.org")
    publication.run("init", str(tmp_path / "new"))

    assert stat.S_IMODE((publication.folder / "publisher.db").stat().st_mode) == 0o600
    assert "/publisher.db*" in (tmp_path / "new" / ".gitignore").read_text().splitlines()


def test_a_build_knows_nothing_of_databases(publication: Publication) -> None:
    program = "import sys; from publisher.cli import main; main(['build'], standalone_mode=False); print(*sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=publication.folder, capture_output=True, text=True, check=True
    )

    modules = set(done.stdout.splitlines()[-1].split())
    assert "publisher.pipeline" in modules
    assert modules.isdisjoint({"sqlalchemy", "alembic", "email_validator", "psycopg"})

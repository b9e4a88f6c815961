"""`publisher templates`: what a site may have its own of."""

from __future__ import annotations

import tomllib

from publisher import theme
from tests.cli.conftest import Publication


def test_each_that_is_listed_is_printed_as_it_is(publication: Publication) -> None:
    names = publication.run("templates").stdout.splitlines()

    assert {"pages/base.html", "newsletter/issue.html", "strings/en.toml", "mails/notice.txt"} <= set(names)
    for name in names:
        assert publication.run("templates", name).stdout_bytes == (theme.shipped() / name).read_bytes()


def test_what_no_site_replaces_is_not_listed(publication: Publication) -> None:
    names = publication.run("templates").stdout.splitlines()

    assert {name.partition("/")[0] for name in names} == {"feeds", "mails", "newsletter", "pages", "strings", "web"}


def test_what_is_printed_is_the_beginning_of_another_language(publication: Publication) -> None:
    printed = publication.run("templates", "strings/en.toml").stdout
    text = (publication.folder / "publisher.toml").read_text("utf-8").replace('["ko", "en"]', '["ko", "ja"]')
    publication.write("publisher.toml", text)
    publication.write("templates/strings/ja.toml", printed.replace('abstract = "Abstract"', 'abstract = "要旨"'))

    checked = publication.run("check")

    assert "languages.ja" not in checked.stderr
    assert tomllib.loads(printed)["abstract"] == "Abstract"


def test_another_name_is_wrong_usage_and_the_nearest_is_named(publication: Publication) -> None:
    refused = publication.run("templates", "newsletter/isue.html")

    assert refused.exit_code == 2
    assert 'got "newsletter/isue.html", is newsletter/issue.html meant?' in refused.stderr
    assert publication.run("templates", "../pyproject.toml").exit_code == 2

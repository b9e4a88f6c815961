"""What a browser gets, and what a stranger does not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from email import message_from_bytes, policy
from http import HTTPStatus

import pytest
from markupsafe import escape

from publisher import theme
from publisher.config import read
from publisher.inspection import inspect
from publisher.lint.explain import RULES
from publisher.preview.application import ROOT, Application
from publisher.preview.edition import Edition
from publisher.preview.overlay import overlaid
from publisher.preview.stage import Scene, Stage
from tests.cli.conftest import CONFIGURATION, NOW
from tests.preview.studio import SITE, Folder, ask, staged


def test_every_file_of_the_site_is_there_with_the_type_that_servers_give_it(edition: Edition) -> None:
    application = staged(edition)

    kinds = {path.rpartition(".")[2]: ask(application, f"/{path}").headers["Content-Type"] for path in edition.files}

    assert {ask(application, f"/{path}").status for path in edition.files} == {200}
    assert kinds == {
        "css": "text/css; charset=utf-8",
        "html": "text/html; charset=utf-8",
        "js": "text/javascript; charset=utf-8",
        "json": "application/feed+json; charset=utf-8",
        "opml": "text/x-opml; charset=utf-8",
        "svg": "image/svg+xml; charset=utf-8",
        "xml": "application/xml; charset=utf-8",
    }


def test_no_link_leaves_the_preview_for_the_site_on_the_web(folder: Folder) -> None:
    folder.write("content/2024-12-12.txt", f"2024-12-12\nOwn\n(Ada)\nWords.\n[우리 글]({SITE}ko/)을 봅니다.\n#llm\n")
    edition = folder.edition()
    application = staged(edition)

    answers = {path: ask(application, f"/{path}", host="localhost:8000").text for path in edition.files}

    assert [path for path, text in answers.items() if SITE in text] == []
    assert "http://localhost:8000/ko/atom.xml" in answers["ko/atom.xml"]
    assert 'href="http://localhost:8000/ko/"' in answers["ko/2024/12/12/index.html"]


def test_mails_keep_the_addresses_that_subscribers_get(edition: Edition) -> None:
    shown = ask(staged(edition), "/preview/ko/2024-W50/mail.html").text

    assert f'href="{SITE}ko/' in shown
    assert "localhost" not in shown


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_a_browser_on_this_machine_is_answered(edition: Edition, host: str) -> None:
    assert ask(staged(edition), "/ko/", host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "localhost.evil.example", "192.0.2.1", "", "[", "127.0.0.1.nip.io"]
)
@pytest.mark.parametrize("path", ["/", "/ko/", "/preview/", "/preview/ko/2024-W50/", "/preview/changes"])
def test_a_name_that_is_pointed_here_reads_nothing(edition: Edition, host: str, path: str) -> None:
    answer = ask(staged(edition), path, host=host)

    assert answer.status == HTTPStatus.MISDIRECTED_REQUEST
    assert b"Notes" not in answer.content


@pytest.mark.parametrize(
    ("told", "host", "status"),
    [
        ("notes.lan", "notes.lan:8000", 200),
        ("notes.lan", "other.lan", 421),
        ("0.0.0.0", "192.0.2.1:8000", 200),  # noqa: S104  # told, not listened on
        ("::", "[2001:db8::1]:8000", 200),
        ("0.0.0.0", "evil.example", 421),  # noqa: S104  # the same
    ],
)
def test_the_host_that_was_asked_for_is_answered_too(edition: Edition, told: str, host: str, status: int) -> None:
    assert ask(staged(edition, host=told), "/ko/", host=host).status == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/preview/", "/preview/changes"])
def test_nothing_but_get_and_head_is_known(edition: Edition, method: str, path: str) -> None:
    answer = ask(staged(edition), path, method=method)

    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/ko/", "/preview/", "/preview/ko/2024-W50/", "/nothing", "/preview/changes"])
def test_head_is_get_without_its_content(edition: Edition, path: str) -> None:
    application = staged(edition)

    head, whole = ask(application, path, method="HEAD"), ask(application, path)

    assert (head.status, head.headers, head.content) == (whole.status, whole.headers, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../publisher.toml",
        "/ko/../../cache/cache.db",
        "//etc/passwd",
        "/.publisher.json",
        "/preview/../../publisher.toml",
        "/preview/base.html",
        "/preview/../../strings/en.toml",
        "/preview/ko/../2024-W50/",
        "/preview/ko/2024-W50/../../../publisher.toml",
        "/ko/index.html/",
        "/\0",
        "/\N{PILE OF POO}",
    ],
)
def test_no_path_leads_out_of_the_site(edition: Edition, path: str) -> None:
    assert ask(staged(edition), path).status == 404


def test_a_file_that_a_newer_edition_has_no_longer_is_missed_by_nobody(folder: Folder) -> None:
    edition = folder.edition()
    (edition.folder / "en/index.html").unlink()

    assert ask(staged(edition), "/en/").status == 404


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/ko", "http://localhost:8000/ko/"),
        ("/preview", "/preview/"),
        ("/preview/ko/2024-W50", "/preview/ko/2024-W50/"),
    ],
)
def test_a_folder_is_found_without_its_slash(edition: Edition, path: str, address: str) -> None:
    answer = ask(staged(edition), path)

    assert (answer.status, answer.headers["Location"]) == (302, address)


def test_a_site_without_pages_begins_with_its_mails(folder: Folder) -> None:
    configuration = folder.place / "publisher.toml"
    configuration.write_text(f"{configuration.read_text()}[pages]\npublish = false\n")

    answer = ask(staged(folder.edition()), "/")

    assert (answer.status, answer.headers["Location"]) == (302, "/preview/")


def test_no_language_is_called_as_the_pages_of_the_preview_are(folder: Folder) -> None:
    """So no folder of a site is: those at its top are named after languages."""
    code = ROOT.strip("/")
    configuration = (folder.place / "publisher.toml").read_text().replace('"en"', f'"{code}"')

    with pytest.raises(Exception, match=code):
        read(folder.write("publisher.toml", configuration))


@pytest.mark.parametrize("path", ["/", "/ko/", "/preview/", "/preview/ko/2024-W50/"])
def test_before_the_first_edition_every_page_says_why_there_is_none(path: str) -> None:
    stage = Stage()
    stage.fail(["publisher.toml:3: expected <TOML>"])

    answer = ask(Application(stage, host="127.0.0.1"), path)

    assert answer.status == 503
    assert "publisher.toml:3: expected &lt;TOML&gt;" in answer.text
    assert "/preview/live.js" in answer.text


@pytest.mark.parametrize("path", ["/", "/ko/2024/12/13/", "/nothing", "/preview/", "/preview/ko/2024-W50/"])
def test_every_page_says_what_is_wrong_and_shows_what_was_right(edition: Edition, path: str) -> None:
    stage = Stage()
    stage.show(edition)
    before = ask(Application(stage, host="127.0.0.1"), path)
    stage.fail(["templates/pages/day.html:1: expected <more>"])

    after = ask(Application(stage, host="127.0.0.1"), path)

    assert after.status == before.status
    assert "templates/pages/day.html:1: expected &lt;more&gt;" in after.text
    assert "expected &lt;more&gt;" not in before.text


def test_a_page_without_an_end_of_its_body_is_overlaid_too(folder: Folder) -> None:
    folder.write("templates/pages/index.html", "<p>Short</p>")

    shown = ask(staged(folder.edition()), "/").text

    assert shown.startswith("<p>Short</p>")
    assert "live.js" in shown


def test_a_page_says_what_a_browser_may_do_with_it(edition: Edition) -> None:
    application = staged(edition)

    policies = {
        path: ask(application, path).headers["Content-Security-Policy"]
        for path in ("/ko/", "/preview/", "/preview/ko/2024-W50/", "/preview/ko/2024-W50/mail.html")
    }

    assert policies["/ko/"] == "frame-ancestors 'none'"  # a theme may load what it likes, as on the web
    assert policies["/preview/"] == policies["/preview/ko/2024-W50/"]
    assert "default-src 'none'" in policies["/preview/"]
    assert "unsafe" not in policies["/preview/"]
    mail = policies["/preview/ko/2024-W50/mail.html"]
    assert "script-src" not in mail
    assert "default-src 'none'" in mail
    assert re.search(r"sandbox(?! [a-z -]*allow-(scripts|same-origin|forms))", mail)


def test_a_page_hears_at_once_of_what_it_has_missed(edition: Edition) -> None:
    stage = Stage(first=7)
    stage.show(edition)

    told = ask(Application(stage, host="127.0.0.1"), "/preview/changes?since=7")

    assert told.headers["Content-Type"] == "text/event-stream"
    assert told.text.endswith("data: 8\n\n")


def test_a_page_hears_of_the_next_edition(edition: Edition) -> None:
    stage = Stage(first=7)
    told: Iterable[bytes] = Application(stage, host="localhost")._changes("7")  # noqa: SLF001  # a stream, piece by piece
    stream = iter(told)

    assert next(stream).startswith(b"retry: ")
    stage.show(edition)

    assert next(stream) == b"data: 8\n\n"
    assert list(stream) == []


def test_who_listens_is_let_go_when_the_preview_ends() -> None:
    stage = Stage()
    stage.close()

    assert ask(Application(stage, host="127.0.0.1"), "/preview/changes?since=0").text == "retry: 500\n\n"


def test_the_message_to_keep_is_the_one_that_a_digest_makes(edition: Edition) -> None:
    answer = ask(staged(edition), "/preview/en/2024-W50/mail.eml?tag=llm")

    message = message_from_bytes(answer.content, policy=policy.default)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="2024-W50.en.eml"'
    assert message["Subject"] == "Notes, December 9–15, 2024: 1 note"
    text = message.get_body(["plain"])
    assert text is not None
    assert "A paper on words" in text.get_content()
    assert "A paper on bytes" not in text.get_content()


def test_tags_that_an_issue_has_not_are_no_choice(edition: Edition) -> None:
    application = staged(edition)

    assert (
        ask(application, "/preview/en/2024-W50/mail.txt?tag=nothing").text
        == ask(application, "/preview/en/2024-W50/mail.txt").text
    )


def test_the_list_says_which_issue_is_open_and_what_a_build_says(folder: Folder) -> None:
    folder.write("content/undated.md", "Words without a date.")

    shown = ask(staged(folder.edition()), "/preview/").text

    rows = re.findall(
        r'<span class="number">(\d{4}-W\d\d)</span> <span class="code">(..)</span>.*?</tr>', shown, re.DOTALL
    )
    assert rows == [("2024-W52", "ko"), ("2024-W52", "en"), ("2024-W50", "ko"), ("2024-W50", "en")]
    assert [">open<" in row for row in re.findall(r"<tr>.*?</tr>", shown, re.DOTALL)[1:]] == [True, True, False, False]
    assert re.search(r"/content/undated\.md(:1)?: left out: undated", shown)


def test_a_long_list_has_pages(folder: Folder) -> None:
    for week in range(7):
        day = date(2024, 9, 2) + timedelta(weeks=week)
        folder.write(f"content/{day}.txt", f"{day}\nNumber {week}\n(Ada)\nWords.\n한국어.\nEnglish.\n#llm\n")
    application = staged(folder.edition())

    first, last, beyond, odd = (
        ask(application, f"/preview/{query}").text for query in ("", "?page=2", "?page=99", "?page=x")
    )

    assert "/preview/?page=2" in first
    assert "/preview/?page=1" in last
    assert (beyond, odd) == (last, first)
    weeks = [set(re.findall(r'href="(/preview/[^"]+-W\d\d/)"', page)) for page in (first, last)]
    assert weeks[0].isdisjoint(weeks[1])
    assert len(weeks[0]) == 12


def test_a_publication_without_notes_has_no_mails(folder: Folder) -> None:
    (folder.place / "content/2024-12-13.txt").unlink()
    (folder.place / "content/vault/241223 Sentences.md").unlink()

    assert "there is no issue" in ask(staged(folder.edition()), "/preview/").text


def test_an_issue_leads_to_those_beside_it(edition: Edition) -> None:
    shown = ask(staged(edition), "/preview/ko/2024-W50/").text

    assert re.findall(r'<a href="(/preview/\w\w/[^"]+)"', shown) == ["/preview/ko/2024-W52/", "/preview/en/2024-W50/"]


@pytest.mark.parametrize(
    ("path", "mail"),
    [("/ko/", "/preview/"), ("/ko/weekly/2024-W50/", "/preview/ko/2024-W50/"), ("/no/weekly/x/", "/preview/")],
)
def test_a_page_of_the_site_leads_to_its_mail(edition: Edition, path: str, mail: str) -> None:
    environment = theme.environment()
    scene = Scene(number=1, edition=edition)

    overlay = overlaid(b"<p>A page</p>", scene, path=path, environment=environment).decode()

    assert re.findall(r'<a href="([^"]+)"', overlay) == [mail]


def test_findings_are_those_of_check_and_say_what_to_do(folder: Folder) -> None:
    """Two ways to the same rules: by the files of a publication, and by the page of an issue."""
    folder.write(
        "templates/newsletter/note.html",
        '<p><a href="http://notes.example/x">{{ item.entry.title }}</a><img src="http://notes.example/x.png"></p>',
    )
    edition = folder.edition()
    checked = inspect(folder.settings(), now=NOW, every_issue=True)
    expected = {problem.code for problem in checked.problems if "2024-W50.en." in problem.file and problem.code}

    shown = ask(staged(edition), "/preview/en/2024-W50/").text

    assert expected
    assert set(re.findall("<code>(mail/[a-z-]+)</code>", shown)) >= expected
    for rule in RULES:
        assert (escape(rule.advice) in shown) == (f"<code>{rule.code}</code>" in shown)


def test_a_letter_that_an_old_template_cannot_make_says_so(folder: Folder) -> None:
    """Only the newest issue is made with every edition: another may hold what a template fails at."""
    folder.write(
        "templates/newsletter/note.html",
        "{% if item.entry.title == 'A paper on bytes' %}{{ item.nothing }}{% endif %}<p>{{ item.entry.title }}</p>",
    )
    application = staged(folder.edition())

    for path in ("/preview/", "/preview/ko/2024-W50/", "/preview/ko/2024-W50/mail.html"):
        answer = ask(application, path)
        assert answer.status == 500
        assert "note.html:1: " in answer.text
    assert ask(application, "/preview/ko/2024-W52/").status == 200


def test_the_form_to_subscribe_on_is_said_to_be_served_elsewhere(folder: Folder) -> None:
    without = ask(staged(folder.edition()), "/ko/subscribe/")
    folder.write("publisher.toml", f"{CONFIGURATION}[newsletter]\nsubscribe = true\n")

    edition = folder.edition()
    answer = ask(staged(edition), "/ko/subscribe/")

    assert b"ko/subscribe/" in (edition.read("ko/index.html") or b"")
    assert answer.status == HTTPStatus.NOT_FOUND
    assert "publisher serve" in answer.text
    assert "publisher serve" not in without.text

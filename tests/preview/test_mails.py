"""The pages of the mails: which issues there are, and what is said of each."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest
from markupsafe import escape

from publisher import theme
from publisher.inspection import inspect
from publisher.lint.explain import RULES
from publisher.preview.edition import Edition
from publisher.preview.overlay import overlaid
from publisher.preview.stage import Scene
from tests.cli.conftest import NOW
from tests.preview.studio import SITE, Folder, ask, staged


def test_mails_keep_the_addresses_that_subscribers_get(edition: Edition) -> None:
    shown = ask(staged(edition), "/preview/ko/2024-W50/mail.html").text

    assert f'href="{SITE}ko/' in shown
    assert "localhost" not in shown


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

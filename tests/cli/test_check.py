"""`publisher check`: every mistake, what there is, and nothing written."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import tomllib

from publisher.lint.explain import RULES
from publisher.theme import shipped
from tests.cli.conftest import CONFIGURATION, NOW, Publication
from tests.house.checkout import ROOT
from tests.lint.web.server import Web, served


def test_it_counts_what_was_read(publication: Publication) -> None:
    counted = publication.json("check")

    assert counted == {
        "notes": 3,
        "dated": 3,
        "languages": {"ko": 3, "en": 3},
        "tags": {"llm": 2, "embedding": 1, "tokenizer": 1},
        "weeks": {"2024-W50": 2, "2024-W51": 1},
        "entries": {"en": 3, "ko": 3},
        "mails": ["2024-W51.en", "2024-W51.ko"],
        "addresses": None,
        "problems": [],
    }


def test_it_counts_what_is_left_out_too(publication: Publication) -> None:
    publication.write("content/No date.md", "날짜가 없는 글입니다. #llm\n")
    publication.write("content/241219 Draft.md", "*A draft* (Ada Lovelace)\n\n> Nothing said yet.\n")

    counted = publication.json("check")

    assert (counted["notes"], counted["dated"], counted["languages"]["ko"], counted["tags"]["llm"]) == (5, 4, 4, 3)
    assert [(told["file"], told["severity"]) for told in counted["problems"]] == [
        ("content/241219 Draft.md", "left out"),
        ("content/No date.md", "left out"),
    ]


def test_what_is_left_out_is_no_mistake(publication: Publication) -> None:
    publication.write("content/No date.md", "날짜가 없는 글입니다.\n")

    assert publication.run("check").exit_code == 0


def test_a_mistake_ends_it_with_1(publication: Publication) -> None:
    publication.write("content/a.md", "---\ndate: someday\n---\n글.\n")

    result = publication.run("check")

    assert result.exit_code == 1
    assert "content/a.md:2: date: expected a date such as 2024-12-13" in result.stderr
    assert 'got "someday"' in result.stderr


def test_it_writes_nothing(publication: Publication) -> None:
    before = publication.files(".")

    publication.run("check")

    assert publication.files(".") == before


def test_it_says_where_a_build_would_stop(publication: Publication) -> None:
    publication.run("build")
    (publication.folder / "content/2024-12-13.txt").unlink()

    result = publication.run("check")

    assert result.exit_code == 1
    assert "--allow-gone" in result.stderr


def test_what_a_mail_has_wrong_is_told_at_the_note(publication: Publication) -> None:
    publication.write(
        "content/241219 Bytes.md",
        "*On bytes* (Ada)\n\n글입니다. [글](http://a.example/)\n\n![](https://a.example/a.png)\n",
    )

    result = publication.run("check")

    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "content/241219 Bytes.md:3: 'http://a.example/…': expected https [mail/link-http]",
        "content/241219 Bytes.md:5: picture 'https://a.example/a.png' has no words [note/image-alt]",
    ]
    assert "\n0 mistakes, 0 left out, 2 notices\n" in result.stdout
    assert result.stdout.splitlines()[-1].startswith(
        "What stands in brackets is a code: publisher check --explain CODE"
    )


def test_what_templates_have_wrong_is_told_at_the_mail(publication: Publication) -> None:
    style = (shipped() / "newsletter/style.css").read_text("utf-8")
    publication.write("templates/newsletter/style.css", style.replace("color: #a3321f", "color: #e8a99e"))

    told = publication.json("check")["problems"]

    assert {(one["file"], one["code"], one["severity"]) for one in told} == {
        ("newsletters/2024-W51.en.html", "mail/contrast", "mistake"),
        ("newsletters/2024-W51.ko.html", "mail/contrast", "mistake"),
    }
    assert all(one["line"] > 1 for one in told)


def test_a_template_that_fails_is_told_beside_the_rest(publication: Publication) -> None:
    publication.write("templates/newsletter/note.txt", "{{ unknown }}")
    publication.write("content/a.md", "---\ndate: someday\n---\n글.\n")

    result = publication.run("check")

    assert result.exit_code == 1
    assert "templates/newsletter/note.txt:1: 'unknown' is undefined" in result.stderr
    assert "content/a.md:2: date: expected a date" in result.stderr


def test_every_issue_is_looked_at_when_asked_for(publication: Publication) -> None:
    assert publication.json("check", "--all-issues")["mails"] == [
        "2024-W50.en",
        "2024-W50.ko",
        "2024-W51.en",
        "2024-W51.ko",
    ]


def test_a_week_that_is_open_is_looked_at_too(publication: Publication) -> None:
    publication.write("content/241223 Words.md", "*On words* (Ada)\n\n글입니다.\n")

    assert publication.json("check")["mails"] == ["2024-W51.en", "2024-W51.ko", "2024-W52.ko"]


def test_a_code_explains_itself(publication: Publication) -> None:
    result = publication.run("check", "--explain", "mail/image-alt")

    assert result.exit_code == 0
    assert result.stdout.startswith("mail/image-alt (mistake)\n\nWhy: many programs show no images until asked")
    assert "What to do: Say what the image shows" in result.stdout


def test_every_code_has_a_line(publication: Publication) -> None:
    lines = publication.run("check", "--explain").stdout.splitlines()

    assert [line.split()[0] for line in lines] == [rule.code for rule in RULES]


def test_codes_are_explained_to_programs_too(publication: Publication) -> None:
    every = publication.json("check", "--explain=")
    one = publication.json("check", "--explain", "mail/link-http")

    assert [rule["code"] for rule in every] == [rule.code for rule in RULES]
    assert [rule for rule in every if rule["code"] == "mail/link-http"] == one
    assert one[0].keys() == {"code", "severity", "reason", "advice"}


def test_an_unknown_code_is_wrong_usage(publication: Publication) -> None:
    result = publication.run("check", "--explain", "mail/image-atl")

    assert result.exit_code == 2
    assert "expected mail/image-alt" in result.stderr


def test_links_that_lead_nowhere_are_told_where_they_are_written(publication: Publication) -> None:
    with served(Web(pages=dict.fromkeys(("/", "/ko/", "/en/"), 200))) as web:
        publication.write("publisher.toml", CONFIGURATION.replace("https://notes.example", web.address))
        note = f"{web.url('/gone')}\n\n*On words* (Ada)\n\n글입니다.\n[옛글]({web.url('/old')})\n"
        publication.write("content/vault/241218 Sentences.md", note)

        result = publication.run("check", "--links")

    assert result.exit_code == 1
    assert f"content/vault/241218 Sentences.md:1: {web.url('/gone')}: 404 not found [web/gone]" in result.stderr
    assert f"content/vault/241218 Sentences.md:6: {web.url('/old')}: 404 not found [web/gone]" in result.stderr
    assert "5 addresses asked for on the web" in result.stdout
    assert {path for _, path in web.asked} == {"/", "/ko/", "/en/", "/gone", "/old"}
    (agent,) = web.agents
    assert re.fullmatch(rf"publisher/[\d.]+ \(link check; \+{web.address}/\)", agent)


def test_pages_of_the_site_that_are_not_there_are_told_of_the_configuration(publication: Publication) -> None:
    with served(Web()) as web:
        publication.write("publisher.toml", CONFIGURATION.replace("https://notes.example", web.address))

        result = publication.run("check", "--links")

    assert f"\npublisher.toml: {web.url('/ko/')}: 404 not found [web/gone]\n" in result.stderr


def test_who_reaches_no_host_at_all_is_asked_whether_they_are_on_line(publication: Publication) -> None:
    publication.write("publisher.toml", CONFIGURATION.replace("https://notes.example", "http://127.0.0.1:1"))
    publication.write("content/vault/241218 Sentences.md", "http://127.0.0.2:1/\n\n*On words* (Ada)\n\n글입니다.\n")

    result = publication.run("check", "--links")

    assert result.exit_code == 1
    told = "publisher.toml: none of 2 hosts was reached: is this machine on line? Nothing is known of any link"
    assert told in result.stderr.splitlines()
    assert "[web/" not in result.stderr


def test_what_a_template_says_is_told_of_no_note(publication: Publication) -> None:
    publication.write(
        "templates/newsletter/issue.html",
        '{% extends "shipped/newsletter/issue.html" %}'
        '{% block footer %}{{ super() }}<p><a href="http://foot.example/x">Foot</a></p>{% endblock %}',
    )

    result = publication.run("check")

    (told,) = [line for line in result.stderr.splitlines() if "mail/link-http" in line and ".ko.html" in line]
    assert told.startswith("newsletters/2024-W51.ko.html:")
    assert "content/" not in result.stderr


def test_what_a_language_says_in_english_is_told(publication: Publication) -> None:
    words = tomllib.loads((shipped() / "strings" / "en.toml").read_text("utf-8"))
    plain = [key for key, wording in words.items() if isinstance(wording, str)]
    languages = "[languages.en-GB]\n[languages.ko]\n[languages.ja.strings]\n"
    configuration = CONFIGURATION.replace('languages = ["ko", "en"]', languages)
    publication.write("publisher.toml", configuration)

    untouched = publication.run("check")
    publication.write("templates/strings/ja.toml", "".join(f'{key} = "語"\n' for key in words if key in plain[2:]))
    counted = [key for key in words if key not in plain]
    publication.write("publisher.toml", configuration + "".join(f'{key} = {{ other = "語" }}\n' for key in counted))
    nearly = publication.run("check")

    (told,) = untouched.stderr.splitlines()
    assert told.startswith("publisher.toml: languages.ja.strings: in English are abstract, people_more, weekly, ")
    way = "`publisher templates strings/en.toml` prints them for templates/strings/ja.toml"
    assert told.endswith(f" and {len(words) - 8} more; {way}")
    assert nearly.stderr == f"publisher.toml: languages.ja.strings: in English are abstract, weekly; {way}\n"
    assert (untouched.exit_code, nearly.exit_code) == (0, 0)


def test_nothing_is_asked_of_the_web_unless_asked_for(publication: Publication) -> None:
    with served(Web()) as web:
        publication.write("publisher.toml", CONFIGURATION.replace("https://notes.example", web.address))

        publication.run("check")

    assert web.asked == []


def test_ctrl_c_ends_it_in_a_line(publication: Publication) -> None:
    with served(Web(slowness=30)) as web:
        publication.write("publisher.toml", CONFIGURATION.replace("https://notes.example", web.address))
        running = subprocess.Popen(
            [sys.executable, "-m", "publisher", "check", "--links"],
            env=os.environ | {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        while not web.asked and running.poll() is None:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        output, told = running.communicate()

    assert (running.returncode, output, told.split()) == (130, "", ["Stopped."])


def test_its_summary_is_for_people(publication: Publication) -> None:
    result = publication.run("check")

    assert result.stdout.splitlines() == [
        "3 notes read, 3 dated",
        "With commentary: ko 3, en 3",
        "To publish: 6 entries (en 3, ko 3)",
        "3 tags: llm 2  embedding 1  tokenizer 1",
        "2 weeks: 2024-W50 2  2024-W51 1",
        "2 issues read as mail: 2024-W51.en  2024-W51.ko",
        "0 mistakes, 0 left out, 0 notices",
    ]

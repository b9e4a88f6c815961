"""Each check of names, against a name server of the tests' own."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dns.resolver import LifetimeTimeout, NoResolverConfiguration, Resolver

from publisher.config import read
from publisher.doctor import addresses, dkim, dmarc, relay, spf
from publisher.doctor.examination import Check, examine
from publisher.doctor.finding import Finding, Grade
from publisher.doctor.names import Names, UnaskedError
from publisher.doctor.patient import Patient
from tests.doctor.name_server import Zone, named

NOW = datetime(2024, 12, 24, tzinfo=UTC)
CONFIGURATION = """
address = "https://notes.example/"
title = "Notes"
languages = ["ko", "en"]
[newsletter]
sender = "Notes <weekly@notes.example>"
[mail]
transport = "smtp"
dkim_selector = "s1"
[smtp]
host = "mail.notes.example"
"""
KEY = base64.b64encode(b"k" * 294).decode()
SHORTER = (  # 1024 bits, as `openssl rsa -pubout` writes them
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDdCFNYPQa514gMbJy2vRqgUm3tuJe8BloD2CUkM7m2+bWVRXST8Ky/LLr26nt2YZtGSqTz"
    "4/t9JFqOhtQQHddmoINTZ2xF1IRqniscPwsaa5lLr5HzlDplB4IdiX6Nc4ao/r1bMSdFEMiNOG/viAaJLT9wBqXjpXpWtLRLduzEqQIDAQAB"
)
OK, WARN, FAIL = Grade.OK, Grade.WARN, Grade.FAIL

Look = Callable[[Patient], Iterable[Finding]]


def a_patient(folder: Path, names: Names, configuration: str = CONFIGURATION) -> Patient:
    file = folder / "publisher.toml"
    file.write_text(configuration, "utf-8")
    return Patient(settings=read(file, environment={}), names=names, clock=lambda: NOW, timeout=2)


def found(folder: Path, look: Look, zone: Zone, configuration: str = CONFIGURATION) -> list[Finding]:
    with named(zone) as names:
        return list(look(a_patient(folder, names, configuration)))


def txt(name: str, *texts: str) -> Zone:
    return {
        (name, "TXT"): tuple(" ".join(f'"{text[i : i + 200]}"' for i in range(0, len(text), 200)) for text in texts)
    }


RELAY: Zone = {("mail.notes.example", "A"): ("192.0.2.1",)}
CHAIN: Zone = {
    key: value
    for number in range(12)
    for key, value in txt(f"s{number}.example", f"v=spf1 include:s{number + 1}.example").items()
}


@pytest.mark.parametrize(
    ("zone", "grades", "said"),
    [
        ({}, [FAIL], 'publish notes.example. TXT "v=spf1 a:mail.notes.example ~all"'),
        (txt("notes.example", "v=spf1 -all", "v=spf1 mx -all"), [FAIL], "2 SPF records, which counts as none"),
        ({**RELAY, **txt("notes.example", "v=spf1 ip4:192.0.2.0/24 -all")}, [OK, OK], "lets mail.notes.example send"),
        ({**RELAY, **txt("notes.example", "other", "v=spf1 a:mail.notes.example ~all")}, [OK, OK], "lets mail"),
        ({**RELAY, **txt("notes.example", "v=spf1 ip4:198.51.100.0/24 -all")}, [OK, WARN], "add a:mail.notes.example"),
        (
            {
                **RELAY,
                ("notes.example", "MX"): ("10 mx.notes.example.",),
                ("mx.notes.example", "A"): ("192.0.2.77",),
                **txt("notes.example", "v=spf1 mx/24//64 -all"),
            },
            [OK, OK],
            "lets mail.notes.example send",
        ),
        (
            {**RELAY, ("notes.example", "A"): ("192.0.2.77",), **txt("notes.example", "v=spf1 a/24 a/32 -all")},
            [OK, OK],
            "lets mail.notes.example send",
        ),
        (
            {**RELAY, ("notes.example", "A"): ("192.0.2.77",), **txt("notes.example", "v=spf1 a/28 -all")},
            [OK, WARN],
            "does not name mail.notes.example",
        ),
        (
            {**RELAY, ("notes.example", "MX"): ("10 mail.notes.example.",), **txt("notes.example", "v=spf1 mx -all")},
            [OK, OK],
            "lets mail.notes.example send",
        ),
        (
            {
                **RELAY,
                **txt("notes.example", "v=spf1 redirect=p.example"),
                **txt("p.example", "v=spf1 ip6:2001:db8::/32 ip4:192.0.2.1 -all"),
            },
            [OK, OK],
            "lets mail.notes.example send",
        ),
        ({**RELAY, **txt("notes.example", "v=spf1 a:mail.notes.example +all")}, [WARN, OK], "anybody may send"),
        (
            {**RELAY, **txt("notes.example", "v=spf1 a:mail.notes.example ip5:1 -all")},
            [FAIL, OK, OK],
            '"ip5:1" is no term',
        ),
        (
            {**RELAY, **txt("notes.example", "v=spf1 a:mail.notes.example ip4:1.2 -all")},
            [FAIL, OK, OK],
            "is no network",
        ),
        (
            {**RELAY, **txt("notes.example", "v=spf1 include:absent.example a:mail.notes.example exists:%{i}.x -all")},
            [FAIL, OK, OK],
            "leads to no SPF",
        ),
        (
            {
                **RELAY,
                **CHAIN,
                **txt("notes.example", "v=spf1 include:s0.example a:mail.notes.example -all"),
                **txt("s12.example", "v=spf1 -all"),
            },
            [FAIL, OK, OK],
            "of which 10 are allowed",
        ),
        (
            {**RELAY, **txt("notes.example", "v=spf1 include:notes.example a:mail.notes.example -all")},
            [FAIL, OK, WARN],
            "of which 10 are allowed",
        ),
    ],
)
def test_spf(tmp_path: Path, zone: Zone, grades: list[Grade], said: str) -> None:
    findings = found(tmp_path, spf.examine, zone)

    assert [one.grade for one in findings] == grades
    assert any(said in f"{one.found} {one.advice}" for one in findings), findings


@pytest.mark.parametrize(
    ("host", "advice"),
    [
        ("192.0.2.9", ["add ip4:192.0.2.9, "]),
        ("2001:db8::9", ["add ip6:2001:db8::9, "]),
        ("127.0.0.1", []),
        ("localhost", []),
    ],
)
def test_a_relay_is_named_in_spf_as_receivers_will_see_it(tmp_path: Path, host: str, advice: list[str]) -> None:
    """That of this machine is seen under an address that this machine does not know."""
    configuration = CONFIGURATION.replace("mail.notes.example", host)

    findings = found(tmp_path, spf.examine, txt("notes.example", "v=spf1 ip4:198.51.100.0/24 -all"), configuration)

    warned = [one.advice for one in findings if one.grade is WARN]
    assert [one[: len(start)] for one, start in zip(warned, advice, strict=True)] == advice


@pytest.mark.parametrize(
    ("records", "grade", "said"),
    [
        ((), FAIL, 'publish s1._domainkey.notes.example. TXT "v=DKIM1; k=rsa; p=…"'),
        ((f"v=DKIM1; k=rsa; p={KEY}", f"v=DKIM1; p={KEY}"), FAIL, "has 2 keys"),
        (("v=DKIM1; p=",), FAIL, "revoked"),
        (("v=DKIM1; p=!!!",), FAIL, "no base64"),
        ((f"v=DKIM1; k=rsa; p={SHORTER}",), WARN, "1024 bits"),
        ((f"v=DKIM1; k=ed25519; p={SHORTER}",), OK, "holds a key (ed25519)"),
        ((f"v=DKIM1; t=s:y; p={KEY}",), WARN, "being tested"),
        ((f"v=DKIM1; k=rsa; p={KEY}",), OK, "holds a key (rsa)"),
        ((f"v=DKIM1; k=rsa; p={KEY}; n={'long ' * 200}",), OK, "holds a key (rsa)"),  # too long for UDP
    ],
)
def test_dkim(tmp_path: Path, records: tuple[str, ...], grade: Grade, said: str) -> None:
    (finding,) = found(tmp_path, dkim.examine, txt("s1._domainkey.notes.example", *records) if records else {})

    assert finding.grade is grade
    assert said in f"{finding.found} {finding.advice}"


def test_dkim_without_a_selector_says_where_to_find_it(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, dkim.examine, {}, CONFIGURATION.replace('dkim_selector = "s1"', ""))

    assert (finding.grade, "mail.dkim_selector" in finding.advice) == (WARN, True)


@pytest.mark.parametrize(
    ("zone", "grades", "said"),
    [
        ({}, [FAIL], 'publish _dmarc.notes.example. TXT "v=DMARC1; p=none; rua=mailto:postmaster@notes.example"'),
        (txt("_dmarc.notes.example", "v=DMARC1; p=none", "v=DMARC1; p=reject"), [FAIL], "2 records"),
        (txt("_dmarc.notes.example", "v=DMARC1; p=maybe"), [FAIL, OK], "says p=maybe"),
        (txt("_dmarc.notes.example", "v=DMARC1; p=none"), [WARN, OK], '"v=DMARC1; p=none; rua=mailto:'),
        (txt("_dmarc.notes.example", "v=DMARC1; p=reject; rua=mailto:a@b.example"), [OK, OK], "p=reject"),
    ],
)
def test_dmarc(tmp_path: Path, zone: Zone, grades: list[Grade], said: str) -> None:
    findings = found(tmp_path, dmarc.examine, zone)

    assert [one.grade for one in findings] == grades
    assert any(said in f"{one.found} {one.advice}" for one in findings), findings


@pytest.mark.parametrize(
    ("return_path", "mode", "grade"),
    [
        ("b+{token}@bounces.notes.example", "r", OK),
        ("b+{token}@bounces.notes.example", "s", WARN),
        ("b+{token}@lists.notes.example", "s", OK),
        ("b+{token}@provider.example", "r", WARN),
        ("b+{token}@othernotes.example", "r", WARN),
    ],
)
def test_a_return_path_is_aligned_or_not(tmp_path: Path, return_path: str, mode: str, grade: Grade) -> None:
    configuration = CONFIGURATION.replace("weekly@notes", "weekly@lists.notes").replace(
        "[mail]", f'[mail]\nreturn_path = "{return_path}"'
    )
    zone = txt("_dmarc.notes.example", f"v=DMARC1; p=none; rua=mailto:a@b.example; aspf={mode}")

    findings = found(tmp_path, dmarc.examine, zone, configuration)

    assert [one.grade for one in findings] == [OK, grade]


@pytest.mark.parametrize(("above", "grade"), [("v=DMARC1; p=none", OK), ("v=DMARC1; p=none; psd=y", WARN), ("", WARN)])
def test_a_domain_with_a_record_of_its_own_belongs_to_the_one_above(tmp_path: Path, above: str, grade: Grade) -> None:
    """RFC 7489, section 3.1.2: relaxed alignment is by organisation, however many records that has."""
    configuration = CONFIGURATION.replace("weekly@notes", "weekly@lists.notes").replace(
        "[mail]", '[mail]\nreturn_path = "b+{token}@notes.example"'
    )
    own = txt("_dmarc.lists.notes.example", "v=DMARC1; p=none; rua=mailto:a@b.example")
    zone = {**own, **(txt("_dmarc.notes.example", above) if above else {})}

    findings = found(tmp_path, dmarc.examine, zone, configuration)

    assert [one.grade for one in findings] == [OK, grade]


@pytest.mark.parametrize(
    ("zone", "grade", "said"),
    [
        ({("notes.example", "MX"): ("10 mail.notes.example.",), **RELAY}, OK, "brought to mail.notes.example"),
        ({("notes.example", "MX"): ("10 mail.notes.example.",)}, FAIL, "which has no address"),
        ({("notes.example", "MX"): ("0 .",)}, FAIL, "takes no mail"),
        ({("notes.example", "AAAA"): ("2001:db8::1",)}, WARN, "no MX record"),
        ({}, FAIL, "publish notes.example. MX 10"),
    ],
)
def test_mail_to_us_arrives(tmp_path: Path, zone: Zone, grade: Grade, said: str) -> None:
    (finding,) = found(tmp_path, addresses.examine, zone)

    assert finding.grade is grade
    assert said in f"{finding.found} {finding.advice}"


@pytest.mark.parametrize(
    ("pointer", "grade", "said"),
    [
        (("mail.notes.example.",), OK, "leads back"),
        (("elsewhere.example.",), FAIL, "does not lead back"),
        ((), FAIL, "let whoever gave you 192.0.2.1 name it mail.notes.example"),
    ],
)
def test_a_relay_of_ones_own_has_a_name_both_ways(
    tmp_path: Path, pointer: tuple[str, ...], grade: Grade, said: str
) -> None:
    zone = {**RELAY, **({("1.2.0.192.in-addr.arpa", "PTR"): pointer} if pointer else {})}

    (finding,) = found(tmp_path, relay.examine_name, zone)

    assert finding.grade is grade
    assert said in f"{finding.found} {finding.advice}"


def test_a_providers_relay_is_its_own_affair(tmp_path: Path) -> None:
    configuration = CONFIGURATION.replace("mail.notes.example", "smtp.provider.example")

    assert found(tmp_path, relay.examine_name, {}, configuration) == []


def test_what_cannot_be_asked_is_said_and_the_rest_is_asked(tmp_path: Path) -> None:
    def look(_: Patient) -> Iterable[Finding]:
        raise PermissionError(13, "Permission denied", "publisher.db")

    checks = (Check("spf", spf.examine), Check("odd", look), Check("dkim", dkim.examine))
    zone = txt("s1._domainkey.notes.example", f"v=DKIM1; p={KEY}")
    with named(zone, broken=frozenset({"notes.example"})) as names:
        findings = list(examine(a_patient(tmp_path, names), checks))

    assert [(one.check, one.grade) for one in findings] == [("spf", WARN), ("odd", FAIL), ("dkim", OK)]
    assert findings[0].found.startswith("could not be asked: name servers have no answer for notes.example")


def test_a_machine_without_name_servers_says_so() -> None:
    def none() -> Resolver:
        raise NoResolverConfiguration

    names = Names(none)

    for _ in range(2):
        with pytest.raises(UnaskedError, match="this machine knows no name server"):
            names.texts("notes.example")


def test_nobody_is_waited_for_twice() -> None:
    asked = []

    class Silent(Resolver):
        def resolve(self, *arguments: object, **options: object) -> object:  # type: ignore[override]  # never answers
            asked.append((arguments, options))
            raise LifetimeTimeout(timeout=5, errors=[])  # type: ignore[no-untyped-call]  # theirs

    names = Names(lambda: Silent(configure=False))

    for name in ("one.example", "two.example"):
        with pytest.raises(UnaskedError, match="no name server answered within 5 seconds"):
            names.texts(name)
    assert len(asked) == 1

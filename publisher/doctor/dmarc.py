"""What receivers do with mail in our name that is not ours (RFC 7489): big ones refuse lists that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.doctor.finding import Finding, Speaker
from publisher.doctor.patient import Patient
from publisher.doctor.tags import tags_of

_DMARC = Speaker("dmarc")


def examine(patient: Patient) -> Iterator[Finding]:
    """The record of the From address' domain, or of one above it, and whether the return path fits it."""
    domain = patient.sender_domain
    holders = tuple(_holders(patient, domain))
    if not holders:
        advice = f'publish _dmarc.{domain}. TXT "v=DMARC1; p=none; rua=mailto:postmaster@{domain}"'
        yield _DMARC.fail(f"{domain} has no DMARC record: Gmail and Yahoo ask senders of many letters for one", advice)
        return
    holder, found = holders[0]
    if len(found) > 1:
        yield _DMARC.fail(f"_dmarc.{holder} has {len(found)} records, which counts as none", "keep one of them")
        return
    yield from _record(holder, found[0])
    yield from _alignment(patient, holders[-1][0], tags_of(found[0]).get("aspf", "r").lower())


def _holders(patient: Patient, domain: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The domain and those above it that have records, and these: the first counts, the last is the organisation's.

    Under a public suffix, which says so of itself (psd=y), there are many.
    """
    labels = domain.split(".")
    for start in range(len(labels) - 1):
        holder = ".".join(labels[start:])
        tags = {text: tags_of(text) for text in patient.names.texts(f"_dmarc.{holder}")}
        found = tuple(text for text, said in tags.items() if said.get("v", "").upper() == "DMARC1")
        if found and not any(tags[text].get("psd", "").lower() == "y" for text in found):
            yield holder, found


def _record(holder: str, record: str) -> Iterator[Finding]:
    tags = tags_of(record)
    policy = tags.get("p", "").lower()
    if policy not in {"none", "quarantine", "reject"}:
        yield _DMARC.fail(f"_dmarc.{holder} says p={policy or 'nothing'}", "begin with p=none")
    elif "rua" not in tags:
        advice = f'add rua=mailto:postmaster@{holder}: "{record.rstrip("; ")}; rua=mailto:postmaster@{holder}"'
        yield _DMARC.warn(f"_dmarc.{holder} asks for no reports", advice)
    else:
        yield _DMARC.ok(f"_dmarc.{holder}: {record}")


def _alignment(patient: Patient, organisation: str, mode: str) -> Iterator[Finding]:
    """SPF counts for DMARC where the return path is in the same organisation, or with aspf=s in the same domain."""
    domain = patient.return_domain
    is_within = domain == organisation or domain.endswith(f".{organisation}")
    if domain == patient.sender_domain if mode == "s" else is_within:
        yield _DMARC.ok(f"the return path in {domain} is aligned with {patient.sender_domain}")
    else:
        advice = (
            f"set mail.return_path to an address in {patient.sender_domain}, or be sure that letters are signed (DKIM)"
        )
        yield _DMARC.warn(f"the return path in {domain} is not aligned with {patient.sender_domain}", advice)

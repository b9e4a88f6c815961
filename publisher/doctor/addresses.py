"""Whether mail to us arrives: answers to the sender's address, and what comes back to the return path."""

from __future__ import annotations

from collections.abc import Iterator

from publisher.doctor.finding import Finding, Speaker
from publisher.doctor.patient import Patient

_MX = Speaker("mx")


def examine(patient: Patient) -> Iterator[Finding]:
    """A domain that takes no mail is refused as a sender by many."""
    whose = {patient.sender_domain: "the sender's address"}
    whose.setdefault(patient.return_domain, "the return path")
    for domain, words in whose.items():
        yield _domain(patient, domain, words)


def _domain(patient: Patient, domain: str, words: str) -> Finding:
    servers = patient.names.mail_servers(domain)
    advice = f"publish {domain}. MX 10 and the name of the server that takes its mail"
    if servers == ("",):
        return _MX.fail(f"{domain} says that it takes no mail, and is in {words}", advice)
    if lost := [server for server in servers if not patient.names.addresses(server)]:
        return _MX.fail(f"{domain} has its mail brought to {lost[0]}, which has no address", advice)
    if servers:
        return _MX.ok(f"{domain} has its mail brought to {servers[0]}")
    if patient.names.addresses(domain):
        return _MX.warn(f"{domain} has no MX record, only an address of its own", advice)
    return _MX.fail(f"{domain} takes no mail, and is in {words}", advice)

"""The relay: whether its name goes both ways, its certificate lasts, and it lets us in. Nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from publisher.doctor.finding import Finding, Speaker
from publisher.doctor.patient import Patient
from publisher.errors import PublisherError
from publisher.outbox.transport import UnreachableError
from publisher.outbox.transports.smtp import Relay, Security
from publisher.secrecy import is_this_machine

_RELAY = Speaker("relay")
_NAME = Speaker("reverse name")
_SOON = timedelta(days=14)


def examine(patient: Patient) -> Iterator[Finding]:
    """Open a connection as `send` does, log in, and leave."""
    relay, mail = patient.relay, patient.settings.mail
    if provider := mail.providers.get(mail.transport):
        provider.key.read()
        yield _RELAY.ok(f"{provider.name} is sent by, with the {provider.key.name} that is there: it is not asked")
        return
    if not relay:
        advice = 'set mail.transport to "smtp" and smtp.host to your relay, to send'
        yield _RELAY.warn(f'mail.transport is "{mail.transport}": nothing is asked', advice)
        return
    from publisher.outbox.transports.smtp.channel import connect

    try:
        channel = connect(replace(relay, timeout=min(relay.timeout, patient.timeout)))
    except (PublisherError, UnreachableError) as error:
        yield _RELAY.fail(str(error), "mend it as it says: until then nothing is sent")
        return
    try:
        ends = channel.certificate_ends
    finally:
        channel.quit()
    yield _RELAY.ok(f"{relay} {'takes our login' if relay.username else 'greets us'}")
    if relay.security is Security.NONE and not is_this_machine(relay.host):
        yield _RELAY.warn(f"{relay} is spoken to in the open", 'set smtp.security to "starttls"')
    if ends:
        days = (ends - patient.clock()).days
        certificate = f"the certificate of {relay} ends in {days} days"
        renew = "renew it, or ask whoever runs the relay"
        yield _RELAY.warn(certificate, renew) if ends - patient.clock() < _SOON else _RELAY.ok(certificate)


def examine_name(patient: Patient) -> Iterator[Finding]:
    """A relay of one's own needs an address whose name leads back to it: big receivers refuse others."""
    if patient.relay and _is_ours(patient.relay, patient):
        for address in patient.names.addresses(patient.relay.host):
            yield _reverse(patient, patient.relay.host, address)


def _is_ours(relay: Relay, patient: Patient) -> bool:
    domain = patient.sender_domain
    return relay.host.lower() == domain or relay.host.lower().endswith(f".{domain}")


def _reverse(patient: Patient, host: str, address: str) -> Finding:
    found = patient.names.names_of(address)
    advice = f"let whoever gave you {address} name it {host} (a PTR record)"
    if not found:
        return _NAME.fail(f"{address}, the address of {host}, has no name", advice)
    if not any(address in patient.names.addresses(name) for name in found):
        return _NAME.fail(f"{address} is named {found[0]}, which does not lead back to it", advice)
    return _NAME.ok(f"{address} is named {found[0]}, and leads back")

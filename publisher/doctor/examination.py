"""A publication -> findings: each check asks for itself, and what one cannot ask keeps no other from asking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from publisher.doctor import addresses, dkim, dmarc, machine, relay, settings, spf, web
from publisher.doctor.finding import Finding, Grade
from publisher.doctor.names import UnaskedError
from publisher.doctor.patient import Patient
from publisher.errors import PublisherError


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at."""

    name: str
    examine: Callable[[Patient], Iterable[Finding]]


CHECKS = (
    Check("settings", settings.examine),
    Check("permissions", machine.examine_permissions),
    Check("disk", machine.examine_disk),
    Check("store", machine.examine_store),
    Check("mx", addresses.examine),
    Check("spf", spf.examine),
    Check("dkim", dkim.examine),
    Check("dmarc", dmarc.examine),
    Check("reverse name", relay.examine_name),
    Check("relay", relay.examine),
    Check("site", web.examine_site),
    Check("people", web.examine_people),
    Check("hub", web.examine_hubs),
    Check("clock", web.examine_clock),
)


def examine(patient: Patient, checks: Iterable[Check] = CHECKS) -> Iterator[Finding]:
    """All findings, in the order of the checks."""
    for check in checks:
        try:
            yield from check.examine(patient)
        except UnaskedError as error:
            advice = "try again on line, or name a server with --name-server"
            yield Finding(check=check.name, grade=Grade.WARN, found=f"could not be asked: {error}", advice=advice)
        except (PublisherError, OSError) as error:
            yield Finding(check=check.name, grade=Grade.FAIL, found=str(error), advice="mend it as it says")

"""What the doctor found -> words for a person, or JSON for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from ipaddress import ip_address

import click

from publisher.doctor.finding import Finding, Grade
from publisher.doctor.names import Names, names_by, system_names


def names(server: str | None) -> Names:
    """The name servers to ask: `ADDRESS#PORT`, or the system's."""
    if not server:
        return system_names()
    address, _, port = server.partition("#")
    try:
        return names_by(str(ip_address(address)), int(port or 53))
    except ValueError as error:
        expected = "expected an address such as 9.9.9.9 or 127.0.0.1#5353"
        raise click.BadParameter(f'{expected}, got "{server}"', param_hint="--name-server") from error


def in_words(findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each finding, what to do under it, and how many of each grade."""
    for one in findings:
        yield f"{one.grade:<4}  {one.check}: {one.found}"
        if one.advice:
            yield f"      → {one.advice}"
    grades = Counter(one.grade for one in findings)
    yield ", ".join(f"{grades[grade]} {grade}" for grade in Grade)


def as_json(findings: Sequence[Finding]) -> dict[str, object]:
    """The same for programs."""
    return {
        "grades": {str(grade): sum(one.grade is grade for one in findings) for grade in Grade},
        "findings": [
            {"check": one.check, "grade": str(one.grade), "found": one.found, "advice": one.advice or None}
            for one in findings
        ],
    }

"""Who may send mail in a domain's name (RFC 7208): one record, in order, within its limits, that speaks of the relay.

Not an evaluation for one address: from which address a relay sends to the world is its own affair, and receivers
say what they found. What is checked is what holds whoever sends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from publisher.doctor.finding import Finding, Speaker
from publisher.doctor.names import Names
from publisher.doctor.patient import Patient
from publisher.secrecy import is_this_machine

_MOST_LOOKUPS = 10
"""RFC 7208, section 4.6.4: receivers give up, and the record is worth nothing."""
_TERM = re.compile(
    r"(?P<sign>[+?~-]?)(?P<name>all|include|a|mx|ptr|ip4|ip6|exists)(?::(?P<value>[^\s/]*))?(?P<length>(?:/\S*)?)"
    r"|(?P<modifier>[a-z][\w.-]*)=(?P<target>\S*)",
    re.IGNORECASE,
)
_SPF = Speaker("spf")


@dataclass(slots=True)
class _Reach:
    """What a record leads to."""

    lookups: int = 0
    faults: list[str] = field(default_factory=list)
    networks: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


def examine(patient: Patient) -> Iterator[Finding]:
    """The record of the return path's domain, which is the one that receivers ask for."""
    domain, names = patient.return_domain, patient.names
    found = records(names, domain)
    # From which address this machine is seen by the world, only the world knows.
    relay = patient.relay.host if patient.relay and not is_this_machine(patient.relay.host) else ""
    if not found:
        wanted = f"v=spf1 {_term_for(relay)} ~all" if relay else "v=spf1 mx ~all"
        advice = f'publish {domain}. TXT "{wanted}", or what your provider asks for in place of {wanted.split()[1]}'
        yield _SPF.fail(f"{domain} has no SPF record: anybody may send in its name", advice)
        return
    if len(found) > 1:
        yield _SPF.fail(f"{domain} has {len(found)} SPF records, which counts as none", "merge them into one")
        return
    reach = _Reach()
    _follow(names, domain, found[0], reach)
    yield from (_SPF.fail(f"{domain}: {fault}", "correct the record") for fault in reach.faults)
    if reach.lookups > _MOST_LOOKUPS:
        advice = f"leave out what sends no mail of {domain}, or write networks as ip4: and ip6:"
        yield _SPF.fail(f"{domain} leads to {reach.lookups} look-ups, of which {_MOST_LOOKUPS} are allowed", advice)
    yield _ending(domain, found[0])
    if relay:
        yield from _speaks_of(names, domain, relay, reach)


def records(names: Names, domain: str) -> tuple[str, ...]:
    """SPF records among a domain's texts."""
    return tuple(text for text in names.texts(domain) if re.match(r"v=spf1(?: |$)", text, re.IGNORECASE))


def _follow(names: Names, domain: str, record: str, reach: _Reach) -> None:
    for term in record.split()[1:]:
        part = _TERM.fullmatch(term)
        if not part:
            reach.faults.append(f'"{term}" is no term of SPF')
        elif reach.lookups <= 2 * _MOST_LOOKUPS:  # records that include each other have no end
            _take(names, domain, part, reach)


def _take(names: Names, domain: str, term: re.Match[str], reach: _Reach) -> None:
    name = (term["name"] or term["modifier"]).lower()
    target = term["value"] or term["target"] or domain
    reach.lookups += name in {"include", "a", "mx", "ptr", "exists", "redirect"}
    if name in {"ip4", "ip6"}:
        _add_network((term["value"] or "") + term["length"], reach)
    elif "%" in target:
        return  # a macro: differs for each mail
    elif name in {"include", "redirect"}:
        found = records(names, target)
        if len(found) != 1:
            reach.faults.append(f"{name} of {target} leads to {len(found) or 'no'} SPF records, which fails all mail")
        else:
            _follow(names, target, found[0], reach)
    elif name == "a":
        _add_host(names, target, term["length"], reach)
    elif name == "mx":
        for host in filter(None, names.mail_servers(target)):
            _add_host(names, host, term["length"], reach)


def _add_host(names: Names, host: str, length: str, reach: _Reach) -> None:
    """A host, or with `/24//64` the networks around its addresses (RFC 7208, section 5.6)."""
    reach.names.add(host.lower().rstrip("."))
    short, _, long = length.partition("//")
    for address in names.addresses(host):
        wide = long if ":" in address else short.strip("/")
        _add_network(f"{address}/{wide}" if wide else address, reach)


def _add_network(text: str, reach: _Reach) -> None:
    try:
        ip_network(text, strict=False)
    except ValueError:
        reach.faults.append(f'"{text}" is no network')
    else:
        reach.networks.append(text)


def _ending(domain: str, record: str) -> Finding:
    last = record.rsplit(maxsplit=1)[-1].lower()
    if last in {"-all", "~all"} or "redirect=" in record.lower():
        return _SPF.ok(f"{domain}: {record}")
    return _SPF.warn(
        f'{domain} ends with "{last}": anybody may send in its name', 'end the record with "~all" or "-all"'
    )


def _speaks_of(names: Names, domain: str, relay: str, reach: _Reach) -> Iterator[Finding]:
    addresses = (relay,) if _is_address(relay) else names.addresses(relay)
    networks = [ip_network(text, strict=False) for text in reach.networks]
    if relay.lower() in reach.names or any(ip_address(one) in network for one in addresses for network in networks):
        yield _SPF.ok(f"{domain} lets {relay} send")
    else:
        advice = (
            f"add {_term_for(relay)}, unless your provider sends from other addresses and one of its includes is there"
        )
        yield _SPF.warn(f"{domain} does not name {relay}", advice)


def _term_for(relay: str) -> str:
    return f"ip{ip_address(relay).version}:{relay}" if _is_address(relay) else f"a:{relay}"


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True

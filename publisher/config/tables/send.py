"""[send] -> how, when and how quickly letters are sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, NonNegativeInt

from publisher.config.tables.closing import parse_closing
from publisher.config.tables.table import Table
from publisher.outbox.manner import Manner
from publisher.week import Closing


def _schedule(value: str) -> str:
    if value:
        parse_closing(value)
    return value


class SendTable(Table):
    """How letters are sent."""

    connections: Annotated[int, Field(ge=1, le=10)] = 1
    """To the relay at once; after a crash one letter of each, or one call to a provider, may be in doubt."""
    rate: Annotated[float, Field(ge=0)] = 0.0
    """Letters a second at most; 0 for as fast as the relay takes them."""
    rate_per_domain: Annotated[float, Field(ge=0)] = 0.0
    """The same for the addresses of one domain."""
    daily: NonNegativeInt = 0
    """Letters in any 24 hours at most; 0 for no limit. The others leave later."""
    power_loss_safe: bool = True
    """Whether each letter is on the disk before it leaves. `false` is quicker, and safe from every death but the
    power's: then the last letters may come twice."""
    schedule: Annotated[str, AfterValidator(_schedule)] = ""
    """When `send --schedule` and `worker` send a week's issue, after the week: `Monday 13:00`; empty for never."""
    latest: Annotated[float, Field(gt=0, le=144)] = 24.0
    """Hours after that in which it may still begin: an issue that is later than this waits for a person."""


def settle_manner(table: SendTable, closes: Closing) -> Manner:
    schedule = None
    if table.schedule:
        schedule = parse_closing(table.schedule)
        if (schedule.weekday, schedule.time) < (closes.weekday, closes.time):
            raise ValueError(f'send.schedule: expected a time after newsletter.closes, got "{table.schedule}"')
    return Manner(
        connections=table.connections,
        rate=table.rate,
        rate_per_domain=table.rate_per_domain,
        daily=table.daily,
        survives_power=table.power_loss_safe,
        schedule=schedule,
        latest=timedelta(hours=table.latest),
    )

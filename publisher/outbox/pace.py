"""How fast letters may leave: values that say how long to wait. Pure: a moment is seconds of a clock that rises."""

from __future__ import annotations

from dataclasses import dataclass, replace

_SLOWEST = 1 / 60
"""Letters a second below which nobody is asked to go."""
_CLIMB_AFTER = 60.0
"""Seconds without a complaint after which it goes faster again."""
_CLIMB = 1.25


@dataclass(frozen=True, slots=True)
class Bucket:
    """A token bucket: so many letters a second, and some at once after a rest."""

    rate: float
    burst: float = 1.0
    filled_at: float = 0.0
    """When it is full again, if nothing is taken until then."""

    def wait(self, now: float) -> float:
        """Seconds until a letter may leave."""
        return max(0.0, self.filled_at - (self.burst - 1) / self.rate - now)

    def taken(self, now: float) -> Bucket:
        """The bucket after a letter left."""
        return replace(self, filled_at=max(self.filled_at, now) + 1 / self.rate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """What a relay takes: half as much each time it asks for less, and a quarter more a minute until it does again."""

    limit: float = 0.0
    """Letters a second that are never exceeded; 0 for none."""
    bucket: Bucket | None = None
    """None for as fast as it goes."""
    ceiling: float = 0.0
    """The rate at which the relay complained: once it is reached again there is nothing more to climb."""
    changed: float = 0.0
    """When the rate was changed last, or letters began to leave."""
    left: int = 0
    """Letters since then."""
    rests_until: float = 0.0
    """The relay asked to be left alone until then."""

    @classmethod
    def of(cls, limit: float, now: float) -> Pace:
        """The pace of a relay that nothing is known of."""
        return cls(limit=limit, bucket=_bucket(limit), changed=now)

    def wait(self, now: float) -> float:
        """Seconds until a letter may leave."""
        return max(self.bucket.wait(now) if self.bucket else 0.0, self.rests_until - now, 0.0)

    def taken(self, now: float) -> Pace:
        """The pace after a letter left."""
        pace = self._climbed(now)
        return replace(pace, bucket=pace.bucket.taken(now) if pace.bucket else None, left=pace.left + 1)

    def slowed(self, now: float, *, asked: float | None = None) -> Pace:
        """The pace after the relay asked for less, and perhaps to be left alone for some seconds."""
        rests_until = max(self.rests_until, now + (asked or 0.0))
        if self.ceiling and now - self.changed < 1:  # several connections are told the same
            return replace(self, rests_until=rests_until)
        before = self.bucket.rate if self.bucket else self.left / max(now - self.changed, 1.0)
        rate = max(before / 2, _SLOWEST)
        ceiling = max(before, rate)
        bucket = replace(self.bucket or Bucket(rate), rate=rate, burst=1.0)
        return replace(self, bucket=bucket, ceiling=ceiling, changed=now, left=0, rests_until=rests_until)

    def _climbed(self, now: float) -> Pace:
        if not (self.ceiling and self.bucket) or now - max(self.changed, self.rests_until) < _CLIMB_AFTER:
            return self
        rate = self.bucket.rate * _CLIMB
        if rate < self.ceiling:
            return replace(self, bucket=replace(self.bucket, rate=rate), changed=now, left=0)
        return replace(self, bucket=_bucket(self.limit), ceiling=0.0, changed=now, left=0)


def _bucket(rate: float) -> Bucket | None:
    return Bucket(rate) if rate else None

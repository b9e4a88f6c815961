"""Parcels -> their outcomes, a call for each batch, and the same call again where the provider takes it only once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from publisher.outbox.parcel import Fate, Outcome, Parcel
from publisher.outbox.transport import Leaving
from publisher.outbox.transports.providers.batch import Batches, Item
from publisher.outbox.transports.providers.call import Call, Silence
from publisher.outbox.transports.providers.gateway import Gateway
from publisher.outbox.transports.providers.provider import Provider
from publisher.outbox.transports.providers.verdict import Verdict, all_alike
from publisher.outbox.transports.providers.wire import Wire

PAUSES = (1.0, 4.0, 15.0)
"""Seconds before the same call is made again."""
_LONGEST_PAUSE = 30.0
_PASSING = frozenset({Fate.DEFERRED, Fate.UNTOUCHED})
"""What a call that is made again may come to, and a later one not."""
_DOUBTS = 3
"""Calls in a row that leave open what became of their letters: a fourth would only put more into doubt."""


@dataclass(slots=True, kw_only=True)
class ProviderSession:
    """See `publisher.outbox.transport.Session`."""

    provider: Provider
    wire: Wire
    gateway: Gateway
    clock: Callable[[], float]
    sleep: Callable[[float], object]
    _end: str = field(default="", init=False)
    """Why there is no more to come."""
    _is_proven: bool = field(default=False, init=False)
    """Whether any call was answered."""

    def deliver(self, parcels: Iterable[Parcel], leaving: Leaving) -> Iterator[tuple[Parcel, Outcome]]:
        batches = Batches(self.provider, iter(parcels))
        if self._end:
            batches.look_ahead()
        while not self._end and (batch := batches.next()):
            yield from self._delivered(batch, leaving)
        if batches.ahead:
            yield batches.ahead.parcel, Outcome(fate=Fate.UNTOUCHED, reply=self._end)

    def _delivered(self, batch: Sequence[Item], leaving: Leaving) -> Iterator[tuple[Parcel, Outcome]]:
        ready = [item for item in batch if not item.refusal]
        may = {parcel.key for parcel in leaving([item.parcel for item in ready])} if ready else set()
        leaves = [item for item in ready if item.parcel.key in may]
        outcomes = self._doubted(self._sent(leaves)) if leaves else ()
        became = dict(zip((item.parcel.key for item in leaves), outcomes, strict=True))
        for item in batch:
            if outcome := item.refusal or became.get(item.parcel.key):
                yield item.parcel, outcome

    def _doubted(self, outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
        """The same, but where all letters are refused for what they are: then it is about us, and no letter is lost."""
        if len(outcomes) < 2 or any(one.fate is not Fate.REFUSED or one.is_about_recipient for one in outcomes):
            return outcomes
        self._shut(f"{outcomes[0].reply}, and so for every letter of {len(outcomes)}")
        return [replace(one, fate=Fate.DEFERRED) for one in outcomes]

    def _sent(self, items: Sequence[Item]) -> Sequence[Outcome]:
        """What became of these; where some spoil the call for others, each half has its own."""
        if self._end:  # by the first half
            return (Outcome(fate=Fate.UNTOUCHED, reply=self._end),) * len(items)
        verdict = self._asked(items)
        if verdict.divides:
            middle = len(items) // 2
            return [*self._sent(items[:middle]), *self._sent(items[middle:])]
        return verdict.outcomes

    def _asked(self, items: Sequence[Item]) -> Verdict:
        parcels = [item.parcel for item in items]
        call = self.provider.call(parcels, [item.content for item in items])
        verdict = self._tried(call, parcels)
        if verdict.repeats and self.provider.is_repeatable:
            verdict = self._repeated(call, parcels, verdict)
        return self._heeded(verdict)

    def _repeated(self, call: Call, parcels: Sequence[Parcel], doubt: Verdict) -> Verdict:
        """Make the same call until it is answered. What is not sure now does not undo that it may have been taken."""
        asked = 0.0
        for pause in PAUSES:
            self.sleep(max(pause, min(asked, _LONGEST_PAUSE)))
            verdict = self._tried(call, parcels)
            if verdict.is_sure:
                return verdict
            doubt = replace(doubt, shuts=verdict.shuts)
            asked = verdict.outcomes[0].retry_after or 0.0
            if verdict.shuts or not (verdict.repeats or verdict.outcomes[0].fate in _PASSING):
                break
        return doubt

    def _tried(self, call: Call, parcels: Sequence[Parcel]) -> Verdict:
        answer = self.wire.post(call)
        if not isinstance(answer, Silence):
            self._is_proven, self._end = True, ""
            return self.provider.verdict(answer, parcels)
        self._end = f"{self.provider.name} {answer.reason}"
        if answer.has_left:
            return all_alike(len(parcels), Outcome(fate=Fate.UNKNOWN, reply=self._end), repeats=True)
        fate = Fate.UNTOUCHED if self._is_proven else Fate.DEFERRED
        return all_alike(len(parcels), Outcome(fate=fate, reply=self._end), repeats=False)

    def _heeded(self, verdict: Verdict) -> Verdict:
        """Remember what a verdict says of calls to come."""
        fates = {outcome.fate for outcome in verdict.outcomes}
        self.gateway.doubts = self.gateway.doubts + 1 if fates == {Fate.UNKNOWN} else 0
        shuts = verdict.shuts
        if not shuts and self.gateway.doubts >= _DOUBTS:
            shuts = f"{verdict.outcomes[0].reply}: {_DOUBTS} calls in a row left open what became of their letters"
        if shuts:
            self._shut(shuts)
        return verdict

    def _shut(self, reason: str) -> None:
        self.gateway.shut(reason, self.clock())
        self._end = f"{self.provider.name}: {reason}"

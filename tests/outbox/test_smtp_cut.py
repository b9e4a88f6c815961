"""Wherever a connection breaks, every letter is accounted for as it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.outbox.parcel import Fate, Parcel
from publisher.outbox.transport import UnreachableError
from publisher.outbox.transports.smtp.transport import Smtp
from tests.outbox.builders import MESSAGE, parcel
from tests.outbox.scripted_relay import EHLO, EHLO_PLAIN, scripted_relay

_ANSWERS = {
    "MAIL": [b"250 Ok\r\n", b"250-2.1.0 Ok\r\n250 2.1.0 still ok\r\n", b"451 4.3.0 later\r\n", b"421 4.7.0 bye\r\n"],
    "RCPT": [b"250 Ok\r\n", b"250 2.1.5 Ok\r\n", b"550-5.1.1 no\r\n550 5.1.1 such user\r\n", b"450 greylisted\r\n"],
    "DATA": [b"354 go\r\n", b"354 go\r\n", b"354-go\r\n354 on\r\n", b"451 4.3.0 later\r\n"],
    ".": [b"250 2.0.0 Ok: queued as 1\r\n", b"250-Ok\r\n250 yes\r\n", b"552 5.2.2 full\r\n", b"451 4.3.0 later\r\n"],
}


@settings(deadline=None, max_examples=150)
@given(
    ehlo=st.sampled_from([EHLO, EHLO_PLAIN]),
    choices=st.lists(st.sampled_from([0, 0, 0, 0, 1, 2, 3]), min_size=1, max_size=24),
    cut=st.integers(min_value=len(b"220 relay.example ESMTP\r\n"), max_value=400),
    held_back=st.sets(st.integers(0, 3), max_size=2),
)
def test_a_cut_at_any_byte_leaves_no_letter_lost_or_twice(
    ehlo: bytes, choices: list[int], cut: int, held_back: set[int]
) -> None:
    parcels = [parcel(f"letter-{one}", message=MESSAGE + b".\r\n..%d\r\n" % one) for one in range(4)]
    left: list[Parcel] = []
    happened: list[str] = []
    said = iter(choices * 20)

    def answer(verb: str, _line: str) -> bytes | None:
        return ehlo if verb == "EHLO" else _ANSWERS[verb][next(said)] if verb in _ANSWERS else None

    def leaving(some: Sequence[Parcel]) -> Collection[Parcel]:
        (one,) = some
        happened.append(f"leaves {one.key}")
        if parcels.index(one) in held_back:
            return ()
        left.append(one)
        return some

    delivered = []
    with scripted_relay(answer, limits=[cut]) as relay:
        try:
            with Smtp(relay=relay.at()).session() as session:
                for one, outcome in session.deliver(parcels, leaving):
                    happened.append(f"told {one.key}")
                    delivered.append((one, outcome))
        except UnreachableError:
            assert not relay.told or relay.told == ["ehlo localhost"]

    fates = {one.key: outcome.fate for one, outcome in delivered}
    by_message = {one.message: one.key for one in parcels}
    taken = [by_message[message] for message in relay.taken]  # whole, and each with its dots as they were
    confirmed = {by_message[message] for message in relay.confirmed}
    assert len(fates) == len(delivered), "each is told once"
    assert len(set(taken)) == len(taken), "none is sent twice"
    assert set(taken) <= {one.key for one in left}
    assert confirmed == {key for key, fate in fates.items() if fate is Fate.ACCEPTED}
    assert set(taken) - confirmed <= {key for key, fate in fates.items() if fate is Fate.UNKNOWN}
    assert sum(fate is Fate.UNKNOWN for fate in fates.values()) <= 1, "one connection, one in doubt"
    for one in left:
        assert one.key in fates, "what may have left is told"
        assert fates[one.key] is not Fate.UNTOUCHED
        assert happened.index(f"leaves {one.key}") < happened.index(f"told {one.key}")
        before = happened[: happened.index(f"leaves {one.key}")]
        assert all(f"told {other.key}" in before for other in left[: left.index(one)]), "none is in doubt beside it"
    for key, fate in fates.items():
        assert fate is not Fate.UNKNOWN or key in {one.key for one in left}
    if delivered:
        assert delivered[0][1].fate is not Fate.UNTOUCHED, "who opens a session gets on"
    assert all(outcome.reply for _, outcome in delivered), "each is told with words"

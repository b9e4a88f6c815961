"""Keyed hashes: one for each secret, purpose and content."""

from __future__ import annotations

from publisher.store.keyring import Keyring


def test_a_hash_depends_on_the_secret_the_purpose_and_the_content() -> None:
    hashes = {
        Keyring(secret).hash(purpose, content)
        for secret in (b"1" * 32, b"2" * 32)
        for purpose in ("leave", "manage")
        for content in (b"a", b"b")
    }

    assert len(hashes) == 8
    assert {len(one) for one in hashes} == {16}


def test_the_hash_is_the_same_for_ever() -> None:
    """Links in letters that were sent depend on it, and so does who is suppressed."""
    assert Keyring(b"1" * 32).hash("leave", b"a").hex() == "a930a99118053ce916888f0816a807b2"

# SPDX-License-Identifier: LGPL-3.0-or-later
"""To know a passphrase again without keeping it."""

import hashlib

import pytest

from ogone import fingerprint as module
from ogone.fingerprint import fingerprint, is_among


def test_it_knows_the_passphrase_again_and_no_other():
    kept = [fingerprint("Mysecretsig1875!?")]
    assert is_among(kept, "Mysecretsig1875!?")
    assert not is_among(kept, "Mysecretsig1875!")
    assert not is_among([], "Mysecretsig1875!?")


def test_it_is_salted_slow_and_shows_nothing():
    first, second = fingerprint("Mysecretsig1875!?"), fingerprint("Mysecretsig1875!?")
    assert first != second
    rounds, salt, digest = first.split(":")
    assert int(rounds) >= 200_000
    assert len(salt) == 32
    assert "Mysecret" not in first
    made = hashlib.pbkdf2_hmac("sha512", b"Mysecretsig1875!?", salt.encode(), 210_000)
    assert digest == made.hex()


def kept_before(passphrase, rounds=1000, salt="salt"):
    """Return a fingerprint of a time when there were fewer rounds."""
    made = hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt.encode(), rounds)
    return f"{rounds}:{salt}:{made.hex()}"


def test_one_of_before_is_known_though_the_rounds_have_changed():
    kept = [kept_before("Mysecretsig1875!?")]
    assert is_among(kept, "Mysecretsig1875!?")
    new = fingerprint("Theirsecretsig42!?", beside=kept)
    assert new.split(":")[0] == "210000"
    assert is_among([*kept, new], "Theirsecretsig42!?")


@pytest.fixture
def made(monkeypatch):
    """Count how often a digest is made."""
    calls = []
    original = module._made

    def count(*arguments):
        calls.append(arguments)
        return original(*arguments)

    monkeypatch.setattr(module, "_made", count)
    return calls


def test_those_that_are_kept_together_are_looked_through_at_once(made):
    kept = []
    for number in range(4):
        kept.append(fingerprint(f"Mysecretsig187{number}!?", beside=kept))
    assert len({each.split(":")[1] for each in kept}) == 1
    made.clear()
    assert is_among(kept, "Mysecretsig1873!?")
    assert not is_among(kept, "Mysecretsig1879!?")
    assert len(made) == 2


def test_a_passphrase_beyond_ascii():
    assert is_among([fingerprint("sécretsécretsécret")], "sécretsécretsécret")

# SPDX-License-Identifier: LGPL-3.0-or-later
"""To know a passphrase again without keeping it."""

import hashlib

from ogone.fingerprint import fingerprint, is_of


def test_it_knows_the_passphrase_again_and_no_other():
    kept = fingerprint("Mysecretsig1875!?")
    assert is_of(kept, "Mysecretsig1875!?")
    assert not is_of(kept, "Mysecretsig1875!")


def test_it_is_salted_slow_and_shows_nothing():
    first, second = fingerprint("Mysecretsig1875!?"), fingerprint("Mysecretsig1875!?")
    assert first != second
    rounds, salt, digest = first.split(":")
    assert int(rounds) >= 200_000
    assert len(salt) == 32
    assert "Mysecret" not in first
    made = hashlib.pbkdf2_hmac("sha512", b"Mysecretsig1875!?", salt.encode(), 210_000)
    assert digest == made.hex()


def test_one_of_before_is_known_though_the_rounds_have_changed():
    digest = hashlib.pbkdf2_hmac("sha512", b"Mysecretsig1875!?", b"salt", 1000).hex()
    assert is_of(f"1000:salt:{digest}", "Mysecretsig1875!?")


def test_a_passphrase_beyond_ascii():
    assert is_of(fingerprint("sécretsécretsécret"), "sécretsécretsécret")

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Passphrases that the addon makes: what Ogone takes, and nobody guesses."""

import random
import re

from ogone.account import check_passphrase
from ogone.passphrases import new_passphrase


def test_each_is_of_32_characters_with_something_of_each_kind():
    for _ in range(1000):
        passphrase = new_passphrase()
        check_passphrase(passphrase)
        assert re.fullmatch("[A-Za-z0-9!?_-]{32}", passphrase)
        for kind in ("[A-Z]", "[a-z]", "[0-9]", "[!?_-]"):
            assert re.search(kind, passphrase)


def test_every_character_comes():
    drawn = set("".join(new_passphrase() for _ in range(1000)))
    assert len(drawn) == 26 + 26 + 10 + 4


def test_none_comes_twice_even_if_chance_is_begun_anew():
    """The generator of `random` is not asked, whose next words can be told."""
    drawn = set()
    for _ in range(100):
        random.seed(1)
        drawn.add(new_passphrase())
    assert len(drawn) == 100

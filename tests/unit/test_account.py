# SPDX-License-Identifier: LGPL-3.0-or-later
"""An account: its rules, and that it tells nobody what proves it."""

from pprint import pformat

import pytest

from ogone.account import Account, check_passphrase
from ogone.errors import ConfigurationError


@pytest.mark.parametrize("show", [repr, str, pformat, "{}".format, lambda a: f"{a!r}"])
def test_an_account_shows_no_secret(show):
    shown = show(
        Account(
            pspid="MyPSPID",
            sha_in="MARKED-sha-in",
            sha_out="MARKED-sha-out",
            userid="MARKED-userid",
            pswd="MARKED-pswd",
        )
    )
    assert "MyPSPID" in shown
    assert "MARKED" not in shown


def test_an_account_hashes_with_sha_512_unless_told_otherwise():
    assert Account("MyPSPID", "in", "out").algorithm == "sha512"


@pytest.mark.parametrize(
    "passphrase",
    ["Mysecretsig1875!?"[:16], "Mysecretsig1875!?", "~" * 32, "q8_&$%" * 4],
)
def test_a_passphrase_of_16_to_32_plain_characters_is_taken(passphrase):
    assert check_passphrase(passphrase) is None


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "MARKED-15-chars",
        "MARKED-" + "x" * 26,
        "MARKED with blanks",
        "MARKED-àccents-here",
        "MARKED-at-the-end\n",
        "MARKED-\0-in-the-middle",
        "MARKED-\ud800-surrogate",
        "ＭＡＲＫＥＤ－ｆｕｌｌ－ｗｉｄｔｈ",
    ],
)
def test_any_other_passphrase_is_refused_without_being_repeated(passphrase):
    with pytest.raises(ConfigurationError) as caught:
        check_passphrase(passphrase)
    assert "MARKED" not in str(caught.value)
    assert "16 to 32" in str(caught.value)

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which setting a refusal blames."""

import pytest

from ogone.blame import Blame, Setting, blame


@pytest.mark.parametrize(
    ("ncerror", "ncerrorplus", "expected"),
    [
        ("50001111", "unknown order/1/s", Blame(Setting.SIGNATURE)),
        ("50001111", " unknown order/0/s", Blame(Setting.SIGNATURE)),
        ("50001184", "", Blame(Setting.SIGNATURE)),
        (
            "50001116",
            "unknown order/1/i/192.0.2.7",
            Blame(Setting.CALLER, "192.0.2.7"),
        ),
        (
            "50001116",
            "unknown order/1/i/2001:db8::7",
            Blame(Setting.CALLER, "2001:db8::7"),
        ),
        ("50001117", "unknown order/0/i", Blame(Setting.CALLER)),
        ("50001118", "ERROR, Merchant not active : X", Blame(Setting.ACCOUNT)),
        ("50001119", "Please retry.", Blame(Setting.PASSWORD)),
        ("50001111", "The data you entered is not correct.", Blame(Setting.UNTOLD)),
        ("50001111", "unknown order/1/r", Blame(Setting.UNTOLD)),
        ("50001130", "unknown orderid 1 for merchant X", None),
        ("30001001", "", None),
    ],
)
def test_blame(ncerror, ncerrorplus, expected):
    assert blame(ncerror, ncerrorplus) == expected

# SPDX-License-Identifier: LGPL-3.0-or-later
"""No call from server to server tells a secret."""

import logging
from dataclasses import replace

import pytest
from directlink_common import ACCOUNT, ANSWERS, CHARGE, RETURN, Gateway, every_call
from error_common import in_full

from ogone.directlink import Presence
from ogone.errors import DirectLinkError


@every_call
@pytest.mark.parametrize("path", sorted(ANSWERS.iterdir()), ids=lambda path: path.stem)
def test_no_error_and_no_log_tells_a_secret(call, path, caplog):
    caplog.set_level(logging.DEBUG)
    gateway = Gateway(path.read_bytes())
    shown = ""
    try:
        call(gateway)
    except DirectLinkError as error:
        shown = in_full(error)
    assert "MARKED-pswd" in str(gateway.post.posted)
    shown += repr(gateway.directlink) + caplog.text
    assert "MARKED" not in shown
    assert "Mysecretsig" not in shown


def test_a_charge_shows_neither_card_nor_customer():
    there = Presence(
        locale="fr_BE",
        return_url=RETURN,
        ip="MARKED-ip",
        browser={"browserUserAgent": "MARKED-browser"},
    )
    shown = repr(replace(CHARGE, presence=there)) + repr(ACCOUNT)
    assert "S00042-1" in shown
    assert "MARKED" not in shown

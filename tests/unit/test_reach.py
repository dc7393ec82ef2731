# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which addresses a server elsewhere can reach."""

import pytest

from ogone.reach import is_public


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example",
        "https://www.shop.example:8443/path",
        "https://93.184.216.34",
        "https://[2606:2800:220:1::1]/",
        "https://shop.example.",
    ],
)
def test_public(url):
    assert is_public(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://localhost",
        "https://shop",
        "https://shop.local",
        "https://shop.LAN/",
        "https://nas.home.arpa",
        "https://shop.internal.",
        "https://127.0.0.1:8069",
        "https://10.1.2.3",
        "https://192.168.1.1",
        "https://[::1]",
        "https://[fe80::1]",
        "https://[broken",
        "shop.example",
        "",
    ],
)
def test_not_public(url):
    assert not is_public(url)

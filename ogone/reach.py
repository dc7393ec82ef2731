# SPDX-License-Identifier: LGPL-3.0-or-later
"""Whether a server elsewhere can reach an address, as far as the address itself tells.

:source: [NAMES] names that no public server bears; `.lan` by habit
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

_PRIVATE_ENDINGS = (
    ".home.arpa",
    ".internal",
    ".invalid",
    ".lan",
    ".local",
    ".localhost",
    ".test",
)


def is_public(url: str) -> bool:
    """Return whether the host of ``url`` may be known outside of its own network.

    >>> [is_public(f"https://{host}/") for host in ("shop.example", "10.0.0.7", "shop")]
    [True, False, False]
    """
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith(_PRIVATE_ENDINGS)

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Keep payment results out of the host's access log.

A shopper returns with all parameters in the address, SHASIGN and alias among them, and
the host logs each address.
"""

from __future__ import annotations

import logging
import re

from .ogone.redaction import MASK

# To the last word of the request's line, or to the end: a sender may leave blanks and
# quotes as they are, and the host writes some bytes as blanks.
_QUERY = re.compile(
    r"(/payment/ogone/[^?]*\?)(?:.*(?= HTTP/[0-9.]+(?:\"|$))|.*)", re.DOTALL
)


class AddressFilter(logging.Filter):
    """Mask the query of the addon's addresses in whatever passes a logger."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _masked(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(_masked, record.args))
        return True


def install() -> None:
    """Put the filter on the logger of the host's HTTP server, once."""
    access_log = logging.getLogger("werkzeug")
    if not any(isinstance(known, AddressFilter) for known in access_log.filters):
        access_log.addFilter(AddressFilter())


def _masked(text):
    if isinstance(text, str) and "/payment/ogone/" in text:
        return _QUERY.sub(rf"\1{MASK}", text)
    return text

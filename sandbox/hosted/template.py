# SPDX-License-Identifier: LGPL-3.0-or-later
"""A shop's own template of the payment page, fetched from its server for each view.

:source: [ADV] 8.2
"""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from urllib.parse import urlencode

import requests

from ..books.orders import OrderRequest
from ..pages.look import PAYMENT_ZONE

_LONGEST = 256 * 1024
Fetch = Callable[[str, float], str]


def dynamic_template(
    order: OrderRequest, address: str, fetch: Fetch, timeout: float
) -> str:
    """Return the template; nothing if it did not come, or leaves the page no room.

    :param address: TP, a web address.
    """
    asked = {name: order.get(name) for name in ("ORDERID", "AMOUNT", "CURRENCY")}
    url, _mark, _fragment = address.partition("#")
    joint = "&" if "?" in url else "?"
    template = fetch(url + joint + urlencode(asked, encoding=order.charset), timeout)
    return template if PAYMENT_ZONE in template else ""


def fetch(url: str, timeout: float) -> str:
    """Return the page at ``url``, or nothing if it is not there in time.

    :param timeout: Seconds for all of it. A server that sends a byte now and then
        would hold up a mere reading timeout for long, so the reading is left alone.
    """
    answers: SimpleQueue[str] = SimpleQueue()
    reader = threading.Thread(
        target=lambda: answers.put(_read(url, timeout)), daemon=True
    )
    reader.start()
    try:
        return answers.get(timeout=timeout)
    except Empty:
        return ""


def _read(url: str, timeout: float) -> str:
    try:
        with requests.Session() as session:
            session.trust_env = False  # a proxy would look for the shop elsewhere
            with session.get(
                url, timeout=timeout, allow_redirects=False, stream=True
            ) as response:
                return _text(response) if response.status_code == 200 else ""
    except (requests.RequestException, OSError, UnicodeError):
        return ""


def _text(response: requests.Response) -> str:
    body = b""
    for chunk in response.iter_content(4096):
        body += chunk
        if len(body) > _LONGEST:
            return ""
    return _decoded(body, response.headers.get("Content-Type", ""))


def _decoded(body: bytes, content_type: str) -> str:
    """Return the text of a page; UTF-8 unless its header names another charset."""
    charset = requests.utils.get_encoding_from_headers({"content-type": content_type})
    named = "charset=" in content_type.lower() and charset
    try:
        return body.decode(named or "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")

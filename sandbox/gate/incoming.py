# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a shop sends, read once: bytes of a form into parameters."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import parse_qsl

from werkzeug.wrappers import Request

LATIN1, UTF_8 = "iso-8859-1", "utf-8"
_MOST_FIELDS = 1000


class PageError(Exception):
    """A fault that the platform shows to the shopper, without any redirect.

    :ivar text: As the platform words it.
    :ivar hint: For the developer, in no document; never holds a passphrase.
    :ivar ncerror: Its number, where one is documented.
    """

    def __init__(self, text: str, hint: str = "", ncerror: str = ""):
        super().__init__(text)
        self.text = text
        self.hint = hint
        self.ncerror = ncerror


@dataclass(frozen=True)
class Incoming:
    """Parameters as they arrived.

    :ivar parameters: By name in upper case; empty values are among them.
    :ivar referrer: Where the browser says that it comes from.
    """

    environment: str
    charset: str
    parameters: dict[str, str]
    referrer: str = ""

    def get(self, name: str) -> str:
        """Return a parameter, empty if it was not sent."""
        return self.parameters.get(name, "")


def charset_of(page: str) -> str:
    """Return the charset that a page reads.

    :source: [ADV] 12: choosing the page is how the merchant declares it.
    """
    return UTF_8 if page.lower().endswith("_utf8.asp") else LATIN1


def receive(request: Request, environment: str, page: str) -> Incoming:
    """Return what was sent to ``page``, by GET or by POST.

    :raise PageError: for what cannot be told apart.
    """
    charset = charset_of(page)
    encoded = [request.query_string]
    if request.mimetype == "application/x-www-form-urlencoded":
        encoded.append(request.get_data())
    parameters = read_parameters(b"&".join(filter(None, encoded)), charset)
    return Incoming(environment, charset, parameters, request.referrer or "")


def read_parameters(encoded: bytes, charset: str) -> dict[str, str]:
    """Return the pairs of a query or of a form body, by name in upper case.

    Bytes that are not of the charset become U+FFFD, and so no signature fits.

    :raise PageError: for a name that comes twice, in whatever case.
    """
    try:
        pairs = parse_qsl(
            encoded.decode(charset, "replace"),
            keep_blank_values=True,
            encoding=charset,
            errors="replace",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise PageError("too many parameters") from None
    counted = Counter(name.upper() for name, _value in pairs)
    if twice := sorted(name for name, times in counted.items() if times > 1):
        raise PageError(
            f"{twice[0]} sent more than once",
            f"Names that come more than once, case apart: {' '.join(twice)}. What the"
            " platform would make of it is not documented, so the sandbox refuses.",
        )
    return {name.upper(): value for name, value in pairs}

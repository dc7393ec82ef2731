# SPDX-License-Identifier: LGPL-3.0-or-later
"""The one HTTP request, and what an interruption of it means for the money."""

from __future__ import annotations

import ssl
import time
from typing import Iterator, Mapping
from urllib.parse import urlencode

import requests
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationParseError,
    NewConnectionError,
    SSLError,
)

from .errors import NotSentError, OutcomeUnknownError
from .texts import _lt

CONNECT_TIMEOUT = 10
# Above RTIMEOUT, after which Ogone itself gives up: [DL] 3.1.2
READ_TIMEOUT = 45
LARGEST_ANSWER = 64 * 1024

# A whole answer may take so many times the pause between two of its bytes.
_WHOLE = 2
_NEVER_CONNECTED = (ConnectTimeoutError, NewConnectionError)
_NO_ADDRESS = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
    LocationParseError,
)
# From hosts with urllib3 1.26 some errors come as its own.
_UNREADABLE = (requests.exceptions.RequestException, HTTPError)


class _Session(requests.Session):
    """Follows no redirect, and does not even read where one leads."""

    def resolve_redirects(self, *_args: object, **_kwargs: object) -> Iterator:
        """Override of `requests` to stay where the form was sent."""
        return iter(())


def post(
    url: str,
    fields: Mapping[str, str],
    connect_timeout: float = CONNECT_TIMEOUT,
    read_timeout: float = READ_TIMEOUT,
) -> bytes:
    """Post ``fields`` as a UTF-8 form, once, and return the body of the answer.

    :param read_timeout: Seconds without a byte; the whole answer may take twice that.
    :raise NotSentError: if no connection came about.
    :raise OutcomeUnknownError: for whatever goes wrong after that.
    """
    try:
        return _post(url, fields, (connect_timeout, read_timeout))
    except requests.exceptions.ConnectTimeout as error:
        raise NotSentError(_lt("Ogone could not be reached in time.")) from error
    except requests.exceptions.ConnectionError as error:
        if _never_left(error):
            raise NotSentError(_lt("Ogone could not be reached.")) from error
        raise OutcomeUnknownError(_lt("The connection to Ogone was cut.")) from error
    except _NO_ADDRESS as error:
        raise NotSentError(_lt("The address of Ogone is no address.")) from error
    except requests.exceptions.Timeout as error:
        raise OutcomeUnknownError(_lt("Ogone did not answer in time.")) from error
    except _UNREADABLE as error:
        raise OutcomeUnknownError(
            _lt("The answer of Ogone could not be read.")
        ) from error


def _post(url: str, fields: Mapping[str, str], timeout: tuple[float, float]) -> bytes:
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    with _Session() as session, session.post(
        url,
        data=urlencode(fields),
        headers=headers,
        timeout=timeout,
        allow_redirects=False,
        stream=True,
    ) as answer:
        if answer.status_code != requests.codes.ok:
            raise OutcomeUnknownError(
                _lt("Ogone answered HTTP %(code)s.", code=answer.status_code)
            )
        return _read(answer, time.monotonic() + _WHOLE * timeout[1])


def _read(answer: requests.Response, deadline: float) -> bytes:
    answer.raw.enforce_content_length = True  # urllib3 1.26 has to be told
    body = bytearray()
    for byte in answer.iter_content(1):  # a larger piece would be waited for
        body += byte
        if len(body) > LARGEST_ANSWER:
            raise OutcomeUnknownError(_lt("The answer of Ogone is too large."))
        if time.monotonic() > deadline:
            raise OutcomeUnknownError(_lt("Ogone did not finish its answer in time."))
    return bytes(body)


def _never_left(error: requests.exceptions.ConnectionError) -> bool:
    """Return whether urllib3 gave up before anything was sent."""
    cause = error.args[0] if error.args else None
    why = getattr(cause, "reason", cause)
    if isinstance(why, SSLError):  # the form waits for the certificate to be checked
        return any(isinstance(arg, ssl.SSLCertVerificationError) for arg in why.args)
    return isinstance(why, _NEVER_CONNECTED)

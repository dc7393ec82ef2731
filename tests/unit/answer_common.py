# SPDX-License-Identifier: LGPL-3.0-or-later
"""Answers of DirectLink: recorded, made up, and such as are none."""

from pathlib import Path

import pytest

from ogone.answer import Answer
from ogone.errors import OutcomeUnknownError

HERE = Path(__file__).parent


def sample(name):
    return (HERE / "answers" / f"{name}.xml").read_bytes()


def short(inside="", **attributes):
    """Return a short answer with some attributes added, changed or, at None, left out.

    A value is written as it stands.
    """
    told = {
        "orderID": "S00042-1",
        "PAYID": "3000000001",
        "NCERROR": "0",
        "STATUS": "9",
        "NCERRORPLUS": "!",
        **attributes,
    }
    text = " ".join(f'{k}="{v}"' for k, v in told.items() if v is not None)
    return f"<ncresponse {text}>{inside}</ncresponse>".encode()


def unreadable(body):
    with pytest.raises(OutcomeUnknownError) as caught:
        Answer.read(body)
    return caught.value

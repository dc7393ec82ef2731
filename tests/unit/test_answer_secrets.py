# SPDX-License-Identifier: LGPL-3.0-or-later
"""What an answer shows of a card, and an error of an answer."""

import logging

import pytest
from answer_common import sample, short, unreadable
from error_common import in_full

from ogone.answer import Answer
from ogone.errors import OgoneError


def test_an_answer_shows_nothing_of_a_card():
    body = short(
        "<HTML_ANSWER>TUFSS0VELXBhZ2U=</HTML_ANSWER>",
        CARDNO="MARKED-cardno",
        ED="MARKED-ed",
        ALIAS="MARKED-alias",
        CVC="MARKED-cvc",
        CN="MARKED-cn",
        IP="MARKED-ip",
    )
    answer = Answer.read(body)
    assert answer.html_answer == "MARKED-page"
    assert answer.alias == "MARKED-alias"
    assert "MARKED" not in repr(answer) + str(answer)
    assert "3000000001" in repr(answer)


def test_an_answer_does_not_show_the_alias_that_ogone_did_not_find():
    answer = Answer.read(sample("order_of_unknown_alias"))
    assert answer.ncerrorplus == 'Alias "MARKED-alias" not Found'
    assert "MARKED" not in repr(answer)


@pytest.mark.parametrize(
    "body",
    [
        b'<ncresponse ALIAS="MARKED-alias" STATUS="MARKED-status"/>',
        b'<ncresponse ALIAS="MARKED-alias" alias="MARKED-other" STATUS="9"/>',
        b'<ncresponse ALIAS="MARKED-alias" CARDNO="MARKED & MARKED"/>',
        b'<ncresponse ALIAS="MARKED-alias" CARDNO="MARKED',
        b'<ncresponse ALIAS="MARKED-alias">MARKED</other>',
        b'<other ALIAS="MARKED-alias">MARKED</other>',
        b'<ncresponse ALIAS="MARKED-alias &#0;"/>',
        b"MARKED-text",
    ],
)
def test_an_answer_that_is_not_read_is_not_quoted(body, caplog):
    caplog.set_level(logging.DEBUG)
    error = unreadable(body)
    assert isinstance(error, OgoneError)
    assert "MARKED" not in in_full(error) + caplog.text

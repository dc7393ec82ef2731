# SPDX-License-Identifier: LGPL-3.0-or-later
"""3-D Secure between the payment page or DirectLink and the bank; protocol 7."""

import base64
import re
from html import unescape

import pytest
from accounts import ACCOUNTS
from signer import sign

ASKED, VERSION_1, REJECTED = "4874970686672022", "4000000000000002", "4450022237973103"
BANK = "/ncol/test/Test_3D_ACS.asp"


@pytest.fixture
def waiting(gateway, three_ds):
    """Begin an order that waits for its shopper; return the answer and the form."""

    def begin(cardno=ASKED, **fields):
        answer = gateway.order(CARDNO=cardno, **three_ds | fields)
        return answer, form(answer)

    return begin


def form(answer):
    """Return the fields of the form that leads to the bank."""
    html = base64.b64decode(answer.html).decode("ascii")
    found = re.findall(r'name="(\w+)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found}


def test_the_answer_asks_for_identification(waiting):
    answer, fields = waiting()
    assert answer.status == ("46", "0")
    assert answer["NCSTATUS"] == "5"  # as recorded, beside NCERROR 0
    assert answer["NCERRORPLUS"] == "Identification requested"
    assert answer["PAYID"] == "3000000001"
    assert set(fields) == {"CSRFKEY", "CSRFTS", "CSRFSP", "PaReq", "TermUrl", "MD"}
    assert fields["MD"].startswith("MAINWPTEST003000000001")


def test_the_form_leads_to_the_bank_by_itself(gateway, waiting):
    answer, _fields = waiting()
    html = base64.b64decode(answer.html).decode("ascii")
    assert 'name="downloadform3D" method="post"' in html
    assert "document.forms['downloadform3D'].submit()" in html
    action = unescape(re.search(r'action="([^"]+)"', html)[1])
    assert action == gateway.url + BANK
    assert "&#58;" in html  # colons, as recorded


def test_the_short_answer_keeps_the_form(gateway, waiting):
    gateway.set(short_answers=True)
    answer, fields = waiting()
    names = {"orderID", "PAYID", "NCERROR", "STATUS", "NCERRORPLUS"}
    assert set(answer) == names
    assert fields["PaReq"]


@pytest.mark.parametrize("cardno", [ASKED, VERSION_1])
@pytest.mark.parametrize(
    ("action", "operation", "status", "target"),
    [
        ("confirm", "SAL", ("9", "0"), "accept"),
        ("confirm", "RES", ("5", "0"), "accept"),
        ("refuse", "SAL", ("2", "40001134"), "decline"),
        ("refuse", "RES", ("2", "40001134"), "decline"),
    ],
)
def test_the_shopper_decides(
    gateway, shop, waiting, cardno, action, operation, status, target
):
    _answer, fields = waiting(cardno, OPERATION=operation, COMPLUS="mine")
    shown = gateway._show(gateway.send(BANK, f"PaReq={fields['PaReq']}"))
    assert 'id="cardno">XXXXXXXXXXXX' in shown.text
    left = gateway.at_the_bank(action, shown.key)
    assert left.target == f"https://shop.example/{target}"
    carried = left.carried()
    assert (carried["STATUS"], carried["NCERROR"]) == status
    assert carried["COMPLUS"] == "mine"
    passphrase = ACCOUNTS["test"].sha_out
    assert carried["SHASIGN"] == sign(carried, passphrase, "sha512", "out")
    assert shop.received[0].fields() == carried
    assert gateway.query(ORDERID="D1").status == status


def test_a_challenge_that_is_never_passed(gateway, waiting):
    _answer, fields = waiting(REJECTED)
    left = gateway.at_the_bank("confirm", fields["PaReq"])
    assert left.carried()["NCERROR"] == "40001134"


def test_eci_tells_that_the_shopper_was_seen(gateway, waiting):
    _answer, fields = waiting()
    assert gateway.query(ORDERID="D1")["ECI"] == "7"
    gateway.at_the_bank("confirm", fields["PaReq"])
    assert gateway.query(ORDERID="D1")["ECI"] == "5"


def test_an_abandoned_order_stays_as_it_is(gateway, waiting):
    waiting()
    gateway.lever("clock", advance=10**6)
    gateway.lever("clock", settle="all")
    assert gateway.query(ORDERID="D1")["STATUS"] == "46"
    assert gateway.order()["NCERROR"] == "50001113"


def test_confirm_pressed_twice_pays_once(gateway, shop, waiting):
    _answer, fields = waiting()
    first = gateway.at_the_bank("confirm", fields["PaReq"])
    again = gateway.at_the_bank("refuse", fields["PaReq"])
    assert again.response.headers["Location"] == first.response.headers["Location"]
    assert len(shop.received) == 1


@pytest.mark.parametrize("cardno", ["4186455175836497", "4839645466321180"])
def test_no_challenge(gateway, three_ds, cardno):
    answer = gateway.order(CARDNO=cardno, **three_ds)
    assert answer.status == ("9", "0")
    assert answer.html is None


MANDATORY = """
    browserAcceptHeader browserColorDepth browserJavaEnabled browserLanguage
    browserScreenHeight browserScreenWidth browserTimeZone browserUserAgent
    ACCEPTURL DECLINEURL EXCEPTIONURL
"""


@pytest.mark.parametrize("name", MANDATORY.split())
def test_what_the_bank_has_to_know(gateway, three_ds, name):
    answer = gateway.order(CARDNO=ASKED, **three_ds | {name: None})
    assert answer.status == ("0", "50001111")
    assert answer["NCERRORPLUS"] == f" no {name}"


def test_all_that_is_missing_in_one_text(gateway):
    answer = gateway.order(CARDNO=ASKED, FLAG3D="Y")
    texts = "|".join(f"no {name}" for name in MANDATORY.split())
    assert answer["NCERRORPLUS"] == f" {texts}"


@pytest.mark.parametrize("key", ["", "unknown"])
def test_a_page_of_the_bank_that_is_not_open(gateway, key):
    shown = gateway.at_the_bank("confirm", key)
    assert shown.error == "This page of the bank is not open any more."


def test_the_bank_of_the_other_environment_knows_nothing(gateway, waiting):
    _answer, fields = waiting()
    shown = gateway.at_the_bank("confirm", fields["PaReq"], "prod")
    assert shown.error == "This page of the bank is not open any more."


# On the payment page


@pytest.mark.parametrize(("action", "tries"), [("refuse", 2), ("refuse", 1)])
def test_a_refusal_at_the_bank_is_a_try(gateway, action, tries):
    gateway.set(payment_tries=tries)
    gateway.opens()
    shown = gateway.pays(ASKED)
    left = gateway.at_the_bank(action, shown.key)
    if tries > 1:
        assert "NCERROR 40001134" in left.text
        left = gateway.pays()
        assert left.carried()["STATUS"] == "9"
    else:
        assert left.target == "https://shop.example/decline"


def test_the_payment_page_tells_eci_too(gateway):
    gateway.set(dynamic_parameters=["ECI"])
    gateway.opens()
    shown = gateway.pays(ASKED)
    assert gateway.at_the_bank("confirm", shown.key).carried()["ECI"] == "5"


def test_the_bank_of_a_payment_that_another_page_made(gateway):
    gateway.opens()
    bank = gateway.pays(ASKED).key
    gateway.opens()
    gateway.pays()
    assert gateway.at_the_bank("confirm", bank).error == "order already processed"

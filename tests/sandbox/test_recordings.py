# SPDX-License-Identifier: LGPL-3.0-or-later
"""Answers and feedback recorded elsewhere, met again in the same situations.

Names have to be spelled as recorded, in whatever order; values agree but for those of
the recording's own world.
"""

import json
import re

import pytest
from gateway import direct_order
from signer import VECTORS
from token_pages import TYPED

RECORDED = {
    each["id"]: each
    for each in json.loads((VECTORS / "directlink.json").read_text(encoding="utf-8"))
}
REFUSED = "4000300010010003"


def order(**changes):
    """Return a step that places an order of one pound unless told."""
    base = {"OPERATION": "RES", "AMOUNT": "100", "CURRENCY": "EUR"}
    return lambda gateway: gateway.direct("orderdirect", direct_order(**base | changes))


def then(first, operation, amount=None):
    """Return steps: an order, and an operation on it."""

    def steps(gateway):
        payid = first(gateway)["PAYID"]
        return gateway.maintains(payid, operation, amount)

    return steps


def asked(first, **fields):
    """Return steps: an order, and a query."""
    return lambda gateway: gateway.query(PAYID=first(gateway)["PAYID"], **fields)


def set_to(steps, **settings):
    """Return the same steps for an account with other settings."""

    def changed(gateway):
        gateway.set(**settings)
        return steps(gateway)

    return changed


def twice(step):
    """Return the same step, done twice."""
    return lambda gateway: (step(gateway), step(gateway))[1]


def captured(gateway):
    """Authorise, capture twice, and return the third operation's answer."""
    payid = order(AMOUNT="12500")(gateway)["PAYID"]
    gateway.maintains(payid, "SAL", "100")
    gateway.maintains(payid, "RFD", "50")
    return gateway.maintains(payid, "SAL", "12400")


PENCE = {"AMOUNT": "2", "CURRENCY": "GBP"}
SITUATIONS = {
    "order-res-ok-long": order(ALIAS="2"),
    "order-sal-short-pronamic": set_to(order(OPERATION="SAL"), short_answers=True),
    "order-govuk-authorised": order(**PENCE),
    "order-govuk-refused": order(**PENCE, CARDNO=REFUSED),
    "order-govuk-uncertain": order(**PENCE, CARDNO="4000200010010005"),
    "order-doc": order(AMOUNT="12500"),
    "order-no-orderid": order(ORDERID=None, ALIAS="2"),
    "order-several-field-errors": order(CARDNO=None, ED=None),
    "order-alias-created": order(
        ALIAS="testalias", CURRENCY="CHF", CARDNO="5399999999999999"
    ),
    "order-duplicate": twice(order(OPERATION="SAL")),
    "capture-am": then(order(ALIAS="2"), "SAS"),
    "capture-doc": captured,
    "capture-unknown-order": lambda gateway: gateway.direct(
        "maintenancedirect", {"ORDERID": "99999", "OPERATION": "SAS"}
    ),
    "void-govuk-done": set_to(
        then(order(AMOUNT="500", CURRENCY="GBP"), "DES"), immediate_finals=True
    ),
    "refund-govuk": then(
        order(OPERATION="SAL", AMOUNT="400", CURRENCY="GBP"), "RFD", "400"
    ),
    "refund-unreferenced-am": set_to(order(OPERATION="RFD", ALIAS="2"), payouts=True),
    "query-govuk-authorised": asked(order(**PENCE)),
    "query-govuk-declined": asked(order(CARDNO=REFUSED)),
    "query-doc": asked(order(AMOUNT="12500")),
}
# What a recording has of its own world, or of the library that kept it.
OWN = {"orderID", "PAYID", "PAYIDSUB", "CCCTY", "IP", "CARDNO"}
OTHERWISE = {
    "order-govuk-uncertain": {"NCERROR", "NCSTATUS", "ACCEPTANCE"},  # invented values
    "order-doc": {"NCERROR", "NCERRORPLUS", "ACCEPTANCE"},  # the guide's, not recorded
    "order-duplicate": {"ACCEPTANCE"},
    "capture-doc": {"NCERROR", "NCERRORPLUS", "ACCEPTANCE", "amount"},
    "capture-unknown-order": {"NCERRORPLUS"},  # holds a name instead of the PSPID
    "query-govuk-declined": {"NCERROR", "NCSTATUS", "NCERRORPLUS", "ACCEPTANCE"},
    "query-doc": {"NCERROR", "NCERRORPLUS", "ACCEPTANCE", "STATUS"},
}
LEFT_OUT = {
    "order-marlon-fixture": "contradicts itself",
    "unknown-status-govuk": "a STATUS that does not exist",
    "query-marlon": "its names were made upper case",
    "3ds-pronamic": "met in test_three_ds.py",
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_answer(gateway, name):
    recorded = dict(RECORDED[name]["attributes"])
    if "ORDERID" in recorded:  # upper case is the recorder's, not the platform's
        recorded["orderID"] = recorded.pop("ORDERID")
    answer = SITUATIONS[name](gateway)
    assert set(recorded) <= set(answer)
    compared = set(recorded) - OWN - OTHERWISE.get(name, set())
    assert {each: answer[each] for each in compared} == {
        each: recorded[each] for each in compared
    }


FEEDBACK = {
    "fb-doc": ({"OPERATION": "RES", "AMOUNT": "2500"}, None),
    "fb-openminds": ({"AMOUNT": "5000"}, None),
    "fb-openforms": ({}, None),
    "fb-cancel": ({"AMOUNT": "16000", "COMPLUS": "registration_1"}, "cancel"),
    "fb-payidsub": (
        {"OPERATION": "RES", "AMOUNT": "47147", "CURRENCY": "GBP", "BRAND": ""},
        None,
    ),
    "fb-paypal-alias": ({"OPERATION": "RES", **PENCE}, "PAYPAL"),
}
# Of the recording's own shopper and day.
HIS = {"CARDNO", "CN", "ED", "TRXDATE", "COMPLUS", "ACCEPTANCE", "BRAND", "IPCTY"}


@pytest.mark.parametrize("name", FEEDBACK)
def test_feedback(gateway, shop, name):
    recorded = RECORDED[name]["params"]
    changes, how = FEEDBACK[name]
    gateway.set(dynamic_parameters=list(recorded))
    gateway.opens(changes | {"CN": "Jane Doe"})
    if how == "cancel":
        gateway.presses("cancel")
    elif how:
        gateway.chooses(how, "accept")
    else:
        gateway.pays()
    fields = shop.received[0].fields()
    assert set(fields) == set(recorded) | {"SHASIGN"}
    compared = set(recorded) - OWN - HIS | {"PAYIDSUB"} & set(recorded)
    if how == "PAYPAL":
        compared -= {"amount"}
    assert {each: fields[each] for each in compared} == {
        each: recorded[each] for each in compared
    }


def gateway_made(token_pages, recorded):
    """Make the alias of a recording on the alias gateway."""
    typed = TYPED | {"CN": recorded["CN"]}
    return token_pages.makes(
        typed, ORDERID=recorded["orderId"], ALIAS=recorded["ALIAS"]
    )


def page_made(token_pages, recorded):
    """Make the alias of a recording on the page of hosted tokenization."""
    token_pages.opens(
        ALIAS__ALIASID=None,
        ALIAS__ORDERID=recorded["Alias.OrderId"],
        PARAMETERS__PARAMPLUS="RESPONSEFORMAT=JSON",
    )
    return token_pages.keeps(holder=recorded["Card.CardHolderName"])


TOKENS = {"alias-gateway-ok": gateway_made, "tokenization-ok": page_made}
# The card's expiry has passed, the name was the platform's, the passphrase is unknown.
OF_A_TOKEN = {"ED", "Card.ExpiryDate", "Alias.AliasId", "SHASign"}


@pytest.mark.parametrize("name", TOKENS)
def test_token(token_pages, name):
    recorded = RECORDED[name]["params"]
    carried = TOKENS[name](token_pages, recorded).carried()
    if name == "alias-gateway-ok":  # upper case is the recorder's; BRAND he left out
        carried = {each.upper(): value for each, value in carried.items()}
        recorded = {each.upper(): value for each, value in recorded.items()}
        assert set(carried) == set(recorded) | {"BRAND", "SHASIGN"}
    else:
        assert list(carried) == list(recorded)
        assert re.fullmatch("[0-9A-F-]{36}", carried["Alias.AliasId"])
    compared = set(recorded) - OF_A_TOKEN
    assert {each: carried[each] for each in compared} == {
        each: recorded[each] for each in compared
    }


def test_each_recording_has_a_place():
    assert set(RECORDED) == {*SITUATIONS, *FEEDBACK, *TOKENS, *LEFT_OUT}

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Banks and wallets on the payment page: which are offered, and what each of them asks.

Spelling of PM and BRAND, and what they cannot do: protocol 14.1.
"""

import re

import pytest

SHOP = "https://shop.example/"
# What leads to the method, BRAND of the feedback, STATUS of RES accepted and pending.
METHODS = {
    "BCMC": ({"PM": "CreditCard", "BRAND": "BCMC"}, "Bancontact/Mister Cash", "9 91"),
    "iDEAL": ({"PM": "iDEAL"}, "iDEAL", "9 91"),
    "iDEAL named": ({"PM": "iDEAL", "BRAND": "iDEAL"}, "iDEAL", "9 91"),
    "PAYPAL": ({"PM": "PAYPAL", "BRAND": "PAYPAL"}, "PAYPAL", "5 51"),
    "TWINT": ({"PM": "TWINT", "BRAND": "TWINT"}, "TWINT", "9 91"),
    "giropay": ({"PM": "giropay"}, "giropay", "9 91"),
    "Sofort": (
        {"PM": "DirectEbanking", "BRAND": "Sofort Uberweisung"},
        "Sofort Uberweisung",
        "9 91",
    ),
    "PostFinance Card": ({"PM": "PostFinance Card"}, "PostFinance Card", "5 51"),
    "Belfius Direct Net": ({"PM": "Belfius Direct Net"}, "Belfius Direct Net", "41 91"),
}
# Of a sale, where the documents tell it: STATUS, NCERROR, target.
OUTCOMES = {
    "accept": ("9", "0", "accept"),
    "pending": ("91", "0", "accept"),
    "refuse": ("2", "30001001", "decline"),
    "cancel": ("1", "", "cancel"),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("operation", ["SAL", "RES"])
def test_every_outcome(gateway, shop, method, outcome, operation):
    order, brand, authorised = METHODS[method]
    status, ncerror, target = OUTCOMES[outcome]
    if operation == "RES" and outcome in ("accept", "pending"):
        status = authorised.split()[outcome == "pending"]
    elif method == "Belfius Direct Net" and outcome == "accept":
        status = "41"
    gateway.set(payment_tries=1)
    gateway.opens(order | {"OPERATION": operation})
    left = gateway.presses("simulate", outcome=outcome)
    assert left.target == SHOP + target
    charset = "iso-8859-1" if method.startswith("PostFinance") else "utf-8"
    carried = left.carried(charset)
    assert (carried["STATUS"], carried["NCERROR"]) == (status, ncerror)
    assert carried["PM"] == order["PM"]
    if outcome != "cancel":
        assert carried["BRAND"] == brand
    (told,) = shop.waits_for(1)
    assert told.fields(charset) == carried


def test_refused_by_the_bank_and_paid_by_card(gateway, shop):
    gateway.opens()
    shown = gateway.chooses("iDEAL", "refuse")
    assert "NCERROR 30001001" in shown.text
    gateway.presses("choose", method="card")
    assert gateway.pays().carried()["BRAND"] == "VISA"
    assert len(shop.received) == 1


@pytest.mark.parametrize("outcome", ["", "Accept", "9", "maybe"])
def test_an_outcome_that_is_none(gateway, outcome):
    gateway.opens({"PM": "iDEAL"})
    shown = gateway.presses("simulate", outcome=outcome)
    assert 'id="accept"' in shown.text
    assert gateway.told("orders")[0]["attempts"] == []


def test_a_card_is_not_simulated(gateway):
    gateway.opens({"PM": "CreditCard", "BRAND": "VISA"})
    assert 'id="pay"' in gateway.presses("simulate", outcome="accept").text
    assert gateway.told("orders")[0]["attempts"] == []


# Pages of their own


@pytest.mark.parametrize("brand", ["BCMC", "TWINT"])
def test_a_code_to_scan(gateway, brand):
    gateway.opens({"AMOUNT": "4250"})
    page = gateway.presses("choose", method=brand)
    picture = re.search(r'<img src="([^"]+)" alt="QR code, simulated"', page.text)[1]
    answer = gateway.http.get(gateway.url + picture, timeout=30)
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "42.50 EUR" in page.text.partition("QR code")[2]


@pytest.mark.parametrize(
    ("issuerid", "chosen"),
    [(None, "9999+TST"), ("9999+TST", "9999+TST"), ("0001+TST", "0001+TST")],
)
@pytest.mark.parametrize("preselected", [True, False])
def test_the_banks_of_ideal(gateway, issuerid, chosen, preselected):
    gateway.opens({"ISSUERID": issuerid, **({"PM": "iDEAL"} if preselected else {})})
    page = gateway.presses("choose", method="iDEAL")
    banks = re.findall(r'<option value="([^"]+)"( selected)?>', page.text)
    assert ("9999+TST", " selected" if chosen == "9999+TST" else "") in banks
    assert [bank for bank, selected in banks if selected] == [chosen]
    left = gateway.presses("simulate", issuer=chosen, outcome="accept")
    assert left.carried()["STATUS"] == "9"


def test_a_bank_that_ideal_does_not_have(gateway):
    page = gateway.opens({"PM": "iDEAL", "ISSUERID": '"><b>none'})
    assert "<b>none" not in page.text
    assert '<option value="9999+TST"' in page.text


def test_paypal_asks_to_log_in_and_is_told_nothing(gateway):
    page = gateway.opens({"PM": "PAYPAL"})
    fields = re.findall(r'<input id="(\w+)" value="[^"]*" readonly>', page.text)
    assert fields == ["email", "password"]
    left = gateway.presses("simulate", outcome="accept")
    assert "@" in left.carried()["CARDNO"]


@pytest.mark.parametrize("pm", ["Bank transfer", "Bank transfer BE"])
def test_a_bank_transfer_waits_for_the_money(gateway, shop, pm):
    gateway.set(status_change_url=f"{shop.url}/changed")
    page = gateway.opens({"PM": pm, "AMOUNT": "4250", "OPERATION": "RES"})
    assert "<dd>S1</dd>" in page.text  # what to write on the slip
    assert 'value="refuse"' not in page.text
    assert 'value="pending"' not in page.text
    left = gateway.presses("simulate", outcome="accept")
    assert (left.target, left.carried()["STATUS"]) == (SHOP + "accept", "41")
    gateway.lever("clock", settle=True)
    assert gateway.query(ORDERID="S1")["STATUS"] == "41"
    gateway.lever("clock", settle="all")
    assert gateway.query(ORDERID="S1")["STATUS"] == "9"
    first, second = shop.waits_for(2)
    assert (first.fields()["STATUS"], second.fields()["STATUS"]) == ("41", "9")


@pytest.mark.parametrize(
    "pm",
    """
    DEXIA NetBanking,DirectEbankingDE,Bank transfer NL,Direct Debits AT,Open Invoice SE,
    KLARNA_FINANCING,FACILYPAY3X,KBC Online,CBC Online,ING HomePay,EPS,Przelewy24,
    paysafecard,KLARNA_PAYNOW,PostFinance e-finance
    """.replace("\n    ", "").split(","),
)
def test_every_method_can_be_named(gateway, pm):
    pm = pm.strip()
    page = gateway.opens({"PM": pm})
    assert page.error is None
    assert gateway.opens({"PM": pm.swapcase()}).error == (
        f"ERROR, PAYMENT METHOD NOT FOUND FOR: {pm.swapcase()}"
    )
    gateway.opens({"PM": pm})
    assert gateway.presses("simulate", outcome="accept").target == SHOP + "accept"

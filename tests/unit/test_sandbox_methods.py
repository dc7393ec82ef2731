# SPDX-License-Identifier: LGPL-3.0-or-later
"""How the payment page lists methods, and the page that each of them has."""

import re
from pathlib import Path

import pytest
from test_sandbox_directlink import Shop

from sandbox.books.methods import METHODS

PAGES = Path(__file__).resolve().parents[2] / "sandbox" / "pages"
CREDIT, DEBIT, UNKNOWN = "4000024329596391", "4000068558002134", "4111111111111111"


def group_names(page):
    return re.findall(r'class="group-name">([^<]+)<', page.response.text)


@pytest.mark.parametrize(
    ("list_type", "layout", "names"),
    [
        (None, "list-0", ["Cards", "Online banking", "Wallets"]),
        ("0", "list-0", ["Cards", "Online banking", "Wallets"]),
        ("1", "list-1", []),
        ("2", "list-2", []),
    ],
)
def test_the_list_has_the_layout_asked(shopper, list_type, layout, names):
    page = shopper.opens(PMLISTTYPE=list_type, PMLIST="VISA;BCMC;iDEAL;PAYPAL")
    assert f'class="methods {layout}"' in page.response.text
    assert group_names(page) == names


def test_more_methods_wait_behind_a_line(shopper):
    page = shopper.opens()
    at_sight, more = page.response.text.split("<details")
    assert 'value="PAYPAL"' in at_sight
    assert 'value="giropay"' in more
    assert group_names(page)[3:] == [
        "Online banking",
        "Wallets",
        "Transfer and invoice",
    ]


def test_the_line_is_open_for_a_method_behind_it(shopper):
    shopper.opens()
    assert "<details>" in shopper.page.response.text
    assert "<details open>" in shopper.presses("choose", method="giropay").response.text


def test_one_method_leaves_nothing_to_choose(shopper):
    assert 'value="choose"' not in shopper.opens(PM="iDEAL").response.text


@pytest.mark.parametrize("brand", ["VISA", "MasterCard"])
def test_a_brand_alone_is_called_by_its_name(shopper, brand):
    text = shopper.opens(PM="CreditCard", BRAND=brand).response.text
    assert {"VISA": "Visa", "MasterCard": "Mastercard"}[brand] in text


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.brand)
def test_every_method_has_a_page_a_badge_and_a_way_out(shopper, method):
    page = shopper.opens(PM=method.pm, BRAND=method.brand).response.text
    assert f'mark-{method.slug}" aria-hidden="true">{method.short}<' in page
    assert f'id="{"pay" if method.by_card else "accept"}"' in page
    assert 'id="cancel"' in page


@pytest.mark.parametrize(
    "method",
    [method for method in METHODS if method.listed],
    ids=lambda method: method.brand,
)
def test_badges_can_be_read(method):
    """[WCAG] 1.4.3: 4.5 to 1 for white letters."""
    css = (PAGES / "marks.css").read_text(encoding="utf-8")
    [colour] = re.findall(rf"\.mark-{method.slug} {{ background: #(\w{{6}}); }}", css)
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    assert 1.05 / (luminance + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("pm", "told"),
    [
        ("iDEAL", "Issuer Simulation"),
        ("PAYPAL", 'value="shopper@example.com" readonly'),
        ("TWINT", 'src="/static/qr.svg"'),
        ("Bank transfer", "I will transfer the amount"),
        ("giropay", "This stands for the page of your bank"),
    ],
)
def test_a_method_has_its_own_page(shopper, pm, told):
    assert told in shopper.opens(PM=pm).response.text


def test_bancontact_shows_a_code_to_scan(shopper):
    page = shopper.opens(PM="CreditCard", BRAND="BCMC").response.text
    assert 'src="/static/qr.svg"' in page


@pytest.mark.parametrize(
    ("sent", "chosen"),
    [
        (None, "9999+TST"),
        ("9999+TST", "9999+TST"),
        ("0002+TST", "0002+TST"),
    ],
)
def test_the_bank_of_ideal_is_chosen_by_issuerid(shopper, sent, chosen):
    page = shopper.opens(PM="iDEAL", ISSUERID=sent).response.text
    assert re.findall(r'<option value="([^"]+)" selected>', page) == [chosen]


def test_a_transfer_is_accepted_or_cancelled_only(shopper):
    page = shopper.opens(PM="Bank transfer")
    assert 'value="refuse"' not in page.response.text
    assert shopper.presses("simulate", outcome="accept").parameters["STATUS"] == "41"


@pytest.mark.parametrize(
    ("name", "autocomplete"),
    [
        ("cardno", "cc-number"),
        ("holder", "cc-name"),
        ("expiry", "cc-exp"),
        ("cvc", "cc-csc"),
    ],
)
def test_a_browser_can_fill_in_the_card(shopper, name, autocomplete):
    page = shopper.opens().response.text
    [field] = re.findall(rf'<input id="{name}"[^>]*>', page)
    assert f'autocomplete="{autocomplete}"' in field
    assert f'inputmode="{"text" if name == "holder" else "numeric"}"' in field
    assert f'<label for="{name}">' in page


@pytest.mark.parametrize(
    ("wanted", "cardno", "taken"),
    [
        ("C", CREDIT, True),
        ("C", DEBIT, False),
        ("C", UNKNOWN, False),
        ("D", DEBIT, True),
        ("D", CREDIT, False),
        (None, UNKNOWN, True),
    ],
)
def test_creditdebit_takes_cards_of_one_kind(shopper, state, wanted, cardno, taken):
    """[DRUPAL]"""
    shopper.opens(CREDITDEBIT=wanted)
    assert (shopper.pays(cardno).faults == []) == taken
    answer = Shop(state).orders(ORDERID="2", CARDNO=cardno, CREDITDEBIT=wanted)
    assert answer["NCERROR"] == ("0" if taken else "50001054")


@pytest.mark.parametrize(("sent", "told"), [("C", "CREDIT"), ("D", "DEBIT")])
def test_creditdebit_comes_back_in_words(shopper, merchant_set, sent, told):
    """[ADV] 10.1.6"""
    merchant_set(dynamic_parameters=["CREDITDEBIT", "STATUS"])
    shopper.opens(CREDITDEBIT=sent)
    left = shopper.pays({"C": CREDIT, "D": DEBIT}[sent])
    assert left.parameters["CREDITDEBIT"] == told


@pytest.mark.parametrize(
    ("pm", "operation", "status"),
    [
        ("Bank transfer NL", "RES", "41"),
        ("DirectEbankingDE", "RES", "9"),
        ("DEXIA NetBanking", "RES", "41"),
        ("Open Invoice SE", "RES", "5"),
        ("Direct Debits DE", "SAL", "9"),
        ("KLARNA_FINANCING", "RES", "5"),
        ("FACILYPAY3X", "SAL", "9"),
    ],
)
def test_a_rarer_method_is_there_for_who_names_it(shopper, pm, operation, status):
    assert f'value="{pm}"' not in shopper.opens().response.text
    assert f'value="{pm}"' in shopper.opens(PMLIST=f"VISA;{pm}").response.text
    shopper.opens(PM=pm, BRAND=pm, OPERATION=operation)
    left = shopper.presses("simulate", outcome="accept").parameters
    assert (left["STATUS"], left["PM"], left["BRAND"]) == (status, pm, pm)

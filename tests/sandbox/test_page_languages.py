# SPDX-License-Identifier: LGPL-3.0-or-later
"""The languages that the payment page speaks, and what it does with any other."""

import re

import pytest
from gateway import CARD

# LANGUAGE as [MARLON] lists it, the page's title, the card number, an amount, the end.
LANGUAGES = [
    ("en_US", "Secure payment", "Card number", "1510.05 EUR", "payment is accepted."),
    ("fr_FR", "Paiement sécurisé", "Numéro de carte", "1510,05 EUR", "est accepté."),
    ("nl_NL", "Veilig betalen", "Kaartnummer", "1510,05 EUR", "is aanvaard."),
    ("nl_BE", "Veilig betalen", "Kaartnummer", "1510,05 EUR", "is aanvaard."),
    ("de_DE", "Sichere Zahlung", "Kartennummer", "1510,05 EUR", "ist angenommen."),
    ("es_ES", "Pago seguro", "Número de tarjeta", "1510,05 EUR", "sido aceptado."),
    ("it_IT", "Pagamento sicuro", "Numero della carta", "1510,05 EUR", "accettato."),
    ("pt_PT", "Pagamento seguro", "Número do cartão", "1510,05 EUR", "foi aceite."),
]
OTHERS = (
    "cs_CZ dk_DK el_GR ja_JP no_NO pl_PL ru_RU se_SE sk_SK tr_TR en_GB xx 12345".split()
)
NO_WAY_BACK = dict.fromkeys(("ACCEPTURL", "DECLINEURL", "EXCEPTIONURL", "CANCELURL"))


def spoken(page):
    """Return the language that a page says it is in."""
    return re.search(r'<html lang="([^"]*)"', page.text)[1]


@pytest.mark.parametrize(("code", "title", "field", "amount", "end"), LANGUAGES)
def test_a_language(gateway, code, title, field, amount, end):
    page = gateway.opens(NO_WAY_BACK | {"LANGUAGE": code, "AMOUNT": "151005"})
    assert spoken(page) == code[:2]
    assert f"<title>{title} " in page.text
    assert f">{field}</label>" in page.text
    assert f'id="amount">{amount}<' in page.text
    assert gateway.pays().result.endswith(end)


@pytest.mark.parametrize("code", [row[0] for row in LANGUAGES[1:]])
def test_nothing_is_left_in_english(gateway, code):
    english = words(gateway.opens())
    assert english & words(gateway.opens({"LANGUAGE": code})) == set()


def words(page):
    """Return what labels, help and headings say."""
    found = re.findall(
        r'<(?:label|h1|p class="help"|summary)[^>]*>([^<]{4,})<', page.text
    )
    assert len(found) >= 6
    return set(found)


@pytest.mark.parametrize("code", OTHERS)
def test_any_other_language_is_english(gateway, code):
    page = gateway.opens({"LANGUAGE": code})
    assert spoken(page) == "en"
    assert "<title>Secure payment " in page.text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("fr_FR", "Numéro de carte incorrect ou incompatible"),
        ("de_DE", "Kartennummer falsch oder nicht geeignet"),
        ("pt_PT", "Número do cartão incorreto ou incompatível"),
    ],
)
def test_faults_are_told_in_the_same_language(gateway, code, said):
    gateway.opens({"LANGUAGE": code})
    shown = gateway.presses("pay", **CARD | {"cardno": "1234"})
    assert said in shown.text
    assert spoken(shown) == code[:2]


def test_the_page_in_iso_8859_1_says_the_same(gateway):
    page = gateway.opens({"LANGUAGE": "fr_FR", "COM": "Thé à Orléans"}, utf8=False)
    assert "<title>Paiement sécurisé " in page.text
    assert "<dd>Thé à Orléans</dd>" in page.text

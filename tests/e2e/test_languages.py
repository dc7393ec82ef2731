# SPDX-License-Identifier: LGPL-3.0-or-later
"""A shopper reads one language all the way: shop, payment page, shop."""

from dataclasses import dataclass
from pathlib import Path

import polib
import pytest
from playwright.sync_api import expect
from shopper import ACCEPTED, REFUSED, Shopper
from test_shopper_pays import assert_paid_once

TRANSLATIONS = Path(__file__).parents[2] / "i18n"
REFUSAL = (
    "The payment was refused, and nothing was charged. Please try again with another"
    " card or payment method, or ask your bank for the reason."
)
CANCELLATION = (
    "The payment was cancelled, and nothing was charged. You can try again, also with"
    " another card or payment method."
)
PAID = "Your payment has been processed."


@dataclass(frozen=True)
class Language:
    """What a shopper reads who speaks it.

    :ivar product: The name of a product in the demo.
    :ivar pay_now: On the button of the shop.
    :ivar thanks: On its confirmation.
    :ivar secure: On the payment page, under the name of the shop.
    """

    code: str
    product: str
    country: str
    card: str
    pay_now: str
    thanks: str
    secure: str
    refused: str

    def words(self, text):
        """Return how the addon says ``text``; as it is, where nobody translated it."""
        file = TRANSLATIONS / f"{self.code}.po"
        entry = polib.pofile(str(file)).find(text) if file.exists() else None
        return (entry and entry.msgstr) or text


LANGUAGES = [
    Language(
        code="fr",
        product="grande armoire",
        country="Belgique",
        card="Carte",
        pay_now="Payer maintenant",
        thanks="Merci pour votre commande.",
        secure="Paiement sécurisé",
        refused="Votre paiement a été refusé.",
    ),
    Language(
        code="de",
        product="großer schrank",
        country="Belgien",
        card="Karte",
        pay_now="Jetzt bezahlen",
        thanks="Vielen Dank für Ihre Bestellung!",
        secure="Sichere Zahlung",
        refused="Ihre Zahlung wurde abgelehnt.",
    ),
]


@pytest.fixture(params=LANGUAGES, ids=lambda language: language.code)
def language(request):
    return request.param


@pytest.fixture
def window(window, language):
    """A browser that asks for the language, as those do who speak it."""
    return {**window, "locale": f"{language.code}-{language.code.upper()}"}


@pytest.fixture
def speaker(page, shop_url, request, language):
    speaker = Shopper(page, shop_url, request.node.name)
    speaker.product, speaker.country = language.product, language.country
    speaker.card = language.card
    return speaker


def assert_in(page, language, text):
    """Check what the page says, and that it says so in that language."""
    expect(page.locator("html")).to_have_attribute(
        "lang", f"{language.code}-{language.code.upper()}"
    )
    expect(page.locator("body")).to_contain_text(text)


def assert_at_gateway(page, language):
    expect(page.locator("html")).to_have_attribute("lang", language.code)
    expect(page.locator(".secure")).to_contain_text(language.secure)


def test_refused_then_paid(speaker, language, back_end):
    page = speaker.page
    speaker.buy()
    assert_at_gateway(page, language)
    speaker.enter_card(REFUSED)
    expect(page.locator("#refused")).to_contain_text(language.refused)
    page.click("#stop")
    speaker.arrive_at_checkout(language.words(REFUSAL))
    assert_in(page, language, language.pay_now)
    orderid = speaker.pay_now()
    assert_at_gateway(page, language)
    speaker.enter_card(ACCEPTED)
    speaker.arrive(language.words(PAID))
    assert_in(page, language, language.thanks)
    assert_paid_once(back_end, orderid)


def test_cancelled(speaker, language, back_end):
    orderid = speaker.buy()
    speaker.page.click("#cancel")
    speaker.arrive_at_checkout(language.words(CANCELLATION))
    assert_in(speaker.page, language, language.pay_now)
    assert back_end.wait_for_state(orderid, "cancel")["state"] == "cancel"

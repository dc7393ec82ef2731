# SPDX-License-Identifier: LGPL-3.0-or-later
"""Customers of the shop, over HTTP as browsers speak it: they pay, reload, give up."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests
from lxml import html

from ..services import answers

CARDS = {
    "accepted": "4111111111111111",
    "accepted as well": "5399999999999999",
    "refused": "4000300010010003",
    "pending": "4000000000910002",
    "challenged": "4874970686672022",
}
_PATIENCE = 30  # seconds for a page
_RELOADS = 4
_LONGEST_CLOSED = 120  # seconds
_CARD_FIELDS = {"holder": "C Haos", "expiry": "12/39", "cvc": "123"}


class GaveUpError(Exception):
    """The shopper has seen enough errors, and leaves."""


@dataclass(frozen=True)
class Wish:
    """What a shopper wants to do.

    :ivar card: One of :data:`CARDS`, or ``""`` to pay with a card that is kept.
    :ivar provider: ``sale``, or ``reserve`` where the merchant captures by hand.
    :ivar reload: Whether to load the shop's pages once more than needed.
    """

    number: int
    cents: int
    card: str
    provider: str
    keep: bool
    leave: bool
    reload: bool

    @classmethod
    def draw(cls, number: int, chance: random.Random) -> Wish:
        """Return a wish by chance, the same for the same seed."""
        kinds = ["accepted"] * 8 + ["accepted as well"] * 2 + [""] * 5
        card = chance.choice([*kinds, "refused", "pending", "challenged"])
        return cls(
            number=number,
            cents=chance.randint(100, 50_000),
            card=card,
            provider=chance.choice(["sale", "sale", "reserve"]),
            keep=chance.random() < 0.3,
            leave=chance.random() < 0.05,
            reload=chance.random() < 0.2,
        )


class Shopper:
    """One customer, with a browser of their own.

    :param providers: From ``sale`` and ``reserve`` to the provider's id.
    """

    def __init__(self, shop_url: str, login: str, providers: dict[str, int]):
        self._shop, self._login, self._providers = shop_url, login, providers
        self._browser: requests.Session | None = None
        self._pause = threading.Event()

    def fulfil(self, wish: Wish) -> str:
        """Pay as wished, when the shop is open; return the reference of the order, if
        there is one.

        :raise GaveUpError: after too many errors.
        """
        self._wait_until_open()
        form = self._payment_form(wish)
        token = "" if wish.card else self._kept_card(form, wish)
        started = self._start(form, wish, token)
        reference = started.get("reference", "")
        if wish.leave or not reference:
            return reference
        if started.get("redirect_form_html"):
            self._pay_at_ogone(started["redirect_form_html"], wish)
        self._look_at_status(wish)
        return reference

    # In the shop

    def _enter(self) -> requests.Session:
        browser = requests.Session()
        browser.trust_env = False
        page = self._read(browser.get(f"{self._shop}/web/login", timeout=_PATIENCE))
        fields = {"csrf_token": page.xpath("//input[@name='csrf_token']/@value")[0]}
        fields |= {"login": self._login, "password": self._login}
        browser.post(f"{self._shop}/web/login", fields, timeout=_PATIENCE)
        return browser

    def _payment_form(self, wish: Wish) -> html.HtmlElement:
        url = f"{self._shop}/payment/pay?amount={wish.cents / 100:.2f}"
        forms: list[html.HtmlElement] = []

        def load() -> None:
            self._browser = self._browser or self._enter()
            page = self._read(self._browser.get(url, timeout=_PATIENCE))
            forms[:] = page.xpath("//form[@id='o_payment_form']")
            if not forms:
                self._browser = None  # logged out
                raise ValueError("no payment form")

        for _again in range(2 if wish.reload else 1):
            self._insist(load)
        return forms[0]

    def _kept_card(self, form: html.HtmlElement, wish: Wish) -> str:
        options = form.xpath(
            ".//input[@data-payment-option-type='token'][@data-provider-id=$provider]"
            "/@data-payment-option-id",
            provider=str(self._providers[wish.provider]),
        )
        return options[wish.number % len(options)] if options else ""

    def _start(self, form: html.HtmlElement, wish: Wish, token: str) -> dict:
        """Have the shop make a transaction. A charge of a kept card is asked for once,
        as a shopper does who fears to pay twice.
        """
        (method,) = form.xpath(
            ".//input[@data-payment-method-code='card']/@data-payment-option-id"
        )[:1]
        asked = {
            "provider_id": self._providers[wish.provider],
            "payment_method_id": int(method),
            "token_id": int(token) if token else None,
            "amount": wish.cents / 100,
            "currency_id": int(form.get("data-currency-id")),
            "partner_id": int(form.get("data-partner-id")),
            "flow": "token" if token else "redirect",
            "tokenization_requested": wish.keep,
            "landing_route": form.get("data-landing-route"),
            "access_token": form.get("data-access-token"),
            "is_validation": False,
            "reference_prefix": f"C{wish.number}",
        }
        route = form.get("data-transaction-route")
        answers: list[dict] = []

        def ask() -> None:
            answers.append(self._call(route, asked))

        self._insist(ask, tries=1 if token else _RELOADS)
        return answers[0]

    def _call(self, route: str, parameters: dict) -> dict:
        message = {"jsonrpc": "2.0", "method": "call", "params": parameters}
        answer = self._browser.post(
            f"{self._shop}{route}", json=message, timeout=_PATIENCE
        )
        answer.raise_for_status()
        content = answer.json()
        if "error" in content:
            raise ValueError(content["error"].get("message"))
        return content["result"] or {}

    def _look_at_status(self, wish: Wish) -> None:
        def look() -> None:
            self._visit(f"{self._shop}/payment/status")
            self._call("/payment/status/poll", {})

        for _again in range(2 if wish.reload else 1):
            self._insist(look)

    # At Ogone

    def _pay_at_ogone(self, form_html: str, wish: Wish) -> None:
        form = html.fromstring(form_html)
        form = form if form.tag == "form" else form.xpath("//form")[0]
        inputs = form.xpath(".//input")
        fields = {each.get("name"): each.get("value") or "" for each in inputs}
        pages: list[requests.Response] = []

        def open_page() -> None:
            pages.append(
                self._browser.post(form.get("action"), fields, timeout=_PATIENCE)
            )

        self._insist(open_page)
        self._insist(lambda: self._fill_in(pages[-1], wish))

    def _fill_in(self, page: requests.Response, wish: Wish) -> None:
        """Enter the card, confirm at the bank if asked, and follow the way back."""
        number = CARDS[wish.card or "accepted"]
        answer = self._submit(page, "pay", cardno=number, **_CARD_FIELDS)
        if wish.card == "challenged":
            answer = self._submit(answer, "confirm")
        if wish.card == "refused":
            answer = self._submit(answer, "stop")
        if self._is_shop(answer.url) and answer.status_code >= 500:
            self._insist(lambda: self._visit(answer.url))

    def _submit(
        self, page: requests.Response, button: str, **typed: str
    ) -> requests.Response:
        """Press ``button`` of a page, whatever the form around it is called."""
        buttons = self._read(page).xpath(
            "//button[@value=$value] | //button[@id=$value]", value=button
        )
        if not buttons:
            return page
        (form,) = buttons[0].xpath("ancestor::form")[:1]
        fields = {
            field.get("name"): field.get("value") or ""
            for field in form.xpath(".//input[@name]")
            if field.get("type") != "checkbox" or field.get("checked") is not None
        }
        fields |= {name: value for name, value in typed.items() if name in fields}
        fields[buttons[0].get("name")] = buttons[0].get("value")
        url = urljoin(page.url, form.get("action"))
        return self._browser.post(url, fields, timeout=_PATIENCE)

    # As people are

    def _wait_until_open(self) -> None:
        deadline = time.monotonic() + _LONGEST_CLOSED
        while not answers(f"{self._shop}/web/health"):
            if time.monotonic() > deadline:
                raise GaveUpError("the shop stays closed")
            self._pause.wait(0.5)

    def _insist(self, deed, tries: int = _RELOADS) -> None:
        """Do ``deed``, again after an error, until it is enough.

        :raise GaveUpError: when it is.
        """
        for _try in range(tries):
            try:
                return deed()
            except (requests.RequestException, ValueError, IndexError) as error:
                reason = error
                self._pause.wait(0.3)
        raise GaveUpError(type(reason).__name__)

    def _visit(self, url: str) -> None:
        self._browser.get(url, timeout=_PATIENCE).raise_for_status()

    @staticmethod
    def _read(answer: requests.Response) -> html.HtmlElement:
        if answer.status_code >= 500 or not answer.content:
            raise ValueError(f"HTTP {answer.status_code}")
        return html.fromstring(answer.content)

    def _is_shop(self, url: str) -> bool:
        return urlsplit(url).netloc == urlsplit(self._shop).netloc

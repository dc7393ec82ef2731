# SPDX-License-Identifier: LGPL-3.0-or-later
"""Every page of the sandbox, opened in a browser one after the other."""

from urllib.parse import urlencode

from shopper import ACCEPTED, CHALLENGED, REFUSED

from ogone.parameters import HOSTED_TOKENIZATION_IN
from ogone.signature import shasign

BACK_OFFICE = "/Ncol/Test/Backoffice"
# One method for each way to pay that the page has.
METHODS = ["PAYPAL", "iDEAL", "TWINT", "Bank transfer", "Belfius Direct Net"]


def shopper_pages(page, sandbox):
    """Open what a shopper may see there; yield the name of each page as it shows."""
    page.goto(f"{sandbox.url}/")
    yield "overview"
    page.click("#sample")
    yield "payment page"
    page.click("#pay")
    page.locator(".fault").first.wait_for()
    yield "faults in the form"
    _enter(page, REFUSED)
    page.locator("#refused").wait_for()
    yield "refused"
    yield from _methods(page)
    yield from _bank(page)
    page.goto(f"{sandbox.url}/ncol/test/orderstandard_utf8.asp")
    yield "error"
    page.goto(_tokenization(sandbox))
    page.locator("#keep").wait_for()
    yield "tokenization"


def _enter(page, number):
    page.fill("#cardno", number)
    page.fill("#holder", "Jane Doe")
    page.fill("#expiry", "12/39")
    page.fill("#cvc", "123")
    page.click("#pay")


def _methods(page):
    for method in METHODS:
        button = page.locator(f"[name=method][value='{method}']")
        if not button.is_visible():
            page.click("summary")
        button.click()
        page.locator("#accept").wait_for()
        yield method


def _bank(page):
    page.locator("[name=method][value=card]").click()
    _enter(page, CHALLENGED)
    page.locator("#confirm").wait_for()
    yield "bank"
    page.click("#close")
    page.locator("#closed").wait_for()
    yield "closed window of the bank"
    page.click("#reopen")
    page.click("#confirm")
    page.locator("#result").wait_for()
    yield "result"


def _tokenization(sandbox):
    """Return the address of the page that keeps a card without a payment."""
    wish = {
        "ACCOUNT.PSPID": sandbox.account.pspid,
        "ALIAS.ALIASID": "jane",
        "CARD.PAYMENTMETHOD": "CreditCard",
        "LAYOUT.LANGUAGE": "en_GB",
        "PARAMETERS.ACCEPTURL": "https://shop.example/yes",
        "PARAMETERS.EXCEPTIONURL": "https://shop.example/no",
    }
    algorithm = sandbox.account.hash_algorithm.value
    wish["SHASIGNATURE.SHASIGN"] = shasign(
        wish, sandbox.account.sha_in, algorithm, HOSTED_TOKENIZATION_IN
    )
    return f"{sandbox.url}/Tokenization/HostedPage?{urlencode(wish)}"


def merchant_pages(page, sandbox):
    """Open the back office and whatever it links to; yield the path of each page."""
    cards = {"cardno": ACCEPTED, "ed": "1239", "cn": "Jane Doe"}
    sandbox.post("aliases", **cards)
    waiting, seen = [BACK_OFFICE, f"{BACK_OFFICE}/{sandbox.account.pspid}"], set()
    while waiting:
        path = waiting.pop(0)
        if path in seen or path.partition("?")[0].endswith(".csv"):
            continue
        seen.add(path)
        page.goto(f"{sandbox.url}{path}")
        yield path
        links = page.locator(f"a[href^='{BACK_OFFICE}/']")
        waiting += links.evaluate_all("links => links.map(l => l.getAttribute('href'))")

# SPDX-License-Identifier: LGPL-3.0-or-later
"""An administrator sets an empty provider up by the assistant alone, and is paid."""

import secrets

import pytest
from assistant import Assistant
from back_office import BackOffice
from shopper import ACCEPTED

USERID, PASSWORD = "ShopApi", "Shop-Api-Password-9"
TICKS = ("account", "user", "security", "origin", "feedback", "modes", "alias", "try")
CREDENTIALS = (
    "ogone_pspid",
    "ogone_userid",
    "ogone_password",
    "ogone_shakey_in",
    "ogone_shakey_out",
    "ogone_base_url",
)
TICK_FIELDS = tuple(f"ogone_setup_{name}" for name in TICKS)
SETTINGS = ("state", "is_published", "ogone_gateway", *CREDENTIALS, *TICK_FIELDS)


@pytest.fixture
def empty_provider(back_end):
    """The provider as it is before anybody set it up; afterwards as it was found."""
    in_use = [("code", "=", "ogone"), ("state", "=", "test")]
    (before,) = back_end.read("payment.provider", in_use, SETTINGS)
    number = before.pop("id")
    methods = [each["id"] for each in back_end.read("payment.method", [], ["id"])]
    own = [("id", "=", number)]
    empty = dict.fromkeys((*CREDENTIALS, *TICK_FIELDS), False)
    empty |= {"state": "disabled", "ogone_gateway": "ogone"}
    back_end.write("payment.provider", own, empty)
    yield number
    back_end.write("payment.provider", own, before)
    active = [("id", "in", methods), ("active", "=", False)]
    back_end.write("payment.method", active, {"active": True})


@pytest.fixture
def assistant(empty_provider, shopper, back_end):
    shopper.log_in(back_end.login, back_end.password)
    assistant = Assistant(shopper.page, shopper.shop_url, empty_provider)
    assistant.open()
    return assistant


@pytest.fixture
def back_office(page, sandbox):
    office = page.context.new_page()
    yield BackOffice(office, sandbox.url)
    office.close()


def test_from_an_empty_provider_to_a_first_paid_order(
    assistant, back_office, shopper, back_end, sandbox, empty_provider
):
    pspid = f"First-{secrets.token_hex(4)}"
    back_office.open_account(pspid)
    take_the_account(assistant, pspid, sandbox.url)
    take_the_user(assistant, back_office)
    take_the_hash(assistant, back_office)
    sha_out = take_the_passphrases(assistant, back_office, shopper)
    take_the_feedback(assistant, back_office, sha_out)
    assistant.tick("alias")
    assistant.choose_state("Test Mode")
    shopper.picture("test-mode")
    orderid = buy(shopper)
    transaction = back_end.wait_for_state(orderid, "done")
    assert transaction["ogone_status_text"] == "Payment requested (9)"
    back_end.wait_for(lambda: back_end.order_of(transaction)["state"] == "sale")
    assert told_by_both_ways(back_end, orderid)
    assistant.open()
    assistant.tick("try")
    assert_ticked(back_end, empty_provider)


def take_the_account(assistant, pspid, sandbox_url):
    assistant.choose_gateway("Sandbox")
    assistant.fill("Base address of that gateway", sandbox_url)
    assistant.fill("PSPID: the name of the account", pspid)
    assistant.tick("account")


def take_the_user(assistant, back_office):
    back_office.add_user(USERID, PASSWORD)
    assistant.fill("UserID: any name", USERID)
    assistant.fill("Password: enter the same", PASSWORD)
    assistant.tick("user")


def take_the_hash(assistant, back_office):
    algorithm = assistant.copy("security", "Hash algorithm")
    charset = assistant.copy("security", "Character encoding")
    assert (algorithm, charset) == ("SHA-512", "UTF-8")
    back_office.go_to("Technical information ‣ Global security parameters")
    back_office.check("SHA-1")  # so that the next choice is one
    back_office.check(algorithm)
    back_office.check(f"Use always {charset}")
    back_office.save()
    assistant.tick("security")


def take_the_passphrases(assistant, back_office, shopper):
    """Enter SHA-IN in both its places; return SHA-OUT, whose place comes later."""
    dialog = assistant.generate()
    shopper.picture("passphrases")
    sha_in = assistant.copy_passphrase(dialog, "sha_in")
    sha_out = assistant.copy_passphrase(dialog, "sha_out")
    back_office.go_to("Technical information ‣ Data and origin verification")
    back_office.fill("SHA-IN pass phrase", sha_in)
    back_office.uncheck("The same pass phrase as for e-Commerce")
    back_office.fill("SHA-IN pass phrase of its own", sha_in)
    back_office.save()
    assistant.page.bring_to_front()
    assistant.use(dialog)
    assistant.tick("origin")
    return sha_out


def take_the_feedback(assistant, back_office, sha_out):
    accepted = assistant.copy("feedback", "URL if the payment's status is")
    refused = assistant.copy("feedback", "URL if it is “cancelled")
    parameters = assistant.copy("feedback", "Needed")
    further = assistant.copy("feedback", "Worth adding")
    back_office.go_to("Technical information ‣ Transaction feedback")
    back_office.check(
        "I would like to receive transaction feedback parameters on the redirection"
        " URLs"
    )
    back_office.check(
        "Online but switch to a deferred request when the online requests fail"
    )
    back_office.fill(
        "URL if the payment's status is “accepted”, “on hold” or “uncertain”", accepted
    )
    back_office.fill(
        "URL if it is “cancelled by the client” or “too many rejections”", refused
    )
    back_office.check("POST")
    back_office.choose_parameters([*parameters.split(", "), *further.split(", ")])
    back_office.fill("SHA-OUT pass phrase", sha_out)
    back_office.save()
    assistant.tick("feedback")
    assistant.tick("modes")


def buy(shopper):
    """Buy as the administrator, for whom a provider in test mode is offered."""
    shopper.choose_product()
    shopper.go_to_payment_as_customer()
    orderid = shopper.pay_now()
    shopper.enter_card(ACCEPTED)
    shopper.arrive_paid()
    return orderid


def told_by_both_ways(back_end, orderid):
    """Return whether the result came from the browser and from server to server."""
    entries = back_end.read("ogone.journal", [("orderid", "=", orderid)], ["channel"])
    return {"return", "feedback"} <= {entry["channel"] for entry in entries}


def assert_ticked(back_end, provider):
    domain = [("id", "=", provider)]
    back_end.wait_for(
        lambda: all(
            back_end.read("payment.provider", domain, TICK_FIELDS)[0][name]
            for name in TICK_FIELDS
        )
    )

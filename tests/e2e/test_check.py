# SPDX-License-Identifier: LGPL-3.0-or-later
"""What is wrong is told with what to do, and is right once that is done."""

import pytest
from administrator import PROVIDER, Administrator
from playwright.sync_api import expect
from shopper import ACCEPTED

from sandbox.accounts.merchants import DEMO, DEMO_PASSWORD

SETTINGS = (
    "ogone_pspid",
    "ogone_userid",
    "ogone_password",
    "ogone_shakey_in",
    "ogone_shakey_out",
    "ogone_gateway",
    "ogone_base_url",
)
USER, SHA_IN, SHA_OUT, PARAMETERS = (
    "PSPID, API user and password",
    "SHA-IN passphrase",
    "SHA-OUT passphrase",
    "Dynamic parameters",
)


@pytest.fixture
def administrator(shopper, back_end, sandbox):
    """An administrator, after whom shop and account are as they were."""
    (before,) = back_end.read("payment.provider", PROVIDER, SETTINGS)
    number = before.pop("id")
    told = [("res_model", "=", "payment.provider"), ("ogone_cause", "!=", False)]
    alarms = [each["id"] for each in back_end.read("mail.activity", told, ["id"])]
    yield Administrator(shopper, back_end)
    back_end.execute("payment.provider", "write", [number], before)
    sandbox.configure(
        sha_in=DEMO.sha_in,
        sha_out=DEMO.sha_out,
        dynamic_parameters=list(DEMO.dynamic_parameters),
        password=DEMO_PASSWORD,
    )
    new = back_end.read("mail.activity", [*told, ("id", "not in", alarms)], ["id"])
    back_end.execute("mail.activity", "unlink", [each["id"] for each in new])


def assert_wrong(administrator, subject, text, remedy):
    line = administrator.reads(subject)
    expect(line).to_contain_text("Wrong")
    expect(line).to_contain_text(text)
    expect(line).to_contain_text(f"What to do: {remedy}")


def pay(shopper, card=ACCEPTED):
    """Buy something, and pay as far as the shop is told of it."""
    shopper.leave()
    orderid = shopper.buy()
    shopper.enter_card(card)
    shopper.page.wait_for_url(lambda url: shopper.shop_url in url)
    return orderid


def test_all_is_right_after_a_payment(administrator, shopper, back_end):
    orderid = pay(shopper)
    back_end.wait_for_state(orderid, "done")
    administrator.opens_the_provider()
    dialog = administrator.checks()
    expect(dialog.get_by_role("status")).to_have_text("All is right.")
    shopper.picture("all-right")
    administrator.closes()


def test_a_wrong_sha_in(administrator, shopper):
    administrator.opens_the_provider()
    administrator.enters(ogone_shakey_in="Another-SHA-IN-phrase-9")
    administrator.checks()
    assert_wrong(
        administrator,
        SHA_IN,
        "Ogone refuses what is signed with it.",
        "Enter the same SHA-IN passphrase here and in Ogone's back office,"
        " Configuration ‣ Technical information ‣ Data and origin verification, in"
        " both places: Checks for e-Commerce & Alias Gateway, and Checks for"
        " DirectLink and Batch.",
    )
    shopper.picture("wrong-sha-in")
    administrator.closes()
    administrator.enters(ogone_shakey_in=DEMO.sha_in)
    administrator.checks()
    expect(administrator.reads(SHA_IN)).to_contain_text("Right")


def test_swapped_passphrases(administrator, shopper, back_end):
    swapped = {"ogone_shakey_in": DEMO.sha_out, "ogone_shakey_out": DEMO.sha_in}
    back_end.write("payment.provider", PROVIDER, swapped)
    administrator.opens_the_provider()
    administrator.checks()
    assert_wrong(
        administrator,
        SHA_IN,
        "Ogone has the two passphrases the other way round.",
        "Exchange the SHA-IN and the SHA-OUT passphrase here.",
    )
    shopper.picture("swapped")
    administrator.closes()
    administrator.enters(ogone_shakey_in=DEMO.sha_in, ogone_shakey_out=DEMO.sha_out)
    administrator.checks()
    expect(administrator.reads(SHA_IN)).to_contain_text("Right")


def test_sha_in_where_sha_out_belongs(administrator, shopper, back_end, sandbox):
    """Ogone signs results with the wrong one of the two: the diagnosis knows."""
    sandbox.configure(sha_out=DEMO.sha_in)
    orderid = pay(shopper)
    assert back_end.transaction(orderid)["state"] == "draft"
    administrator.opens_the_provider()
    administrator.checks()
    assert_wrong(
        administrator,
        SHA_OUT,
        "was not believed.",
        "It was signed with the SHA-IN passphrase. Ogone has the two the other way"
        " round: correct them in Technical information, or here.",
    )
    shopper.picture("sha-out")


def test_a_wrong_api_password(administrator, shopper, sandbox):
    sandbox.configure(password="Changed-Password-2")
    administrator.opens_the_provider()
    administrator.checks()
    assert_wrong(
        administrator,
        USER,
        "Ogone refuses the password of the API user, or has locked the user",
        "Enter the password of the API user here. If it is not known, set a new one in"
        " Ogone's back office, Configuration ‣ Users; press Activate (Errors) there if"
        " the user is locked.",
    )
    shopper.picture("wrong-password")
    administrator.closes()
    administrator.enters(ogone_password="Changed-Password-2")
    administrator.checks()
    expect(administrator.reads(USER)).to_contain_text("Right")


def select_in_the_back_office(page, sandbox, name, selected):
    """Tick or untick a dynamic parameter where a merchant does it."""
    page.goto(f"{sandbox.url}/Ncol/Test/Backoffice/OgoneDemo/technical/feedback")
    page.get_by_label(name, exact=True).set_checked(selected)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_be_visible()


def test_a_missing_dynamic_parameter(administrator, shopper, back_end, sandbox):
    select_in_the_back_office(shopper.page, sandbox, "AMOUNT", selected=False)
    back_end.wait_for_state(pay(shopper), "pending")
    administrator.opens_the_provider()
    administrator.checks()
    assert_wrong(
        administrator,
        PARAMETERS,
        "The last result lacked AMOUNT.",
        "In Ogone's back office, Configuration ‣ Technical information ‣ Transaction"
        " feedback ‣ Dynamic e-Commerce parameters, select AMOUNT.",
    )
    shopper.picture("missing-parameter")
    select_in_the_back_office(shopper.page, sandbox, "AMOUNT", selected=True)
    back_end.wait_for_state(pay(shopper), "done")
    administrator.opens_the_provider()
    administrator.checks()
    expect(administrator.reads(PARAMETERS)).to_contain_text("Right")


def test_the_test_account_does_not_go_live(administrator, shopper, back_end):
    # With cards that are kept, the host asks whether they may be archived.
    kept = [("provider_code", "=", "ogone"), ("active", "=", True)]
    back_end.write("payment.token", kept, {"active": False})
    back_end.write("payment.provider", PROVIDER, {"ogone_gateway": "ogone"})
    administrator.opens_the_provider()
    shopper.page.get_by_role("radio", name="Enabled").check()
    shopper.page.locator(".o_form_button_save").click()
    dialog = shopper.page.get_by_role("dialog")
    expect(dialog).to_contain_text("This provider cannot be live yet")
    expect(dialog).to_contain_text(
        "In use in test mode: SHA-IN Passphrase, SHA-OUT Passphrase."
    )
    expect(dialog).to_contain_text("Enter the passphrases of the production account")
    shopper.picture("not-live")
    dialog.get_by_role("button", name="Close").last.click()
    shopper.page.locator(".o_form_button_cancel").click()
    assert administrator.back_end.read("payment.provider", PROVIDER, ["id"])


def test_shoppers_are_told_of_test_mode(shopper):
    shopper.choose_product()
    shopper.go_to_payment()
    options = shopper.page.locator("li[name=o_payment_option]")
    expect(options.first).to_contain_text("Test mode: no money moves")
    shopper.picture("test-mode")
    shopper.page.set_viewport_size({"width": 390, "height": 844})
    shopper.picture("test-mode-phone")

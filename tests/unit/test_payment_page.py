# SPDX-License-Identifier: LGPL-3.0-or-later
"""The form that opens the hosted payment page."""

from dataclasses import replace
from decimal import Decimal
from hashlib import sha512
from pprint import pformat

import pytest

from ogone.account import Account
from ogone.addresses import Address
from ogone.errors import ConfigurationError, UnsendableOrderError
from ogone.operations import MaintenanceOperation, OrderOperation
from ogone.payment_page import Order, ReturnUrls, payment_form

ACTION = "https://secure.ogone.com/ncol/prod/orderstandard_utf8.asp"
ACCOUNT = Account(
    "MyPSPID",
    "Mysecretsig1875!?",
    "MARKED-sha-out",
    userid="MARKED-userid",
    pswd="MARKED-pswd",
)
RETURN = "https://shop.example/payment/ogone/return"
URLS = ReturnUrls("a")
ORDER = Order(
    orderid="S00042-1",
    amount=Decimal("15.10"),
    currency="EUR",
    locale="fr_BE",
    operation=OrderOperation.SALE,
    urls=ReturnUrls(RETURN, "https://shop.example/payment", "https://shop.example/"),
    customer=Address(
        name="Jérôme Dupont",
        email="jerome@example.com",
        street="Rue Haute 1",
        zip="1000",
        city="Bruxelles",
        country_code="BE",
        phone="+32 2 555 01 23",
    ),
    description="Two chairs",
    pm="CreditCard",
    brand="VISA",
)


def fields_of(order=ORDER, account=ACCOUNT):
    return payment_form(account, order, ACTION).fields


def with_customer(**known):
    return replace(ORDER, customer=replace(ORDER.customer, **known))


def test_the_form_says_what_is_to_be_paid_and_signs_it():
    form = payment_form(ACCOUNT, ORDER, ACTION)
    assert form.action == ACTION
    assert form.fields == {
        "PSPID": "MyPSPID",
        "ORDERID": "S00042-1",
        "AMOUNT": "1510",
        "CURRENCY": "EUR",
        "LANGUAGE": "fr_FR",
        "OPERATION": "SAL",
        "PM": "CreditCard",
        "BRAND": "VISA",
        "COM": "Two chairs",
        "CN": "Jérôme Dupont",
        "EMAIL": "jerome@example.com",
        "OWNERADDRESS": "Rue Haute 1",
        "OWNERZIP": "1000",
        "OWNERTOWN": "Bruxelles",
        "OWNERCTY": "BE",
        "OWNERTELNO": "+32 2 555 01 23",
        "ACCEPTURL": RETURN,
        "DECLINEURL": RETURN,
        "EXCEPTIONURL": RETURN,
        "CANCELURL": RETURN,
        "BACKURL": "https://shop.example/payment",
        "HOMEURL": "https://shop.example/",
        # by sha512sum, over the names above in alphabetical order
        "SHASIGN": (
            "3822A86DEA92DFB9C5F99AE72B76E0267BE8A31C01188DC7E51506A792341BD7"
            "D71766F9A32A04DAA5EAFF1C8536C9CF5E59CC6DCF523F94F3B865591EEA4409"
        ),
    }


def test_what_the_shop_does_not_know_is_not_sent():
    order = Order(
        orderid="1234",
        amount=Decimal("15"),
        currency="EUR",
        locale="en_US",
        operation=OrderOperation.AUTHORISE,
        urls=ReturnUrls(RETURN),
    )
    assert " ".join(fields_of(order)) == (
        "PSPID ORDERID AMOUNT CURRENCY LANGUAGE OPERATION ACCEPTURL DECLINEURL"
        " EXCEPTIONURL CANCELURL SHASIGN"
    )
    assert fields_of(order)["OPERATION"] == "RES"


def test_methods_to_choose_from_are_sent_as_a_list():
    order = replace(ORDER, pm="", brand="", pmlist="VISA;iDEAL")
    assert fields_of(order)["PMLIST"] == "VISA;iDEAL"
    assert not fields_of(order).keys() & {"PM", "BRAND"}


def test_details_are_signed_in_the_order_of_their_numbers():
    numbers = ("2", "10", "1", "11")
    details = {f"ITEMNAME{number}": f"chair {number}" for number in numbers}
    order = Order("12", Decimal(15), "EUR", "en_US", OrderOperation.SALE, urls=URLS)
    fields = fields_of(replace(order, details=details))
    key = "Mysecretsig1875!?"
    signed = (
        f"ACCEPTURL=a{key}AMOUNT=1500{key}CANCELURL=a{key}CURRENCY=EUR{key}"
        f"DECLINEURL=a{key}EXCEPTIONURL=a{key}ITEMNAME1=chair 1{key}"
        f"ITEMNAME2=chair 2{key}ITEMNAME10=chair 10{key}ITEMNAME11=chair 11{key}"
        f"LANGUAGE=en_US{key}OPERATION=SAL{key}ORDERID=12{key}PSPID=MyPSPID{key}"
    )
    assert fields["SHASIGN"] == sha512(signed.encode()).hexdigest().upper()


def test_the_api_user_stays_at_home():
    fields = fields_of()
    assert not fields.keys() & {"USERID", "PSWD"}
    assert "MARKED" not in "".join(fields.values())


@pytest.mark.parametrize(
    ("known", "name", "longest"),
    [("name", "CN", 35), ("street", "OWNERADDRESS", 35), ("city", "OWNERTOWN", 25)],
)
def test_a_name_that_is_too_long_is_shortened(known, name, longest):
    assert fields_of(with_customer(**{known: "é" * 200}))[name] == "é" * longest
    whole = "é" * longest
    assert fields_of(with_customer(**{known: whole}))[name] == whole


def test_a_description_that_is_too_long_is_shortened():
    order = replace(ORDER, description="x" * 99 + " chairs")
    assert fields_of(order)["COM"] == "x" * 99


@pytest.mark.parametrize(
    ("known", "name", "longest"),
    [
        ("email", "EMAIL", 50),
        ("zip", "OWNERZIP", 10),
        ("country_code", "OWNERCTY", 2),
        ("phone", "OWNERTELNO", 20),
    ],
)
def test_what_is_wrong_by_halves_is_sent_whole_or_not_at_all(known, name, longest):
    assert fields_of(with_customer(**{known: "1" * longest}))[name] == "1" * longest
    assert name not in fields_of(with_customer(**{known: "1" * (longest + 1)}))


@pytest.mark.parametrize("known", ["back", "home"])
def test_an_optional_address_that_is_too_long_is_left_out(known):
    base = "https://shop.example/"
    name = f"{known.upper()}URL"
    whole = base.ljust(200, "x")
    order = replace(ORDER, urls=replace(ORDER.urls, **{known: whole}))
    assert fields_of(order)[name] == whole
    order = replace(ORDER, urls=replace(ORDER.urls, **{known: whole + "x"}))
    assert name not in fields_of(order)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"orderid": "S" * 31}, "ORDERID"),
        ({"currency": "EURO"}, "CURRENCY"),
        ({"urls": ReturnUrls("https://shop.example/".ljust(201, "x"))}, "ACCEPTURL"),
    ],
)
def test_what_must_be_whole_and_does_not_fit_is_refused(changed, name):
    with pytest.raises(UnsendableOrderError, match=f"{name} is too long"):
        fields_of(replace(ORDER, **changed))


def test_an_account_name_of_31_characters_is_refused():
    assert fields_of(account=replace(ACCOUNT, pspid="P" * 30))["PSPID"] == "P" * 30
    with pytest.raises(UnsendableOrderError, match="PSPID is too long"):
        fields_of(account=replace(ACCOUNT, pspid="P" * 31))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"orderid": ""}, "Ogone needs ORDERID."),
        ({"orderid": " \n"}, "Ogone needs ORDERID."),
        ({"currency": ""}, "Ogone needs CURRENCY."),
        (
            {"urls": ReturnUrls("")},
            "Ogone needs ACCEPTURL, DECLINEURL, EXCEPTIONURL, CANCELURL.",
        ),
    ],
)
def test_what_ogone_needs_and_the_shop_lacks_is_named(changed, reason):
    with pytest.raises(UnsendableOrderError) as caught:
        fields_of(replace(ORDER, **changed))
    assert str(caught.value) == reason


@pytest.mark.parametrize("orderid", ["Sé", "Ｓ００４２", "S٤٢"])
def test_an_orderid_beyond_ascii_is_refused(orderid):
    with pytest.raises(UnsendableOrderError, match="ASCII"):
        fields_of(replace(ORDER, orderid=orderid))


@pytest.mark.parametrize("amount", ["0", "-1", "0.001"])
def test_an_amount_that_ogone_cannot_take_is_refused(amount):
    with pytest.raises(UnsendableOrderError):
        fields_of(replace(ORDER, amount=Decimal(amount)))


def test_white_space_is_sent_as_single_blanks_that_no_browser_changes():
    order = with_customer(
        name=" Jérôme\r\n Dupont\t", street="Rue\u00a0Haute\u2003\n1", city="\u2028"
    )
    fields = fields_of(order)
    assert fields["CN"] == "Jérôme Dupont"
    assert fields["OWNERADDRESS"] == "Rue Haute 1"
    assert "OWNERTOWN" not in fields


def test_no_blank_is_left_where_a_name_was_cut():
    assert fields_of(with_customer(name="x" * 34 + " yz"))["CN"] == "x" * 34


def test_what_the_host_leaves_unset_is_not_sent():
    # Odoo gives False for an empty field
    assert "CN" not in fields_of(with_customer(name=False))
    assert "EMAIL" not in fields_of(with_customer(email=None))


def test_without_a_passphrase_there_is_no_form():
    with pytest.raises(ConfigurationError):
        fields_of(account=replace(ACCOUNT, sha_in=""))


@pytest.mark.parametrize("show", [repr, str, pformat, "{}".format])
def test_a_form_shows_neither_who_pays_nor_its_signature(show):
    order = replace(
        with_customer(
            name="MARKED",
            email="MARKED@example.com",
            street="MARKED",
            zip="MARKED",
            city="MARKED",
            phone="MARKED",
        ),
        description="MARKED",
    )
    form = payment_form(ACCOUNT, order, ACTION)
    shown = show(form)
    assert ACTION in shown
    assert "S00042-1" in shown
    assert "MARKED" not in shown
    assert form.fields["SHASIGN"] not in shown
    assert ACCOUNT.sha_in not in shown


@pytest.mark.parametrize("show", [repr, str, pformat, "{}".format])
def test_an_order_shows_neither_name_nor_address(show):
    order = with_customer(
        name="MARKED", email="MARKED@example.com", street="MARKED", phone="MARKED"
    )
    assert "S00042-1" in show(order)
    assert "MARKED" not in show(order)


@pytest.mark.parametrize(
    "changed",
    [{"orderid": "MARKED" * 9}, {"currency": "MARKED"}, {"orderid": "MARKEDé"}],
)
def test_a_refusal_repeats_nothing_of_the_order(changed):
    with pytest.raises(UnsendableOrderError) as caught:
        fields_of(replace(ORDER, **changed))
    assert "MARKED" not in str(caught.value)


def test_operations_are_spelled_as_in_the_guides():
    assert {o.name: o.value for o in OrderOperation} == {
        "AUTHORISE": "RES",
        "SALE": "SAL",
        "PAYOUT": "RFD",
    }
    assert {o.name: o.value for o in MaintenanceOperation} == {
        "CAPTURE_PART": "SAL",
        "CAPTURE_LAST": "SAS",
        "REFUND_PART": "RFD",
        "REFUND_LAST": "RFS",
        "VOID": "DEL",
        "VOID_AND_CLOSE": "DES",
        "RENEW": "REN",
    }

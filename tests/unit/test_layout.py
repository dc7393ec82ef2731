# SPDX-License-Identifier: LGPL-3.0-or-later
"""The look of the payment page: what is sent of what a merchant has entered."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogone.account import Account
from ogone.layout import COLOUR_NAMES, Fault, Layout
from ogone.operations import OrderOperation
from ogone.parameters import SHA_IN
from ogone.payment_page import Order, ReturnUrls, payment_form
from ogone.platforms import Environment

NAMES = """
    TITLE BGCOLOR TXTCOLOR TBLBGCOLOR TBLTXTCOLOR BUTTONBGCOLOR BUTTONTXTCOLOR FONTTYPE
    LOGO TP PMLISTTYPE
""".split()
COLOURS = [name for name in NAMES if name.endswith("COLOR")]


def read(environment=Environment.PRODUCTION, **texts):
    return Layout.read(texts, environment)


def assert_taken(name, text, environment=Environment.PRODUCTION):
    layout = read(environment, **{name: text})
    assert (layout.parameters, layout.faults) == ({name: text}, {})


def assert_left_out(name, text, fault, environment=Environment.PRODUCTION):
    layout = read(environment, **{name: text})
    assert (layout.parameters, layout.faults) == ({}, {name: fault})


@pytest.mark.parametrize("name", COLOURS)
def test_a_colour_is_six_digits_or_a_name(name):
    for colour in ("#336699", "#aBcDeF", "white", "Navy"):
        assert_taken(name, colour)
    for text in ("#fff", "336699", "#33669G", "#3366999", "wihte", "red;}", "ｒｅｄ"):
        assert_left_out(name, text, Fault.COLOUR)


def test_the_names_are_the_sixteen_of_html():
    assert len(set(COLOUR_NAMES)) == 16


def test_a_title_is_any_text_of_fifty_characters():
    assert_taken("TITLE", 'Boutique "Été" <1&2> – 靴')
    assert_taken("TITLE", "é" * 50)
    assert_left_out("TITLE", "é" * 51, Fault.TOO_LONG)


def test_a_title_is_sent_as_a_browser_would_send_it():
    assert read(TITLE=" Our\r\n\tshop\u2028 ").parameters == {"TITLE": "Our shop"}
    assert read(TITLE="Our\u202eshop\x00").parameters == {"TITLE": "Ourshop"}


def test_fonts_are_names_with_commas_between():
    for fonts in ("Verdana", "Comic Neue,Arial", "Source Sans 3, sans-serif"):
        assert_taken("FONTTYPE", fonts)
    for text in ("'Arial'", "Arial,,Georgia", "Arial;}", "url(x)", "3D", "Arial,"):
        assert_left_out("FONTTYPE", text, Fault.FONT)
    assert_taken("FONTTYPE", "F" * 50)
    assert_left_out("FONTTYPE", "F" * 51, Fault.TOO_LONG)


@pytest.mark.parametrize(
    ("name", "file", "other"),
    [
        ("LOGO", "logo.gif", "page.htm"),
        ("LOGO", "Our_logo-2.JPEG", "logo.svg"),
        ("TP", "PaymentPage_1_iPhone.htm", "logo.png"),
        ("TP", "shop.html", "shop.php"),
    ],
)
def test_a_file_that_ogone_keeps_is_called_by_its_name(name, file, other):
    assert_taken(name, file)
    for text in (other, f"../{file}", f"folder/{file}", f"a {file}", f"{file}.exe"):
        assert_left_out(name, text, Fault.ADDRESS)


@pytest.mark.parametrize("name", ["LOGO", "TP"])
def test_an_address_begins_with_https(name):
    for address in (
        "https://shop.example/x",
        "https://shop.example",
        "https://cdn.shop.example:8443/a/b.png?v=1&w=2#c",
    ):
        assert_taken(name, address)
    for text in (
        "http://shop.example/x",
        "ftp://shop.example/x",
        "//shop.example/x",
        "shop.example/x",
        "javascript:alert(1)",
        "https://user@shop.example/x",
        "https://shop.example:99999/x",
        "https://shop.example/a b",
        'https://shop.example/"><script>',
        "https://shop.example/été",
        "https://",
    ):
        assert_left_out(name, text, Fault.ADDRESS)
    assert_taken(name, "https://shop.example/".ljust(200, "x"))
    assert_left_out(name, "https://shop.example/".ljust(201, "x"), Fault.TOO_LONG)


@pytest.mark.parametrize("name", ["LOGO", "TP"])
def test_this_machine_needs_no_https_in_the_test_environment(name):
    address = "http://127.0.0.1:8069/x"
    assert_taken(name, address, Environment.TEST)
    assert_left_out(name, address, Fault.ADDRESS)
    assert_left_out(name, "http://shop.example/x", Fault.ADDRESS, Environment.TEST)


def test_a_list_has_one_of_three_layouts():
    for number in "012":
        assert_taken("PMLISTTYPE", number)
    for text in ("3", "-1", "01", "two"):
        assert_left_out("PMLISTTYPE", text, Fault.CHOICE)


@pytest.mark.parametrize("nothing", [None, False, "", " \n", "\x00"])
def test_what_is_empty_is_not_sent(nothing):
    layout = read(**dict.fromkeys(NAMES, nothing))
    assert (layout.parameters, layout.faults) == ({}, {})


def test_what_fits_is_sent_whatever_else_does_not():
    layout = read(TITLE="Our shop", BGCOLOR="nothing", TP="http://shop.example")
    assert layout.parameters == {"TITLE": "Our shop"}
    assert layout.faults == {"BGCOLOR": Fault.COLOUR, "TP": Fault.ADDRESS}


@given(st.dictionaries(st.sampled_from(NAMES), st.text()))
def test_whatever_was_stored_is_sent_or_left_out(texts):
    layout = read(**texts)
    assert not layout.parameters.keys() & layout.faults.keys()
    assert all(text.isprintable() for text in layout.parameters.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_signed(name):
    assert name in SHA_IN


# In the form

RETURN = "https://shop.example/payment/ogone/return"
ACCOUNT = Account("MyPSPID", "Mysecretsig1875!?", "")


def fields_with(layout):
    order = Order(
        orderid="S00042-1",
        amount=Decimal("15.10"),
        currency="EUR",
        locale="fr_BE",
        operation=OrderOperation.SALE,
        urls=ReturnUrls(RETURN),
        layout=layout,
    )
    return payment_form(ACCOUNT, order, "https://gateway.example/").fields


def test_the_look_is_part_of_the_form_and_of_what_is_signed():
    fields = fields_with(
        read(
            TITLE="La boutique ✓",
            BGCOLOR="#336699",
            TXTCOLOR="white",
            TBLBGCOLOR="not a colour",
            LOGO="https://shop.example/logo.png",
            PMLISTTYPE="2",
        )
    )
    assert {name: fields[name] for name in NAMES if name in fields} == {
        "TITLE": "La boutique ✓",
        "BGCOLOR": "#336699",
        "TXTCOLOR": "white",
        "LOGO": "https://shop.example/logo.png",
        "PMLISTTYPE": "2",
    }
    # by sha512sum, over the names in alphabetical order
    assert fields["SHASIGN"] == (
        "75EA30CFCC83168E87A40751413135FC7022DF2296BEC652E4A0B7BA56F9AF60"
        "8BC2CF0BA87BD05C67339EEB4C9834FB06838B15403908FF780DAD33666FA134"
    )


def test_no_look_changes_what_is_to_be_paid():
    assert fields_with(Layout({"AMOUNT": "1"}))["AMOUNT"] == "1510"

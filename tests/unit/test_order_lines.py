# SPDX-License-Identifier: LGPL-3.0-or-later
"""The lines of an order, as parameters."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ogone.errors import UnsendableLinesError
from ogone.order_lines import OrderLine, Telling, line_parameters

TELLING = Telling()
CHAIR = OrderLine(
    name="Office chair",
    total=Decimal("242.00"),
    tax=Decimal("42.00"),
    rate=Decimal("21.0"),
    code="E-COM-7",
    quantity=Decimal("2.0"),
)
DELIVERY = OrderLine(
    name="Standard delivery",
    total=Decimal("6.05"),
    tax=Decimal("1.05"),
    rate=Decimal("21"),
    is_delivery=True,
)
DISCOUNT = OrderLine("10 % off", Decimal("-24.20"), Decimal("-4.20"), Decimal("21"))


def parameters(*lines, amount=None, **telling):
    amount = Decimal(amount) if amount else sum(line.total for line in lines)
    return line_parameters(lines, amount, replace(TELLING, **telling))


def test_a_line_is_told_with_the_price_of_each_piece():
    assert parameters(CHAIR) == {
        "ITEMID1": "E-COM-7",
        "ITEMNAME1": "Office chair",
        "ITEMPRICE1": "121.00",
        "ITEMQUANT1": "2",
        "ITEMVAT1": "21.00",
        "ITEMVATCODE1": "21%",
        "TAXINCLUDED1": "1",
    }


def test_lines_are_numbered_from_one():
    told = parameters(CHAIR, DISCOUNT)
    assert {name: told[name] for name in ("ITEMNAME1", "ITEMNAME2")} == {
        "ITEMNAME1": "Office chair",
        "ITEMNAME2": "10 % off",
    }


def test_a_discount_costs_less_than_nothing():
    told = parameters(CHAIR, DISCOUNT)
    assert (told["ITEMPRICE2"], told["ITEMVAT2"]) == ("-24.20", "-4.20")


def test_what_costs_nothing_is_left_out():
    gift = OrderLine("Gift", Decimal("0.00"))
    assert "ITEMNAME2" not in parameters(gift, CHAIR)


@pytest.mark.parametrize(
    ("quantity", "total", "told"),
    [
        ("3", "9.99", ("3", "3.33", "Screw")),
        ("3", "10.00", ("1", "10.00", "3 x Screw")),
        ("2.50", "10.00", ("1", "10.00", "2.5 x Screw")),
        ("0.5", "10.00", ("1", "10.00", "0.5 x Screw")),
        ("-1", "-5.00", ("1", "-5.00", "-1 x Screw")),
        ("100", "1000.00", ("100", "10.00", "Screw")),
    ],
)
def test_price_times_quantity_is_what_the_line_costs(quantity, total, told):
    line = OrderLine("Screw", Decimal(total), quantity=Decimal(quantity))
    shown = parameters(line)
    assert tuple(shown[f"ITEM{name}1"] for name in ("QUANT", "PRICE", "NAME")) == told


def test_a_currency_without_hundredths_has_whole_prices():
    line = OrderLine("Screw", Decimal("1001"), quantity=Decimal(2))
    told = parameters(line, unit=Decimal(1))
    assert (told["ITEMQUANT1"], told["ITEMPRICE1"]) == ("1", "1001.00")


@pytest.mark.parametrize(
    ("rate", "code"), [("5.50", "5.5%"), ("0.0", "0%"), ("100", "100%")]
)
def test_a_rate_is_a_plain_percentage(rate, code):
    line = replace(CHAIR, rate=Decimal(rate))
    assert parameters(line)["ITEMVATCODE1"] == code


def test_several_taxes_have_no_rate():
    told = parameters(replace(CHAIR, rate=None))
    assert "ITEMVATCODE1" not in told
    assert told["ITEMVAT1"] == "21.00"


def test_a_tax_that_rounds_to_nothing_has_no_sign():
    line = replace(CHAIR, tax=Decimal("-0.001"))
    assert parameters(line)["ITEMVAT1"] == "0.00"


def test_texts_are_cut_and_on_one_line():
    line = replace(CHAIR, name="Cabinet\nwith\x00 doors " + "x" * 60, code="C" * 16)
    told = parameters(line)
    assert told["ITEMNAME1"] == "Cabinet with doors xxxxxxxxxxxxxxxxxxxxx"
    assert told["ITEMID1"] == "CCCCCCCCCCCCCCC"


def test_a_cut_does_not_end_in_a_blank():
    line = replace(CHAIR, name="x" * 39 + " y")
    assert parameters(line)["ITEMNAME1"] == "x" * 39


@pytest.mark.parametrize(("code", "name"), [("C-1", "C-1"), ("", "-")])
def test_a_line_without_a_name_has_one(code, name):
    told = parameters(replace(CHAIR, name="\n", code=code))
    assert told["ITEMNAME1"] == name


# The sum


def test_lines_that_do_not_sum_to_the_amount_are_not_told():
    with pytest.raises(UnsendableLinesError, match=r"sum to 242\.00, not 250\.00"):
        parameters(CHAIR, amount="250.00")


@pytest.mark.parametrize(("amount", "price"), [("241.99", "-0.01"), ("242.01", "0.01")])
def test_the_smallest_amount_for_each_line_is_rounding(amount, price):
    told = parameters(CHAIR, amount=amount, rounding="Arrondi")
    assert (told["ITEMNAME2"], told["ITEMPRICE2"]) == ("Arrondi", price)
    assert told["ITEMVAT2"] == "0.00"


@pytest.mark.parametrize("amount", ["241.98", "242.02"])
def test_more_than_that_is_none(amount):
    with pytest.raises(UnsendableLinesError):
        parameters(CHAIR, amount=amount)


def test_two_lines_may_round_twice():
    assert parameters(CHAIR, DISCOUNT, amount="217.82")["ITEMPRICE3"] == "0.02"


def test_no_lines_are_an_error():
    with pytest.raises(UnsendableLinesError):
        line_parameters([], Decimal("10.00"), TELLING)


# Delivery


def test_delivery_is_a_line_like_others():
    assert parameters(CHAIR, DELIVERY)["ITEMPRICE2"] == "6.05"


def test_delivery_can_be_told_apart():
    told = parameters(CHAIR, DELIVERY, delivery_apart=True)
    assert "ITEMNAME2" not in told
    assert {name: told[name] for name in told if name.startswith("ORDERSHIP")} == {
        "ORDERSHIPMETH": "Standard delivery",
        "ORDERSHIPCOST": "500",
        "ORDERSHIPTAX": "105",
        "ORDERSHIPTAXCODE": "21%",
    }


def test_two_deliveries_are_one_cost():
    express = replace(DELIVERY, name="Express", rate=Decimal("6"))
    told = parameters(CHAIR, DELIVERY, express, delivery_apart=True)
    assert told["ORDERSHIPMETH"] == "Standard delivery"
    assert (told["ORDERSHIPCOST"], told["ORDERSHIPTAX"]) == ("1000", "210")
    assert "ORDERSHIPTAXCODE" not in told


def test_a_reduction_of_delivery_is_a_line():
    less = replace(DELIVERY, total=Decimal("-6.05"), tax=Decimal("-1.05"))
    told = parameters(CHAIR, DELIVERY, less, delivery_apart=True)
    assert (told["ITEMPRICE2"], told["ORDERSHIPCOST"]) == ("-6.05", "500")


def test_delivery_alone_sells_nothing():
    with pytest.raises(UnsendableLinesError, match="nothing is sold"):
        parameters(DELIVERY, delivery_apart=True)


def test_a_line_tells_a_log_nothing():
    assert "chair" not in repr(CHAIR)

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Billing and shipping addresses, as parameters."""

import time
from dataclasses import replace

import pytest

from ogone.addresses import Address, address_parameters

BUYER = Address(
    name="Jérôme  van den Müller",
    street="Rue de la Loi 16",
    street2="3rd floor",
    zip="1000",
    city="Bruxelles",
    country_code="BE",
    phone="+32 2 555 12 34",
    email="jerome@example.com",
)


def test_both_addresses_are_told():
    neighbour = Address(name="Zoé", street="Kerkstraat 2", city="Gent")
    assert address_parameters(BUYER, neighbour) == {
        "ECOM_BILLTO_POSTAL_NAME_FIRST": "Jérôme",
        "ECOM_BILLTO_POSTAL_NAME_LAST": "van den Müller",
        "ECOM_BILLTO_POSTAL_STREET_LINE1": "Rue de la Loi",
        "ECOM_BILLTO_POSTAL_STREET_NUMBER": "16",
        "ECOM_BILLTO_POSTAL_STREET_LINE2": "3rd floor",
        "ECOM_BILLTO_POSTAL_POSTALCODE": "1000",
        "ECOM_BILLTO_POSTAL_CITY": "Bruxelles",
        "ECOM_BILLTO_POSTAL_COUNTRYCODE": "BE",
        "ECOM_BILLTO_TELECOM_PHONE_NUMBER": "+32 2 555 12 34",
        "ECOM_SHIPTO_POSTAL_NAME_LAST": "Zoé",
        "ECOM_SHIPTO_POSTAL_STREET_LINE1": "Kerkstraat",
        "ECOM_SHIPTO_POSTAL_STREET_NUMBER": "2",
        "ECOM_SHIPTO_POSTAL_CITY": "Gent",
        "ADDRMATCH": "0",
    }


def test_one_address_for_both_matches():
    told = address_parameters(BUYER, BUYER)
    assert told["ADDRMATCH"] == "1"
    assert told["ECOM_SHIPTO_ONLINE_EMAIL"] == "jerome@example.com"
    assert "ECOM_BILLTO_ONLINE_EMAIL" not in told  # no such parameter


def test_nothing_is_sent_anywhere():
    told = address_parameters(BUYER, None)
    assert told["ECOM_BILLTO_POSTAL_CITY"] == "Bruxelles"
    assert "ADDRMATCH" not in told
    assert not [name for name in told if "SHIPTO" in name]


@pytest.mark.parametrize(
    ("street", "line", "number"),
    [
        ("Musterstr. 12a", "Musterstr.", "12a"),
        ("Keizersgracht 126-A", "Keizersgracht", "126-A"),
        ("Via Roma, 4/2", "Via Roma", "4/2"),
        ("Hauptstrasse 7 b", "Hauptstrasse", "7 b"),
        ("Straße des 17. Juni 135", "Straße des 17. Juni", "135"),
        ("16 Law Street", "16 Law Street", None),
        ("The Old Mill", "The Old Mill", None),
        ("B4 12", "B4", "12"),
        ("Block 12345678901", "Block 12345678901", None),
    ],
)
def test_the_number_of_a_house_is_told_apart(street, line, number):
    told = address_parameters(replace(BUYER, street=street), None)
    assert told["ECOM_BILLTO_POSTAL_STREET_LINE1"] == line
    assert told.get("ECOM_BILLTO_POSTAL_STREET_NUMBER") == number


def test_names_are_cut_and_numbers_left_out():
    long = replace(BUYER, name="A " + "b" * 40, zip="1" * 11, phone="1" * 21)
    told = address_parameters(long, long)
    assert told["ECOM_BILLTO_POSTAL_NAME_LAST"] == "b" * 35
    assert "ECOM_BILLTO_POSTAL_POSTALCODE" not in told
    assert "ECOM_SHIPTO_TELECOM_PHONE_NUMBER" not in told


def test_a_street_that_somebody_has_made_up_costs_no_time():
    start = time.process_time()
    told = address_parameters(replace(BUYER, street="Here" + ", " * 10_000), None)
    assert time.process_time() - start < 0.5
    assert told["ECOM_BILLTO_POSTAL_STREET_LINE1"] == "Here"


def test_an_address_tells_a_log_nothing():
    assert "Loi" not in repr(BUYER)

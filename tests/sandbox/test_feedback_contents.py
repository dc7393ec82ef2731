# SPDX-License-Identifier: LGPL-3.0-or-later
"""What feedback says, in which charset, and how it is signed."""

import re

import pytest
from accounts import ACCOUNTS
from gateway import page_path
from signer import sign, signed

TEST = ACCOUNTS["test"]


def verify(fields, algorithm="sha512", charset="utf-8", passphrase=TEST.sha_out):
    """Check the signature of feedback, as a shop has to."""
    made = sign(fields, passphrase, algorithm, "out", charset)
    assert fields["SHASIGN"] == made


def test_everything_in_the_spelling_of_the_platform(gateway, shop):
    gateway.opens({"CN": "Jane Doe"})
    gateway.pays()
    (request,) = shop.received
    fields = request.fields()
    verify(fields)
    assert re.fullmatch(r"\d\d/\d\d/\d\d", fields.pop("TRXDATE"))
    assert len(fields.pop("SHASIGN")) == 128
    assert fields == {
        "orderID": "S1",
        "currency": "EUR",
        "amount": "15.1",
        "PM": "CreditCard",
        "ACCEPTANCE": "test123",
        "STATUS": "9",
        "CARDNO": "XXXXXXXXXXXX1111",
        "ED": "1230",
        "CN": "Jane Doe",
        "PAYID": "3000000001",
        "NCERROR": "0",
        "BRAND": "VISA",
        "IP": "127.0.0.1",
    }


def test_what_is_empty_is_sent_and_not_signed(gateway, shop):
    gateway.opens()
    gateway.presses("cancel")
    fields = shop.received[0].fields()
    verify(fields)
    for name in ("NCERROR", "ACCEPTANCE", "CARDNO", "ED", "BRAND"):
        assert fields[name] == ""


@pytest.mark.parametrize(
    ("algorithm", "length"), [("sha1", 40), ("sha256", 64), ("sha512", 128)]
)
def test_hash_algorithms_of_both_directions(gateway, shop, algorithm, length):
    gateway.set(hash_algorithm=algorithm)
    order = signed(TEST.order(), TEST.sha_in, algorithm)
    assert gateway.posts(order).error is None
    gateway.pays()
    fields = shop.received[0].fields()
    assert len(fields["SHASIGN"]) == length
    verify(fields, algorithm)
    others = {"sha1", "sha256", "sha512"} - {algorithm}
    for other in others:
        refused = gateway.posts(signed(TEST.order(ORDERID="S2"), TEST.sha_in, other))
        assert refused.error == "unknown order/1/s"


def test_production_signs_with_its_own(gateway, shop):
    account = ACCOUNTS["prod"]
    gateway.set(environment="prod", feedback_url=shop.url)
    gateway.opens(account=account)
    gateway.pays(environment="prod")
    verify(shop.received[0].fields(), passphrase=account.sha_out)


CHARSETS = [
    ("request", True, "utf-8"),
    ("request", False, "iso-8859-1"),
    ("utf-8", True, "utf-8"),
    ("utf-8", False, "utf-8"),
    ("iso-8859-1", True, "iso-8859-1"),
    ("iso-8859-1", False, "iso-8859-1"),
]


@pytest.mark.parametrize(("setting", "utf8", "charset"), CHARSETS)
def test_charset(gateway, shop, setting, utf8, charset):
    gateway.set(charset=setting)
    gateway.opens({"CN": "Jérôme", "COMPLUS": "für"}, utf8=utf8)
    left = gateway.pays(holder="Jérôme")
    fields = shop.received[0].fields(charset)
    assert (fields["CN"], fields["COMPLUS"]) == ("Jérôme", "für")
    assert left.carried(charset) == fields
    verify(fields, charset=charset)
    assert gateway.told("feedback")[0]["charset"] == charset


@pytest.mark.parametrize("method", ["PostFinance Card", "PostFinance e-finance"])
def test_postfinance_is_always_iso_8859_1(gateway, shop, method):
    gateway.set(charset="utf-8")
    gateway.opens({"CN": "Jérôme"})
    gateway.chooses(method, "accept")
    fields = shop.received[0].fields("iso-8859-1")
    assert fields["CN"] == "Jérôme"
    verify(fields, charset="iso-8859-1")


def test_what_the_charset_cannot_say_is_a_question_mark(gateway, shop):
    gateway.set(charset="iso-8859-1")
    gateway.opens()
    gateway.pays(holder="Łukasz")
    fields = shop.received[0].fields("iso-8859-1")
    assert fields["CN"] == "?ukasz"
    verify(fields, charset="iso-8859-1")


def test_complus_is_signed_and_paramplus_is_not(gateway, shop):
    gateway.opens({"COMPLUS": "a b&c", "PARAMPLUS": "basket=7&STATUSES=é&empty="})
    left = gateway.pays()
    fields = shop.received[0].fields()
    assert fields["COMPLUS"] == "a b&c"
    assert (fields["basket"], fields["STATUSES"], fields["empty"]) == ("7", "é", "")
    assert "PARAMPLUS" not in fields
    assert left.carried() == fields
    verify(fields)
    verify(fields | {"basket": "8"})  # whoever changes it is not noticed
    altered = sign(fields | {"COMPLUS": "x"}, TEST.sha_out, "sha512", "out")
    assert altered != fields["SHASIGN"]


@pytest.mark.parametrize(
    "names", [["orderid", "status", "payid", "ncerror"], ["ORDERID", "ECI", "PAYIDSUB"]]
)
def test_dynamic_parameters(gateway, shop, names):
    gateway.set(dynamic_parameters=names)
    gateway.opens()
    gateway.pays()
    fields = shop.received[0].fields()
    verify(fields)
    told = {name.upper() for name in fields} - {"SHASIGN"}
    assert told == {name.upper() for name in names}


def test_the_browser_may_carry_nothing(gateway, shop):
    gateway.set(redirect_parameters=False)
    gateway.opens()
    left = gateway.pays()
    assert left.response.headers["Location"] == "https://shop.example/accept"
    assert shop.received[0].fields()["STATUS"] == "9"


def test_nothing_is_signed_without_a_passphrase(gateway, shop):
    gateway.set(sha_out="")
    gateway.opens()
    left = gateway.pays()
    assert left.response.headers["Location"] == "https://shop.example/accept"
    assert "SHASIGN" not in shop.received[0].fields()


def test_the_address_keeps_its_own_query_and_fragment(gateway):
    gateway.opens({"ACCEPTURL": "https://shop.example/accept?lang=de#top"})
    left = gateway.pays()
    location = left.response.headers["Location"]
    assert location.startswith("https://shop.example/accept?lang=de&orderID=S1&")
    assert location.endswith("#top")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://shop.example/", "/here"])
def test_the_browser_is_sent_to_web_addresses_only(gateway, url):
    gateway.opens({"ACCEPTURL": url})
    assert gateway.pays().result == "Thank you. Your payment is accepted."


def test_plain_page_reads_and_signs_iso_8859_1(gateway):
    order = signed(TEST.order(CN="Jérôme"), TEST.sha_in, charset="iso-8859-1")
    path = page_path("orderstandard", utf8=False)
    assert 'value="Jérôme"' in gateway.posts(order, path).text


@pytest.mark.parametrize("utf8", [True, False])
def test_directlink_answers_in_the_charset_of_its_page(gateway, utf8):
    fields = {"ORDERID": "Été-1", "AMOUNT": "100", "CURRENCY": "EUR"}
    card = {"CARDNO": "4111111111111111", "ED": "1230", "CVC": "123"}
    answer = gateway.direct("orderdirect", fields | card, utf8=utf8)
    assert answer["orderID"] == "Été-1"
    charset = "utf-8" if utf8 else "iso-8859-1"
    assert "Été-1".encode(charset) in answer.response.content

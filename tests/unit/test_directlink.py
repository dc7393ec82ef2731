# SPDX-License-Identifier: LGPL-3.0-or-later
"""Calls from server to server: what is sent."""

from dataclasses import replace
from decimal import Decimal

import pytest
from directlink_common import (
    ACCOUNT,
    BROWSER,
    CHARGE,
    PAYID,
    PRESENT,
    PUBLISHED,
    RETURN,
    Gateway,
    every_call,
    sample,
    short,
)

from ogone.directlink import Presence
from ogone.errors import ConfigurationError, UnsendableOrderError
from ogone.operations import MaintenanceOperation, OrderOperation


def test_a_charge_without_the_customer_is_sent():
    gateway = Gateway(sample("order_authorised"))
    gateway.charge()
    assert gateway.url == "https://gateway.example/ncol/test/orderdirect_utf8.asp"
    assert gateway.fields == {
        "PSPID": "MyPSPID",
        "USERID": "MARKED-userid",
        "PSWD": "MARKED-pswd",
        "ORDERID": "S00042-1",
        "AMOUNT": "1510",
        "CURRENCY": "EUR",
        "OPERATION": "SAL",
        "ALIAS": "MARKED-alias",
        "ECI": "9",
        "COF_INITIATOR": "MIT",
        "COF_TRANSACTION": "SUBSEQ",
        "COF_SCHEDULE": "UNSCHED",
        "RTIMEOUT": "30",
        # by sha512sum, over the names above in alphabetical order
        "SHASIGN": (
            "A2AE7A662EEAE2861F9014C4E6BA25CFAD39E3602EC0D62137AF58D6A3051F82"
            "C75993616AC16A5D6058422A48835784A96A2316559F50D269069985F7EFDC0B"
        ),
    }


def test_a_charge_with_the_customer_tells_the_bank_of_the_browser():
    gateway = Gateway(sample("order_waits_for_authentication"))
    reserve = OrderOperation.AUTHORISE
    gateway.charge(replace(CHARGE, operation=reserve, presence=PRESENT))
    assert gateway.fields == {
        "PSPID": "MyPSPID",
        "USERID": "MARKED-userid",
        "PSWD": "MARKED-pswd",
        "ORDERID": "S00042-1",
        "AMOUNT": "1510",
        "CURRENCY": "EUR",
        "OPERATION": "RES",
        "ALIAS": "MARKED-alias",
        "ECI": "7",
        "COF_INITIATOR": "CIT",
        "COF_TRANSACTION": "SUBSEQ",
        "RTIMEOUT": "30",
        "FLAG3D": "Y",
        "WIN3DS": "MAINW",
        "HTTP_ACCEPT": "text/html,*/*;q=0.8",
        "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64)",
        "LANGUAGE": "fr_FR",
        "REMOTE_ADDR": "192.0.2.7",
        "ACCEPTURL": RETURN,
        "DECLINEURL": RETURN,
        "EXCEPTIONURL": RETURN,
        "browserAcceptHeader": "text/html,*/*;q=0.8",
        "browserColorDepth": "24",
        "browserJavaEnabled": "false",
        "browserLanguage": "fr-BE",
        "browserScreenHeight": "1080",
        "browserScreenWidth": "1920",
        "browserTimeZone": "-60",
        "browserUserAgent": "Mozilla/5.0 (X11; Linux x86_64)",
        # by sha512sum, over the names above in upper case, in alphabetical order
        "SHASIGN": (
            "6ECD7F628AA015BB1074356226DD4D924EC0BE4DD5EC8CBA46B4EDD0979BEE21"
            "351DA6981E70A52419961A0D63A4FC64CDC2DAAC7F9FF35001F1CCDD109C60CF"
        ),
    }


def test_a_refund_is_sent_as_published():
    gateway = Gateway(short(PAYID="payId", STATUS="81"), PUBLISHED)
    gateway.maintain(MaintenanceOperation.REFUND_PART, "4", payid="payId")
    assert gateway.url == "https://gateway.example/ncol/test/maintenancedirect_utf8.asp"
    assert gateway.fields == {
        "AMOUNT": "400",
        "OPERATION": "RFD",
        "PAYID": "payId",
        "PSPID": "merchant-id",
        "PSWD": "password",
        "USERID": "username",
        # published: refund-request.txt of alphagov/pay-connector
        "SHASIGN": (
            "E43114C5930ED6AFA556725C35A1098BC7AE37B336E03492A0AE6894EE3BD31A"
            "AF3CBE81E21350D0B2BF89D1853734706A815DA52B972F81F322BA8CA13F0BE3"
        ),
    }


def test_the_hash_function_is_that_of_the_account():
    gateway = Gateway(sample("capture_pending"), replace(ACCOUNT, algorithm="sha1"))
    gateway.maintain()
    # by sha1sum, over AMOUNT=115 OPERATION=SAS PAYID PSPID PSWD USERID
    assert gateway.fields["SHASIGN"] == "37C050BD6D8FBAC33FBED90B6F48DC97C1208CCE"


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        (MaintenanceOperation.CAPTURE_PART, "SAL"),
        (MaintenanceOperation.CAPTURE_LAST, "SAS"),
        (MaintenanceOperation.REFUND_PART, "RFD"),
        (MaintenanceOperation.REFUND_LAST, "RFS"),
        (MaintenanceOperation.VOID, "DEL"),
        (MaintenanceOperation.VOID_AND_CLOSE, "DES"),
        (MaintenanceOperation.RENEW, "REN"),
    ],
)
def test_an_operation_is_sent_by_its_code(operation, code):
    gateway = Gateway(sample("capture_pending"))
    gateway.maintain(operation)
    assert gateway.fields["OPERATION"] == code
    assert gateway.fields["AMOUNT"] == "115"
    assert gateway.fields["PAYID"] == PAYID


def test_an_order_is_asked_for_by_its_orderid():
    gateway = Gateway(sample("query_paid"))
    gateway.query(orderid="S00042-1")
    assert gateway.url == "https://gateway.example/ncol/test/querydirect_utf8.asp"
    assert gateway.fields == {
        "PSPID": "MyPSPID",
        "USERID": "MARKED-userid",
        "PSWD": "MARKED-pswd",
        "ORDERID": "S00042-1",
        # by sha512sum, over the names above in alphabetical order
        "SHASIGN": (
            "E455249833CCFF4D97C4A5D17A2047255DD1DCF36BD7B53D245E00FB0FB98722"
            "73E9D3FD9DE195AD2443EB2E8917001D857F58C2CD49D93D9F926E3637F00DE0"
        ),
    }


def test_an_operation_is_asked_for_by_payid_and_number():
    gateway = Gateway(sample("query_paid"))
    gateway.query(payid=PAYID, payidsub="2")
    assert gateway.fields == {
        "PSPID": "MyPSPID",
        "USERID": "MARKED-userid",
        "PSWD": "MARKED-pswd",
        "PAYID": "3000000001",
        "PAYIDSUB": "2",
        # by sha512sum; PAYIDSUB is not on the list of signed names
        "SHASIGN": (
            "386B9923E3299B9A6B39D695724614A9A833B06A80776F02D0921B652C3DB891"
            "1344CAD19C9E3310010E6FEB58328D285037FAD6A14780E6FF7F1477DA94F9E5"
        ),
    }


def test_the_order_itself_is_asked_for_as_number_zero():
    gateway = Gateway(short(PAYIDSUB="0"))
    gateway.query(payid=PAYID, payidsub="0")
    assert gateway.fields["PAYIDSUB"] == "0"


def test_a_payment_is_asked_for_without_a_number_for_its_latest_state():
    gateway = Gateway(sample("query_paid"))
    gateway.query(orderid="S00042-1", payid=PAYID)
    assert gateway.fields["PAYID"] == "3000000001"
    assert gateway.fields.keys().isdisjoint({"PAYIDSUB", "ORDERID"})


@every_call
def test_nothing_empty_and_no_security_code_is_sent(call):
    gateway = Gateway(short())
    call(gateway)
    assert all(gateway.fields.values())
    assert gateway.fields.keys().isdisjoint({"CVC", "CARDNO", "ED", "CN"})


def test_nothing_empty_is_sent_where_little_is_known_of_the_browser():
    gateway = Gateway(short())
    there = Presence(locale="", return_url=RETURN)
    gateway.charge(replace(CHARGE, presence=there))
    assert all(gateway.fields.values())
    assert gateway.fields["LANGUAGE"] == "en_US"
    assert gateway.fields.keys().isdisjoint({"REMOTE_ADDR", "HTTP_ACCEPT", *BROWSER})


@pytest.mark.parametrize(
    ("name", "longest"),
    [
        ("browserAcceptHeader", 2048),
        ("browserLanguage", 8),
        ("browserScreenHeight", 6),
        ("browserUserAgent", 2048),
    ],
)
def test_what_a_browser_tells_is_cut_to_what_ogone_reads(name, longest):
    gateway = Gateway(short())
    there = replace(PRESENT, browser={**BROWSER, name: "1" * 5000})
    gateway.charge(replace(CHARGE, presence=there))
    assert gateway.fields[name] == "1" * longest


def test_a_browser_cannot_add_or_change_fields():
    gateway = Gateway(short())
    there = replace(PRESENT, browser={**BROWSER, "AMOUNT": "1", "CVC": "123"})
    gateway.charge(replace(CHARGE, presence=there))
    assert gateway.fields["AMOUNT"] == "1510"
    assert "CVC" not in gateway.fields


@pytest.mark.parametrize("amount", ["0", "-15.10", "15.101", "NaN", "Infinity"])
def test_an_amount_that_cannot_be_sent_is_not_sent(amount):
    gateway = Gateway(short())
    with pytest.raises(UnsendableOrderError):
        gateway.charge(replace(CHARGE, amount=Decimal(amount)))
    with pytest.raises(UnsendableOrderError):
        gateway.maintain(amount=amount)
    assert gateway.post.posted == []


@every_call
def test_without_a_passphrase_nothing_is_sent(call):
    gateway = Gateway(short(), replace(ACCOUNT, sha_in=""))
    with pytest.raises(ConfigurationError):
        call(gateway)
    assert gateway.post.posted == []

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Calls from server to server: what is sent, and what each answer allows to do next."""

import logging
import traceback
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ogone.account import Account
from ogone.directlink import Charge, DirectLink, Presence
from ogone.errors import (
    ConfigurationError,
    DirectLinkError,
    NotFoundError,
    NotSentError,
    OutcomeUnknownError,
    RefusedError,
    UnsendableOrderError,
)
from ogone.operations import MaintenanceOperation, OrderOperation
from ogone.statuses import Outcome

ANSWERS = Path(__file__).parent / "answers"
ACCOUNT = Account(
    "MyPSPID",
    "Mysecretsig1875!?",
    "MARKED-sha-out",
    userid="MARKED-userid",
    pswd="MARKED-pswd",
)
# Of the published request for a refund, GOV.UK Pay to ePDQ
PUBLISHED = Account(
    "merchant-id", "sha-passphrase", "", userid="username", pswd="password"
)
BROWSER = {
    "browserAcceptHeader": "text/html,*/*;q=0.8",
    "browserColorDepth": "24",
    "browserJavaEnabled": "false",
    "browserLanguage": "fr-BE",
    "browserScreenHeight": "1080",
    "browserScreenWidth": "1920",
    "browserTimeZone": "-60",
    "browserUserAgent": "Mozilla/5.0 (X11; Linux x86_64)",
}
RETURN = "https://shop.example/payment/ogone/return"
PRESENT = Presence(locale="fr_BE", return_url=RETURN, ip="192.0.2.7", browser=BROWSER)
CHARGE = Charge(
    orderid="S00042-1",
    amount=Decimal("15.10"),
    currency="EUR",
    operation=OrderOperation.SALE,
    alias="MARKED-alias",
)
PAYID = "3000000001"


def sample(name):
    return (ANSWERS / f"{name}.xml").read_bytes()


def short(**attributes):
    """Return a short answer with attributes added, changed or, at None, left out."""
    told = {
        "orderID": "S00042-1",
        "PAYID": PAYID,
        "NCERROR": "0",
        "STATUS": "9",
        "NCERRORPLUS": "!",
    } | attributes
    text = " ".join(f'{k}="{v}"' for k, v in told.items() if v is not None)
    return f"<ncresponse {text}/>".encode()


class Post:
    """Stands for the network: notes what is posted, answers what a test sets."""

    def __init__(self, answer):
        self.answer = answer
        self.posted = []

    def __call__(self, url, fields):
        self.posted.append((url, dict(fields)))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Gateway:
    """A DirectLink whose every call is answered alike."""

    def __init__(self, answer, account=ACCOUNT):
        self.post = Post(answer)
        self.directlink = DirectLink(account, self.url_of, self.post)

    def url_of(self, page):
        return f"https://gateway.example/ncol/test/{page.value}"

    @property
    def fields(self):
        """What was posted, once."""
        ((_, fields),) = self.post.posted
        return fields

    @property
    def url(self):
        ((url, _),) = self.post.posted
        return url

    def charge(self, charge=CHARGE):
        return self.directlink.charge(charge)

    def maintain(
        self, operation=MaintenanceOperation.CAPTURE_LAST, amount="1.15", payid=PAYID
    ):
        return self.directlink.maintain(payid, operation, Decimal(amount))

    def query(self, **which):
        return self.directlink.query(**(which or {"orderid": "S00042-1"}))


CALLS = {"charge": Gateway.charge, "maintain": Gateway.maintain, "query": Gateway.query}
every_call = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
every_deed = pytest.mark.parametrize(
    "call", [Gateway.charge, Gateway.maintain], ids=["charge", "maintain"]
)


def error_of(call, answer, error, **arguments):
    """Return what ``call`` raises: that error, and none that means something else."""
    gateway = Gateway(answer)
    with pytest.raises(DirectLinkError) as caught:
        call(gateway, **arguments)
    assert type(caught.value) is error
    assert len(gateway.post.posted) == 1
    return caught.value


# What is sent


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
    there = replace(PRESENT, browser=BROWSER | {name: "1" * 5000})
    gateway.charge(replace(CHARGE, presence=there))
    assert gateway.fields[name] == "1" * longest


def test_a_browser_cannot_add_or_change_fields():
    gateway = Gateway(short())
    there = replace(PRESENT, browser=BROWSER | {"AMOUNT": "1", "CVC": "123"})
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


# What an answer says


def test_a_card_that_was_charged():
    answer = Gateway(sample("order_authorised")).charge()
    assert answer.meaning.outcome is Outcome.AUTHORISED
    assert (answer.payid, answer.amount, answer.currency) == (
        "3000000001",
        Decimal("15.10"),
        "EUR",
    )


def test_the_short_answer_to_a_charge_is_about_what_was_asked():
    answer = Gateway(sample("order_captured_short")).charge()
    assert answer.meaning.outcome is Outcome.CAPTURED
    assert (answer.amount, answer.currency) == (Decimal("15.10"), "EUR")


def test_the_amount_that_an_answer_tells_is_kept():
    answer = Gateway(short(amount="1.51", currency="USD")).charge()
    assert (answer.amount, answer.currency) == (Decimal("1.51"), "USD")


@pytest.mark.parametrize(
    "told",
    [
        {"amount": "1,510.00", "currency": "EUR"},
        {"amount": "-15.1", "currency": "EUR"},
        {"currency": "USD"},
        {"amount": "", "currency": "USD"},
    ],
    ids=["unreadable", "negative", "another currency", "another currency, no amount"],
)
def test_what_an_answer_tells_otherwise_is_not_replaced_by_what_was_asked(told):
    try:
        answer = Gateway(short(**told)).charge()
    except OutcomeUnknownError:
        return
    assert (answer.amount, answer.currency) != (Decimal("15.10"), "EUR")


@pytest.mark.parametrize(
    ("name", "status", "outcome", "ncerror"),
    [
        ("order_refused", 2, Outcome.REFUSED, "30511001"),
        ("order_refused_latin1", 2, Outcome.REFUSED, "30001001"),
        ("order_uncertain", 52, Outcome.WAITING, "20001001"),
        ("order_waits_for_authentication", 46, Outcome.WAITING, ""),
    ],
)
def test_a_charge_that_did_not_succeed_is_an_answer(name, status, outcome, ncerror):
    answer = Gateway(sample(name)).charge()
    assert (answer.status, answer.ncerror) == (status, ncerror)
    assert answer.meaning.outcome is outcome


@every_call
def test_a_status_that_no_document_knows_is_left_to_the_caller(call):
    answer = call(Gateway(short(STATUS="100")))
    assert answer.status == 100
    assert answer.meaning is None


def test_the_bank_asks_for_the_customer():
    answer = Gateway(sample("order_waits_for_authentication")).charge()
    assert answer.html_answer.startswith('<form name="downloadform3D"')


def test_an_operation_is_accepted():
    answer = Gateway(sample("capture_pending")).maintain()
    assert (answer.status, answer.payidsub, answer.amount) == (91, "1", Decimal("1.15"))


@pytest.mark.parametrize("status", ["9", "6", "61", "8", "81", "71", "5", "51"])
def test_an_operation_may_be_pending_or_final_at_once(status):
    assert Gateway(short(STATUS=status)).maintain().status == int(status)


def test_a_short_answer_to_an_operation_tells_no_amount():
    assert Gateway(sample("order_captured_short")).maintain().amount is None


@pytest.mark.parametrize("which", [{"orderid": "S00042-1"}, {"payid": PAYID}])
def test_where_a_payment_is_now(which):
    answer = Gateway(sample("query_paid")).query(**which)
    assert (answer.status, answer.payid, answer.payidsub) == (9, "3000000001", "2")
    assert (answer.amount, answer.currency) == (Decimal("15.10"), "EUR")
    assert answer.orderid == "S00042-1"


def test_a_query_takes_no_amount_for_granted():
    assert Gateway(sample("order_captured_short")).query().amount is None


@pytest.mark.parametrize("ncerror", ["0", "", "30001001", "40001134"])
def test_an_order_that_was_never_completed_is_known(ncerror):
    answer = Gateway(short(STATUS="0", PAYID="0", NCERROR=ncerror)).query()
    assert answer.status == 0


# Refused: nothing was done


@pytest.mark.parametrize(
    ("name", "ncerror"),
    [
        ("order_with_wrong_password", "50001119"),
        ("order_of_unknown_alias", "50001111"),
    ],
)
def test_a_charge_that_ogone_did_not_take(name, ncerror):
    error = error_of(Gateway.charge, sample(name), RefusedError)
    assert error.ncerror == ncerror
    assert str(error).endswith(f"({ncerror})")


@pytest.mark.parametrize(
    ("name", "ncerror"),
    [
        ("capture_refused", "50001127"),
        ("capture_above_the_order", "50001126"),
        ("refund_above_the_capture", "50001129"),
    ],
)
def test_an_operation_that_ogone_did_not_take(name, ncerror):
    error = error_of(Gateway.maintain, sample(name), RefusedError)
    assert error.ncerror == ncerror


@every_deed
def test_data_that_are_not_correct_are_refused_with_or_without_a_reason(call):
    error = error_of(
        call, short(STATUS="0", PAYID="0", NCERROR="99999999"), RefusedError
    )
    assert error.ncerror == "99999999"
    recorded = b'<ncresponse NCERRORPLUS=" no card no|no exp date" STATUS="0"/>'
    error = error_of(call, recorded, RefusedError)
    assert (error.ncerror, str(error)) == ("", "Ogone gave no reason")


def test_an_operation_on_an_unknown_payment():
    answer = sample("maintenance_of_unknown_order")
    error = error_of(Gateway.maintain, answer, NotFoundError)
    assert error.ncerror == "50001130"


def test_ogone_knows_no_such_order():
    error = error_of(Gateway.query, sample("query_unknown_order"), NotFoundError)
    assert error.ncerror == "50001130"
    assert str(error) == "Original order not found (50001130)"


def test_ogone_knows_no_such_operation():
    answer = sample("query_unknown_operation")
    error = error_of(Gateway.query, answer, NotFoundError, payid=PAYID, payidsub="9")
    assert error.ncerror == "50001131"


@pytest.mark.parametrize(
    ("name", "ncerror"),
    [("query_failed", "50001111"), ("query_with_wrong_password", "50001119")],
)
def test_a_query_that_tells_nothing_does_not_say_that_there_is_no_order(name, ncerror):
    error = error_of(Gateway.query, sample(name), RefusedError)
    assert error.ncerror == ncerror


@pytest.mark.parametrize("ncerror", ["0", "", "50001111", "20001001"])
@pytest.mark.parametrize("status", ["", "88", None])
def test_a_query_without_a_status_tells_nothing(status, ncerror):
    error_of(Gateway.query, short(STATUS=status, NCERROR=ncerror), RefusedError)


# Unknown: it may have happened


@pytest.mark.parametrize(
    "name", ["order_processed_before", "order_processed_before_short"]
)
def test_an_order_that_was_processed_before_may_be_paid(name):
    error = error_of(Gateway.charge, sample(name), OutcomeUnknownError)
    assert str(error) == "Ogone has processed this order before."


@pytest.mark.parametrize("ncerror", ["50001133", "50001019"])
def test_a_charge_that_is_a_duplicate_may_be_paid(ncerror):
    answer = short(STATUS="0", PAYID="0", NCERROR=ncerror)
    error_of(Gateway.charge, answer, OutcomeUnknownError)


@every_deed
@pytest.mark.parametrize(
    "answer",
    [
        b"<ncresponse/>",
        short(STATUS=None),
        short(STATUS=""),
        short(STATUS=None, PAYID="0", NCERROR=None),
        short(STATUS="", NCERROR="20001001"),
    ],
    ids=["empty", "no status", "empty status", "only an order", "uncertain"],
)
def test_a_deed_answered_without_a_status_may_be_done(call, answer):
    error_of(call, answer, OutcomeUnknownError)


@every_deed
@pytest.mark.parametrize("ncerror", ["20001001", "20001101", "20002005"])
def test_a_deed_of_which_ogone_does_not_know_the_end_may_be_done(call, ncerror):
    """Class 2 is "uncertain", whatever STATUS says."""
    error_of(call, short(STATUS="0", NCERROR=ncerror), OutcomeUnknownError)


def test_a_query_failed_is_no_end_of_a_charge():
    """It says of the question that it failed, and nothing of the money."""
    gateway = Gateway(sample("query_failed"))
    try:
        answer = gateway.charge()
    except OutcomeUnknownError:
        return
    assert answer.meaning.outcome is Outcome.NOTHING


@pytest.mark.parametrize("status", ["5", "9", "91", "92", "52", "46"])
def test_a_payment_that_has_a_status_is_not_unknown_to_ogone(status):
    """STATUS decides and NCERROR explains: nothing may be taken for never charged."""
    gateway = Gateway(short(STATUS=status, NCERROR="50001130"))
    try:
        answer = gateway.query()
    except NotFoundError:
        pytest.fail("a payment was taken for one that never reached Ogone")
    except DirectLinkError:
        return
    assert answer.status == int(status)


@pytest.mark.parametrize("call", [Gateway.charge, Gateway.query])
@pytest.mark.parametrize("orderid", ["S00042-2", "S00042", "s00042-1", "S00042-10"])
@pytest.mark.parametrize(
    "name", ["order_captured_short", "order_refused", "order_processed_before"]
)
def test_an_answer_about_another_order_tells_nothing(call, name, orderid):
    answer = sample(name).replace(b'"S00042-1"', f'"{orderid}"'.encode())
    error = error_of(call, answer, OutcomeUnknownError)
    assert str(error) == "Ogone answered for another order."


@pytest.mark.parametrize(
    "name", ["query_paid", "query_unknown_operation", "capture_refused"]
)
def test_an_answer_about_another_payment_tells_nothing(name):
    answer = sample(name).replace(b'"3000000001"', b'"3000000002"')
    for call, arguments in (
        (Gateway.maintain, {}),
        (Gateway.query, {"payid": PAYID}),
    ):
        error = error_of(call, answer, OutcomeUnknownError, **arguments)
        assert str(error) == "Ogone answered for another payment."


def test_an_answer_about_another_order_of_the_payment_tells_nothing():
    answer = sample("query_paid")
    which = {"orderid": "S00042-2", "payid": PAYID}
    error_of(Gateway.query, answer, OutcomeUnknownError, **which)


def test_an_answer_about_another_operation_tells_nothing():
    """What became of one refund is no news of the other."""
    answer = short(PAYIDSUB="1", STATUS="8", amount="4", currency="EUR")
    error_of(Gateway.query, answer, OutcomeUnknownError, payid=PAYID, payidsub="2")


@every_call
def test_an_answer_that_tells_of_money_and_not_of_whose_tells_nothing(call):
    answer = short(orderID=None, PAYID=None)
    error = error_of(call, answer, OutcomeUnknownError)
    assert str(error) == "Ogone did not say what its answer is about."


@every_call
@pytest.mark.parametrize(
    "body",
    [b"", b"<html><body>Maintenance</body></html>", b"Service unavailable", b"\0"],
    ids=["nothing", "a page", "text", "NUL"],
)
def test_an_answer_that_cannot_be_read_tells_nothing(call, body):
    error_of(call, body, OutcomeUnknownError)


@every_call
@pytest.mark.parametrize("error", [NotSentError, OutcomeUnknownError])
def test_what_became_of_the_request_is_passed_on(call, error):
    assert str(error_of(call, error("its reason"), error)) == "its reason"


def test_without_another_post_the_request_is_a_real_one():
    with pytest.raises(NotSentError):
        DirectLink(ACCOUNT, lambda page: f"http://[{page.value}").charge(CHARGE)


# Secrets


@every_call
@pytest.mark.parametrize("path", sorted(ANSWERS.iterdir()), ids=lambda path: path.stem)
def test_no_error_and_no_log_tells_a_secret(call, path, caplog):
    caplog.set_level(logging.DEBUG)
    gateway = Gateway(path.read_bytes())
    shown = ""
    try:
        call(gateway)
    except DirectLinkError as error:
        shown = "".join(traceback.format_exception(error)) + repr(error)
    assert "MARKED-pswd" in str(gateway.post.posted)
    shown += repr(gateway.directlink) + caplog.text
    assert "MARKED" not in shown
    assert "Mysecretsig" not in shown


def test_a_charge_shows_neither_card_nor_customer():
    there = Presence(
        locale="fr_BE",
        return_url=RETURN,
        ip="MARKED-ip",
        browser={"browserUserAgent": "MARKED-browser"},
    )
    shown = repr(replace(CHARGE, presence=there)) + repr(ACCOUNT)
    assert "S00042-1" in shown
    assert "MARKED" not in shown

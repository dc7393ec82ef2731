# SPDX-License-Identifier: LGPL-3.0-or-later
"""Where each gateway answers, and which addresses of others are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogone.errors import ConfigurationError
from ogone.platforms import PLATFORMS, Environment, Page, checked_origin

TEST, PRODUCTION = Environment.TEST, Environment.PRODUCTION

# Gateway, payment page in test, DirectLink in test, both in production.
HOSTS = [
    ("ogone", "ogone.test.v-psp.com", "secure.ogone.com", "secure.ogone.com"),
    (
        "epdq",
        "mdepayments.epdq.co.uk",
        "mdepayments.epdq.co.uk",
        "payments.epdq.co.uk",
    ),
    (
        "postfinance",
        "e-payment.postfinance.ch",
        "e-payment.postfinance.ch",
        "e-payment.postfinance.ch",
    ),
    ("kbc", "secure.paypage.be", "secure.paypage.be", "secure.paypage.be"),
    (
        "concardis",
        "secure.payengine.de",
        "secure.payengine.de",
        "secure.payengine.de",
    ),
    ("viveum", "viveum.v-psp.com", "viveum.v-psp.com", "viveum.v-psp.com"),
    (
        "payglobe",
        "test-securepay.eupayglobe.com",
        "test-securepay.eupayglobe.com",
        "securepay.eupayglobe.com",
    ),
    (
        "santander",
        "test-secure.tpvecommerce.es",
        "test-secure.tpvecommerce.es",
        "secure.tpvecommerce.es",
    ),
]
DIRECTLINK = {
    Page.ORDER: "orderdirect_utf8.asp",
    Page.MAINTENANCE: "maintenancedirect_utf8.asp",
    Page.QUERY: "querydirect_utf8.asp",
}


@pytest.mark.parametrize(("key", "page", "directlink", "production"), HOSTS)
def test_a_gateway_answers_at(key, page, directlink, production):
    def url(environment, page):
        return PLATFORMS[key].page_url(environment, page)

    spelled = "orderstandard_utf8.asp"
    assert url(TEST, Page.PAYMENT) == f"https://{page}/ncol/test/{spelled}"
    assert url(PRODUCTION, Page.PAYMENT) == f"https://{production}/ncol/prod/{spelled}"
    for page, spelled in DIRECTLINK.items():
        assert url(TEST, page) == f"https://{directlink}/ncol/test/{spelled}"
        assert url(PRODUCTION, page) == f"https://{production}/ncol/prod/{spelled}"


def test_every_gateway_is_in_the_table_or_has_no_production_of_its_own():
    assert set(PLATFORMS) == {row[0] for row in HOSTS} | {"sandbox", "custom"}


def test_the_sandbox_is_this_machine_and_no_production():
    sandbox = PLATFORMS["sandbox"]
    assert (
        sandbox.page_url(TEST, Page.ORDER)
        == "http://127.0.0.1:8899/ncol/test/orderdirect_utf8.asp"
    )
    with pytest.raises(ConfigurationError, match="no production environment"):
        sandbox.page_url(PRODUCTION, Page.ORDER)


@pytest.mark.parametrize("environment", Environment)
def test_another_gateway_needs_an_address(environment):
    with pytest.raises(ConfigurationError, match="enter a base address"):
        PLATFORMS["custom"].page_url(environment, Page.PAYMENT)


@pytest.mark.parametrize("key", PLATFORMS)
def test_an_address_stands_for_every_page_of_any_gateway(key):
    url = PLATFORMS[key].page_url(PRODUCTION, Page.PAYMENT, "https://pay.example/")
    assert url == "https://pay.example/ncol/prod/orderstandard_utf8.asp"


def test_an_address_is_checked_before_it_is_used():
    with pytest.raises(ConfigurationError):
        PLATFORMS["ogone"].page_url(PRODUCTION, Page.QUERY, "http://pay.example")
    with pytest.raises(ConfigurationError):
        PLATFORMS["ogone"].page_url(PRODUCTION, Page.QUERY, " ")


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://pay.example", "https://pay.example"),
        (" https://pay.example/ ", "https://pay.example"),
        ("HTTPS://Pay.Example", "https://pay.example"),
        ("https://pay.example:8443", "https://pay.example:8443"),
        ("https://localhost", "https://localhost"),
        ("https://192.0.2.1", "https://192.0.2.1"),
        ("https://[2001:db8::1]", "https://[2001:db8::1]"),
        ("https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
    ],
)
@pytest.mark.parametrize("environment", Environment)
def test_https_is_taken_everywhere(address, origin, environment):
    assert checked_origin(address, environment) == origin


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8899",
        "http://localhost:8899",
        "http://localhost",
        "http://[::1]:8899",
    ],
)
def test_http_is_taken_for_this_machine_in_test_alone(address):
    assert checked_origin(address, TEST) == address
    with pytest.raises(ConfigurationError, match="must begin with https://"):
        checked_origin(address, PRODUCTION)


REFUSED = [
    # another scheme, or none
    *("", "pay.example", "//pay.example", "https:pay.example", "ftp://pay.example"),
    *("javascript://localhost", "file:///etc/passwd", "data:text/html,x"),
    # plain http, also where it only looks like this machine
    *("http://pay.example", "http://127.0.0.1.evil.com", "http://127.1"),
    *("http://localhost.evil.com", "http://evil.com#localhost"),
    *("http://evil.com?127.0.0.1", "http://evil.com/localhost", "http://0.0.0.0"),
    *("http://[::ffff:127.0.0.1]", "http://ⅼocalhost", "http://127.0.0.1@evil.com"),
    # no host
    *("https://", "https:///", "https://:443", "https:///pay.example"),
    # who am I
    *("https://evil@pay.example", "https://pay.example@evil.com"),
    *("https://user:pw@pay.example", "https://pay.example:443@evil.com"),
    # more than an origin
    *("https://pay.example/ncol", "https://pay.example?x=1", "https://pay.example#x"),
    *("https://pay.example//evil.com", "https://pay.example/../"),
    # ports
    *("https://pay.example:99999", "https://pay.example:-1", "https://pay.example:x"),
    "https://pay.example:80:90",
    # garbage
    *("https://[", "https://]", "https://[::1", "https://::1]", "https://[x]:y"),
]
REFUSED_HOSTS = [
    *("https://:pw@pay.example", "https://@pay.example", "https://pay.example:0"),
    *("https://pay.\0example", "https://pay example", "https://pay.\nexample"),
    *("https://pay.example\\.evil.com", 'https://pay.example"x', "https://<b>"),
    *("https://[::1]evil.com", "https://pay.example;x", "https://pay%2Eexample"),
    *("https://pay.example\x7f", "https://pay.exa\u200bmple", "https://pay.example:٣"),
]


@pytest.mark.parametrize("environment", Environment)
@pytest.mark.parametrize("address", REFUSED)
def test_an_address_where_no_payment_should_go_is_refused(address, environment):
    with pytest.raises(ConfigurationError):
        checked_origin(address, environment)


@pytest.mark.parametrize("address", REFUSED_HOSTS)
def test_a_host_is_letters_digits_dots_and_dashes(address):
    with pytest.raises(ConfigurationError):
        checked_origin(address, TEST)


@given(st.text() | st.text().map("https://{}".format), st.sampled_from(Environment))
def test_any_text_at_all_is_taken_or_refused(address, environment):
    try:
        origin = checked_origin(address, environment)
    except ConfigurationError:
        return
    assert origin.startswith("https://")
    assert checked_origin(origin, environment) == origin


# Where each back office begins, in test and in production.
BACK_OFFICES = [
    ("ogone", "secure.ogone.com", "secure.ogone.com"),
    ("epdq", "mdepayments.epdq.co.uk", "payments.epdq.co.uk"),
    ("postfinance", "e-payment.postfinance.ch", "e-payment.postfinance.ch"),
]


@pytest.mark.parametrize(("key", "in_test", "production"), BACK_OFFICES)
def test_a_back_office_is_entered_at_its_beginning(key, in_test, production):
    def url(environment):
        return PLATFORMS[key].back_office_url(environment, "", "MyPSPID", "3000000001")

    assert url(TEST) == f"https://{in_test}/Ncol/Test/Backoffice"
    assert url(PRODUCTION) == f"https://{production}/Ncol/Prod/Backoffice"


def test_the_sandbox_shows_one_payment():
    def url(*account):
        return PLATFORMS["sandbox"].back_office_url(TEST, *account)

    start = "http://127.0.0.1:8899/Ncol/Test/Backoffice"
    assert url("", "MyPSPID", "3000000001") == (
        f"{start}/MyPSPID/transactions/3000000001"
    )
    assert url("", "a/b", "?") == f"{start}/a%2Fb/transactions/%3F"
    assert url() == url("", "MyPSPID") == url("", "", "3000000001") == start
    assert url("http://localhost:9999") == "http://localhost:9999/Ncol/Test/Backoffice"


def test_a_back_office_needs_an_address_that_may_be_used():
    for key, address in (("sandbox", ""), ("custom", ""), ("ogone", "http://x.y")):
        with pytest.raises(ConfigurationError):
            PLATFORMS[key].back_office_url(PRODUCTION, address)

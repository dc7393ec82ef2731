# SPDX-License-Identifier: LGPL-3.0-or-later
"""Layout parameters and templates of the payment page."""

import doctest
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sandbox_common import Shopper

from sandbox.accounts.merchants import DEMO
from sandbox.hosted import colours
from sandbox.hosted.template import fetch
from sandbox.state import State

TP = "https://shop.example/template.html"
TEMPLATE = "<html><body><h9>Our shop</h9>$$$PAYMENT ZONE$$$<i>end</i></body></html>"


def rules(page):
    return "".join(re.findall(r"<style[^>]*>(.*?)</style>", page.response.text))


def policy(page):
    parts = page.response.headers["Content-Security-Policy"].split("; ")
    return {part.split()[0]: part.split()[1:] for part in parts}


@pytest.mark.parametrize(
    ("name", "property_"),
    [
        ("BGCOLOR", "--ground"),
        ("TXTCOLOR", "--ink"),
        ("TBLBGCOLOR", "--panel"),
        ("TBLTXTCOLOR", "--panel-ink"),
        ("BUTTONBGCOLOR", "--button"),
        ("BUTTONTXTCOLOR", "--button-ink"),
    ],
)
def test_a_colour_is_painted(shopper, name, property_):
    assert f"{property_}:#12abef;" in rules(shopper.opens(**{name: "#12ABEF"}))
    assert f"{property_}:navy;" in rules(shopper.opens(**{name: "Navy"}))


@pytest.mark.parametrize(
    "value",
    [
        "#fff",
        "12ABEF",
        "#12ABEG",
        "nocolour",
        "red;}body{display:none",
        "url(//evil.example)",
        "</style><script>",
        "ｒｅｄ",
    ],
)
def test_what_is_no_colour_is_ignored(shopper, value):
    page = shopper.opens(BGCOLOR=value, TBLTXTCOLOR=value, BUTTONBGCOLOR=value)
    assert page.response.status_code == 200
    assert rules(page) == ""


@pytest.mark.parametrize(
    "value", ["", '"', "Arial;}", "a{b}", "</style>", "Arial,,Georgia", "url(x)"]
)
def test_what_is_no_font_is_ignored(shopper, value):
    assert rules(shopper.opens(FONTTYPE=value)) == ""


def test_the_examples_of_colours_hold():
    failed, attempted = doctest.testmod(colours)
    assert (failed, attempted) == (0, 1)


def test_a_font_is_set(shopper):
    page = shopper.opens(FONTTYPE="Comic Neue, 'Georgia'")
    assert '--font:"Comic Neue","Georgia",sans-serif;' in rules(page)


def test_the_style_is_ours_by_a_number_used_once(shopper):
    first = shopper.opens(BGCOLOR="navy")
    [nonce] = re.findall(r'<style nonce="([^"]+)"', first.response.text)
    assert policy(first)["style-src"] == ["'self'", f"'nonce-{nonce}'"]
    assert nonce not in shopper.opens(BGCOLOR="navy").response.text


def test_the_title_is_shown(shopper):
    page = shopper.opens(TITLE="The <b>Blue</b> Shop").response.text
    assert "<title>The &lt;b&gt;Blue&lt;/b&gt; Shop" in page
    assert '<p class="page-title">The &lt;b&gt;Blue' in page


def test_a_logo_may_be_loaded(shopper):
    page = shopper.opens(LOGO="https://img.example:8443/a.png?b=1")
    assert 'src="https://img.example:8443/a.png?b=1"' in page.response.text
    assert policy(page)["img-src"] == ["'self'", "https://img.example:8443"]


@pytest.mark.parametrize(
    "logo",
    [
        "logo.gif",
        "javascript:alert(1)",
        "https://user@img.example/a.png",
        "https://img.example;script-src */a.png",
        "https://[img/a.png",
    ],
)
def test_a_logo_without_a_plain_address_is_ignored(shopper, logo):
    page = shopper.opens(LOGO=logo)
    assert 'class="logo"' not in page.response.text
    assert policy(page)["img-src"] == ["'self'"]


def test_the_phone_template_has_a_head_of_its_own(shopper):
    colours_ = {
        "HDTBLBGCOLOR": "navy",
        "HDTBLTXTCOLOR": "#FFFFFF",
        "HDFONTTYPE": "Arial",
    }
    page = shopper.opens(TP="PaymentPage_1_iPhone.htm", **colours_)
    assert '<body class="phone">' in page.response.text
    head = re.search(r"\.phone \.summary\{([^}]*)\}", rules(page))[1]
    assert head.startswith("background:navy;color:#ffffff;")
    assert 'font-family:"Arial",sans-serif;' in head
    assert "navy" not in rules(shopper.opens(**colours_))
    assert 'class="phone"' in shopper.opens(DEVICE="mobile").response.text


@pytest.mark.parametrize("name", ["Standard.htm", "../secret.htm", ""])
def test_another_static_template_is_the_usual_one(shopper, name):
    page = shopper.opens(TP=name)
    assert page.response.status_code == 200
    assert "shopper.css" in page.response.text


class Templates:
    """A shop's server that has one template."""

    def __init__(self, template=TEMPLATE):
        self.template = template
        self.asked = []

    def __call__(self, url, timeout):
        self.asked.append((url, timeout))
        return self.template


def shopper_with(templates):
    return Shopper(State([DEMO], fetch=templates))


def test_a_dynamic_template_goes_around_the_page():
    templates = Templates()
    shopper = shopper_with(templates)
    page = shopper.opens(TP=TP, TBLBGCOLOR="snow").response.text
    assert page.startswith("<html><body><h9>Our shop</h9>")
    assert page.endswith("<i>end</i></body></html>")
    assert 'id="cardno"' in page
    assert "--panel:snow;" in page
    assert templates.asked == [
        (f"{TP}?ORDERID=S00042&AMOUNT=1510&CURRENCY=EUR", 5.0),
    ]
    assert shopper.pays().parameters["STATUS"] == "9"


@pytest.mark.parametrize(
    ("tp", "asked"),
    [
        (f"{TP}?shop=1", f"{TP}?shop=1&ORDERID=a%2Fb&AMOUNT=1510&CURRENCY=EUR"),
        (f"{TP}#top", f"{TP}?ORDERID=a%2Fb&AMOUNT=1510&CURRENCY=EUR"),
    ],
)
def test_the_template_is_asked_for_by_order(tp, asked):
    templates = Templates()
    shopper_with(templates).opens(TP=tp, ORDERID="a/b")
    assert [url for url, _timeout in templates.asked] == [asked]


def test_scripts_of_a_template_do_not_run():
    templates = Templates(TEMPLATE + "<script>alert(1)</script>")
    page = shopper_with(templates).opens(TP=TP)
    told = policy(page)
    assert told["default-src"] == ["'none'"]
    assert "script-src" not in told
    assert told["style-src"] == ["'self'", "'unsafe-inline'", "https://shop.example"]
    assert told["img-src"] == ["'self'", "https://shop.example"]


@pytest.mark.parametrize("template", ["", "<html>no room for the page</html>"])
def test_without_a_template_the_usual_page_is_shown(template):
    page = shopper_with(Templates(template)).opens(TP=TP)
    assert "no room" not in page.response.text
    assert 'id="cardno"' in page.response.text
    assert "shopper.css" in page.response.text


@pytest.mark.parametrize("tp", ["ftp://shop.example/t.html", "file:///etc/hostname"])
def test_a_template_comes_by_http_only(tp):
    templates = Templates()
    assert 'id="cardno"' in shopper_with(templates).opens(TP=tp).response.text
    assert templates.asked == []


class Server(BaseHTTPRequestHandler):
    """Answers by path; ``/never`` once the tests are over."""

    released = threading.Event()

    def do_GET(self):
        if self.path == "/never":
            self.released.wait(10)
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "/page")
            self.end_headers()
            return
        found = self.path in ("/page", "/latin", "/huge", "/never")
        charset = "iso-8859-1" if self.path == "/latin" else "utf-8"
        body = "é".encode(charset) * (400_000 if self.path == "/huge" else 1)
        self.send_response(200 if found else 404)
        named = f"; charset={charset}" if self.path == "/latin" else ""
        self.send_header("Content-Type", f"text/html{named}")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Say nothing among the tests."""


@pytest.fixture(scope="module")
def server():
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    Server.released.set()
    httpd.shutdown()
    httpd.server_close()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/page", "é"),
        ("/latin", "é"),
        ("/missing", ""),
        ("/redirect", ""),
        ("/huge", ""),
    ],
)
def test_a_template_is_fetched_once_and_in_bounds(server, path, text):
    assert fetch(server + path, 5) == text


def test_a_template_that_is_late_is_left_out(server):
    assert fetch(f"{server}/never", 0.2) == ""


def test_a_server_that_is_not_there_gives_no_template():
    assert fetch("http://127.0.0.1:1/", 5) == ""

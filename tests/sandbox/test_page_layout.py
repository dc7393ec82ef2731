# SPDX-License-Identifier: LGPL-3.0-or-later
"""The payment page in the shop's colours, or in the shop's own page; protocol 4.3."""

import re
from threading import Event

import pytest
from shop import Reply

ZONE = "$$$PAYMENT ZONE$$$"
TEMPLATE = f"<html><body><h1>Our own shop</h1>{ZONE}<i>the end</i></body></html>"
LIMIT = 256 * 1024
COLOURS = """
    BGCOLOR TXTCOLOR TBLBGCOLOR TBLTXTCOLOR BUTTONBGCOLOR BUTTONTXTCOLOR
""".split()


def rules(page):
    return "".join(re.findall(r"<style[^>]*>(.*?)</style>", page.text))


def policy(page):
    """Return what the browser may load, by directive."""
    parts = page.response.headers["Content-Security-Policy"].split("; ")
    return {part.split()[0]: part.split()[1:] for part in parts}


def is_usual(page):
    return "shopper.css" in page.text and 'id="cardno"' in page.text


@pytest.mark.parametrize("name", COLOURS)
def test_a_colour(gateway, name):
    for colour in ("#12abef", "navy"):
        assert f":{colour};" in rules(gateway.opens({name: colour}))
    plain = rules(gateway.opens())
    for nonsense in ("#12ab", "navyblue", "red;}body{display:none", "url(//evil)"):
        assert rules(gateway.opens({name: nonsense})) == plain


def test_colours_do_not_mix(gateway):
    order = {name: f"#0000{number:02}" for number, name in enumerate(COLOURS, 10)}
    said = rules(gateway.opens(order))
    for colour in order.values():
        assert f":{colour};" in said


@pytest.mark.parametrize("name", ["HDTBLBGCOLOR", "HDTBLTXTCOLOR"])
def test_the_head_of_the_page_for_phones(gateway, name):
    order = {name: "#12abef"}
    phone = gateway.opens(order | {"TP": "PaymentPage_1_iPhone.htm"})
    assert '<body class="phone">' in phone.text
    assert "#12abef" in rules(phone)
    assert "#12abef" not in rules(gateway.opens(order))


def test_fonts(gateway):
    assert '"Georgia"' in rules(gateway.opens({"FONTTYPE": "Georgia"}))
    order = {"HDFONTTYPE": "Georgia", "DEVICE": "mobile"}
    assert '"Georgia"' in rules(gateway.opens(order))
    assert "Georgia" not in rules(gateway.opens({"FONTTYPE": "Georgia;}"}))


@pytest.mark.parametrize(
    ("device", "is_phone"),
    [("mobile", True), ("computer", False), ("tablet", False), (None, False)],
)
def test_device(gateway, device, is_phone):
    page = gateway.opens({"DEVICE": device})
    assert ('<body class="phone">' in page.text) is is_phone


def test_a_device_that_is_none(gateway):
    assert gateway.opens({"DEVICE": "phone"}).error == "DEVICE not valid"


def test_the_title(gateway):
    page = gateway.opens({"TITLE": "Chez <b>Zoé</b>"})
    assert "<title>Chez &lt;b&gt;Zoé&lt;/b&gt; " in page.text


def test_a_logo(gateway):
    page = gateway.opens({"LOGO": "https://img.example/logo.png"})
    assert 'src="https://img.example/logo.png"' in page.text
    assert "https://img.example" in policy(page)["img-src"]


@pytest.mark.parametrize(
    "logo", ["logo.gif", "javascript:alert(1)", "//img.example/a", "https://"]
)
def test_a_logo_that_cannot_be_shown(gateway, logo):
    page = gateway.opens({"LOGO": logo})
    assert 'class="logo"' not in page.text
    assert policy(page)["img-src"] == ["'self'"]


# A template of the shop


@pytest.fixture
def template(gateway, shop):
    """Open the payment page inside what the shop's server answers."""

    def opens(*replies, **order):
        shop.answers(*replies)
        return gateway.opens({"TP": f"{shop.url}/template.htm"} | order)

    return opens


def html(body=TEMPLATE, **how):
    headers = {"Content-Type": "text/html; charset=utf-8"} | how.pop("headers", {})
    return Reply(body=body, headers=headers, **how)


def test_a_template_is_put_around_the_page(gateway, shop, template):
    page = template(html())
    assert page.text.startswith("<html><body><h1>Our own shop</h1>")
    assert page.text.endswith("<i>the end</i></body></html>")
    assert 'id="cardno"' in page.text
    assert ZONE not in page.text
    (asked,) = shop.waits_for(1)
    assert (asked.method, asked.path) == ("GET", f"{shop.path}/template.htm")
    expected = {"ORDERID": "S1", "AMOUNT": "1510", "CURRENCY": "EUR"}
    assert asked.fields() == expected
    gateway.set(feedback_url="")
    assert gateway.pays().target == "https://shop.example/accept"


def test_a_template_stays_around_every_view(gateway, template):
    template(html())
    for press in (
        lambda: gateway.pays("1234"),
        lambda: gateway.presses("choose", method="iDEAL"),
        lambda: gateway.presses("simulate", outcome="refuse"),
    ):
        assert "Our own shop" in press().text


def test_the_query_of_a_template_is_kept(gateway, shop, template):
    template(html(), TP=f"{shop.url}/t.htm?theme=dark", ORDERID="a/b&c")
    (asked,) = shop.waits_for(1)
    assert list(asked.fields()) == ["theme", "ORDERID", "AMOUNT", "CURRENCY"]
    assert asked.fields()["ORDERID"] == "a/b&c"


def test_colours_hold_inside_a_template(template):
    assert ":snow;" in rules(template(html(), TBLBGCOLOR="snow"))


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(html("<html><body>no room</body></html>"), id="no zone"),
        pytest.param(html(""), id="empty"),
        pytest.param(html(TEMPLATE.lower()), id="zone in lower case"),
        pytest.param(html(status=404), id="not found"),
        pytest.param(html(status=500), id="server error"),
        pytest.param(html(TEMPLATE + "x" * LIMIT), id="too large"),
    ],
)
def test_without_a_good_template_the_usual_page(gateway, shop, template, reply):
    page = template(reply, html())
    assert is_usual(page)
    assert "Our own shop" not in page.text
    assert len(shop.received) == 1
    gateway.set(feedback_url="")
    assert gateway.pays().target == "https://shop.example/accept"


def test_a_redirect_to_a_template_is_not_followed(shop, template):
    moved = Reply(302, headers={"Location": f"{shop.url}/moved.htm"})
    assert is_usual(template(moved, html()))
    assert [asked.path for asked in shop.received] == [f"{shop.path}/template.htm"]


def test_the_largest_template(template):
    page = template(html(TEMPLATE + "x" * (LIMIT - len(TEMPLATE))))
    assert "Our own shop" in page.text


@pytest.mark.parametrize("slowness", ["hold", "trickle"])
def test_a_template_that_comes_too_late(gateway, template, slowness):
    gateway.set(feedback_timeout=0.3)
    at_last = Event()
    try:
        page = template(html(**{slowness: at_last}))
    finally:
        at_last.set()
    assert is_usual(page)
    assert page.response.elapsed.total_seconds() < 5


def test_a_server_that_is_not_there(gateway):
    page = gateway.opens({"TP": "http://127.0.0.1:9/template.htm"})
    assert is_usual(page)


@pytest.mark.parametrize(
    "tp", ["file:///etc/hostname", "ftp://shop.example/t", "Other.htm", "../x", "//a/b"]
)
def test_what_is_no_template(gateway, tp):
    assert is_usual(gateway.opens({"TP": tp}))


def test_scripts_of_a_template_do_not_run(shop, template):
    script = "<script>document.forms[0].submit()</script><img src=x onerror=alert(1)>"
    page = template(html(TEMPLATE.replace(ZONE, script + ZONE)))
    assert "Our own shop" in page.text
    allowed = policy(page)
    assert allowed["default-src"] == ["'none'"]
    assert not [name for name in allowed if name.startswith("script-src")]
    host = shop.url.rpartition("/")[0]
    assert host in allowed["style-src"]
    assert allowed["img-src"] == ["'self'", host]
    assert allowed["base-uri"] == ["'none'"]


def test_accents_of_a_template(template):
    page = template(html(TEMPLATE.replace("shop", "café")))
    assert "Our own café" in page.text

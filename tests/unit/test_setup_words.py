# SPDX-License-Identifier: LGPL-3.0-or-later
"""The assistant and the sandbox's back office name each place alike."""

import re
from html import unescape
from pathlib import Path

import pytest
from backoffice_common import Merchant
from lxml import etree

VIEW = Path(__file__).resolve().parents[2] / "views" / "ogone_setup_views.xml"
# By page of the back office: [ADV] and [ODOO], as the documents spell them.
WORDS = {
    "/users/new": [
        "Users",
        "New user",
        "Profile",
        "Admin",
        "Special user for API (no access to admin.)",
        "UserID",
        "Password",
    ],
    "/technical/security": [
        "Configuration",
        "Technical information",
        "Global security parameters",
        "Compose the string to be hashed by concatenating the value of",
        "Each parameter followed by the pass phrase",
        "Hash algorithm",
        "Character encoding",
    ],
    "/technical/origin": [
        "Data and origin verification",
        "Checks for e-Commerce & Alias Gateway",
        "URL of the merchant page containing the payment form",
        "SHA-IN pass phrase",
        "Checks for DirectLink & Batch (Automatic)",
        "IP address of the server",
    ],
    "/technical/feedback": [
        "Transaction feedback",
        "e-Commerce",
        "HTTP redirection in the browser",
        "I would like to receive transaction feedback parameters on the redirection"
        " URLs",
        "Direct HTTP server-to-server request",
        "Timing of the request",
        "Online but switch to a deferred request when the online requests fail",
        "URL if the payment's status is “accepted”, “on hold” or “uncertain”",
        "URL if it is “cancelled by the client” or “too many rejections”",
        "Request method",
        "POST",
        "Dynamic e-Commerce parameters",
        "All transaction submission modes",
        "SHA-OUT pass phrase",
        "HTTP request for status changes",
    ],
    "/aliases": ["Alias", "My alias information"],
}


@pytest.fixture(scope="module")
def assistant():
    root = etree.parse(VIEW).getroot()
    labels = [label.get("string", "") for label in root.iter("label")]
    return " ".join(" ".join([*root.itertext(), *labels]).split())


@pytest.mark.parametrize("page", WORDS)
def test_what_the_assistant_names_is_found_on_the_other_side(page, state, assistant):
    shown = Merchant(state).reads(page).text
    there = " ".join(unescape(re.sub(r"<[^>]*>", " ", shown)).split())
    for words in WORDS[page]:
        assert words in there
        assert words in assistant

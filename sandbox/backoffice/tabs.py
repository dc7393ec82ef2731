# SPDX-License-Identifier: LGPL-3.0-or-later
"""The forms of Technical information, read into settings of an account.

Each function returns settings by name; they hold only if the form has no faults.
"""

from typing import Any

from ..accounts.merchants import Merchant
from ..accounts.settings import (
    FeedbackCharset,
    HashAlgorithm,
    RequestMethod,
    Settlement,
    Timing,
)
from ..books.operations import Operation
from .fields import Form

MOST_TRIES = 10
_LONGEST_DELAY = 86400
# What the sandbox can tell; the platform's list is longer.
_DYNAMIC = """
    AAVCHECK ACCEPTANCE ALIAS AMOUNT BRAND CARDNO CCCTY CN CREDITDEBIT CURRENCY CVCCHECK
    ECI ED IP IPCTY NCERROR ORDERID PAYID PAYIDSUB PM STATUS TRXDATE VC
""".split()
_SAME = "SHA-IN and SHA-OUT have to differ."


def transaction(form: Form, merchant: Merchant) -> dict[str, Any]:
    """Read the global transaction parameters."""
    operations = (Operation.SALE, Operation.AUTHORISE)
    return {
        "default_operation": form.choice("default_operation", operations),
        "payment_tries": form.whole("payment_tries", 1, MOST_TRIES),
        "relaunch": form.ticked("relaunch"),
        "currencies": form.currencies("currencies"),
    }


def security(form: Form, merchant: Merchant) -> dict[str, Any]:
    """Read the global security parameters."""
    return {
        "hash_algorithm": form.choice("hash_algorithm", HashAlgorithm),
        "charset": form.choice("charset", FeedbackCharset),
    }


def layout(form: Form, merchant: Merchant) -> dict[str, Any]:
    """Read what the payment page shows of the shop."""
    return {"name": form.text("name", 50)}


def origin(form: Form, merchant: Merchant) -> dict[str, Any]:
    """Read who may send orders, and what they are signed with."""
    sha_in = form.passphrase("sha_in")
    directlink = None
    if not form.ticked("directlink_same"):
        directlink = form.passphrase("sha_in_directlink")
    for name, value in {"sha_in": sha_in, "sha_in_directlink": directlink}.items():
        if value and value == merchant.sha_out:
            form.faults[name] = _SAME
    return {
        "referrers": form.addresses("referrers"),
        "sha_in": sha_in,
        "direct_ips": form.networks("direct_ips"),
        "sha_in_directlink": directlink,
    }


def feedback(form: Form, merchant: Merchant) -> dict[str, Any]:
    """Read how the shop hears of a payment."""
    sha_out = form.passphrase("sha_out")
    if sha_out and sha_out in (merchant.sha_in, merchant.sha_in_directlink):
        form.faults["sha_out"] = _SAME
    picked = form.several("dynamic_parameters")
    if not set(picked) <= set(offered(merchant)):
        form.faults["dynamic_parameters"] = "Choose from the list."
    return {
        "redirect_parameters": form.ticked("redirect_parameters"),
        "feedback_timing": form.choice("feedback_timing", Timing),
        "feedback_url": form.address("feedback_url"),
        "feedback_url_refused": form.address("feedback_url_refused"),
        "feedback_method": form.choice("feedback_method", RequestMethod),
        "dynamic_parameters": picked,
        "sha_out": sha_out,
        "status_change_url": form.address("status_change_url"),
    }


def test_info(form: Form, merchant: Merchant) -> dict[str, Any]:
    """Read how the simulated acquirer behaves."""
    delay = form.whole("settlement_delay", 0, _LONGEST_DELAY)
    return {
        "settlement": form.choice("settlement", Settlement),
        "settlement_delay": float(delay or 0),
        "immediate_finals": form.ticked("immediate_finals"),
        "before_cutover": form.ticked("before_cutover"),
    }


def offered(merchant: Merchant) -> list[str]:
    """Return the dynamic parameters to choose from; those that are set are among them.

    :source: [ADV] 9.2.3.2
    """
    return sorted({*_DYNAMIC, *merchant.dynamic_parameters})

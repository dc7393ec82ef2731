# SPDX-License-Identifier: LGPL-3.0-or-later
"""Put payments and a journal into a shop that is photographed; fed to Odoo's shell.

The shell provides ``env``; PAYMENT_OGONE_SALES holds the sales as JSON.
"""

import json
import os

provider = env.ref("payment_ogone.payment_provider_ogone")
methods = env["payment.method"].with_context(active_test=False)
customer = env.ref("base.partner_demo")
known = env["payment.transaction"]._fields
BRANDS = {
    "visa": "VISA",
    "mastercard": "MasterCard",
    "bancontact": "BCMC",
    "amex": "American Express",
}
ACCEPTED = {"done": {"ogone_accepted": 100.0}, "error": {"ogone_accepted": 0.0}}


def sell(sale):
    """Write a payment as if it had been made."""
    method = methods.search([("code", "=", sale["method"])], limit=1)
    values = {
        "provider_id": provider.id,
        "payment_method_id": method.id,
        "reference": sale["orderid"],
        "provider_reference": sale["payid"],
        "amount": sale["amount"],
        "currency_id": env.company.currency_id.id,
        "partner_id": customer.id,
        "operation": "online_redirect",
        "state": sale["state"],
        "ogone_status": sale["status"],
        "ogone_ncerror": sale["ncerror"],
        "is_post_processed": True,
        "ogone_brand": BRANDS[sale["method"]],
        **ACCEPTED.get(sale["state"], {}),
        "ogone_refusal": sale["ncerror"],
    }
    transaction = env["payment.transaction"].create(
        {name: value for name, value in values.items() if name in known}
    )
    env.flush_all()
    env.cr.execute(
        "UPDATE payment_transaction SET create_date = %s, last_state_change = %s"
        " WHERE id = %s",
        (sale["when"], sale["when"], transaction.id),
    )
    return transaction


def note(sale, transaction, channel, verdict, **more):
    """Write an entry of the journal."""
    env["ogone.journal"].create(
        {
            "first_on": sale["when"],
            "last_on": sale["when"],
            "times": 1,
            "channel": channel,
            "verdict": verdict,
            "orderid": sale["orderid"],
            "status": sale["status"],
            "payid": sale["payid"],
            "ncerror": sale["ncerror"],
            "remote_addr": "203.0.113.7" if channel == "return" else "192.0.2.24",
            "provider_id": provider.id,
            "transaction_id": transaction.id,
            "fingerprint": f"{sale['orderid']} {channel} {verdict}",
            **more,
        }
    )


for number, sale in enumerate(json.loads(os.environ["PAYMENT_OGONE_SALES"])):
    made = sell(sale)
    effect = f"{sale['orderid']}: draft → {sale['state']}"
    note(sale, made, "feedback", "taken", effect=effect)
    note(sale, made, "return", "known")
    if number % 17 == 5:
        reason = "its SHASIGN was not made with our SHA-OUT passphrase"
        note(sale, made, "feedback", "refused", reason=reason, times=3)
    if number % 23 == 9:
        note(sale, made, "query", "failed", reason="Ogone did not answer in time.")

env.cr.commit()

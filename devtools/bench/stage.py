# SPDX-License-Identifier: LGPL-3.0-or-later
"""Make the one transaction that all others are copies of; fed to Odoo's shell.

The shell provides ``env``. What the shoppers need to know is written to the file that
BENCH_STAGE names.
"""

import json
import os
from pathlib import Path

from odoo.addons.payment.utils import generate_access_token

AMOUNT = 11.11

provider = env.ref("payment_ogone.payment_provider_ogone")
# A provider of the engine itself: it makes transactions, and asks nobody.
plain = env["payment.provider"].create({"name": "Plain", "code": "none"})
currency = env.ref("base.EUR")
currency.active = True
partner = env["res.partner"].create({"name": "Shopper", "email": "s@shop.example"})
method = env.ref("payment.payment_method_card")
env["payment.transaction"].create(
    {
        "provider_id": provider.id,
        "payment_method_id": method.id,
        "reference": "TEMPLATE",
        "amount": AMOUNT,
        "currency_id": currency.id,
        "partner_id": partner.id,
        "operation": "online_redirect",
        "landing_route": "/payment/confirmation",
    }
)
token = generate_access_token(partner.id, AMOUNT, currency.id, env=env)
form = {
    "payment_method_id": method.id,
    "token_id": None,  # nosec B105 # no password
    "amount": AMOUNT,
    "currency_id": currency.id,
    "partner_id": partner.id,
    "flow": "redirect",
    "tokenization_requested": False,
    "landing_route": "/payment/confirmation",
    "access_token": token,
}
providers = {"form": provider.id, "plain": plain.id}
Path(os.environ["BENCH_STAGE"]).write_text(
    json.dumps({"form": form, "providers": providers})
)
env.cr.commit()

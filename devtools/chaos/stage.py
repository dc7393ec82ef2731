# SPDX-License-Identifier: LGPL-3.0-or-later
"""Prepare a shop for the chaos run; fed to Odoo's shell, which provides ``env``."""

import os

SHOPPERS = int(os.environ["CHAOS_SHOPPERS"])
CREDENTIALS = "pspid userid password shakey_in shakey_out gateway base_url".split()

for number in range(SHOPPERS):
    login = f"shopper-{number}@example.com"
    values = {"login": login, "name": f"Shopper {number}", "password": login}
    env["res.users"]._create_user_from_template({**values, "email": login})

provider = env["payment.provider"].search(
    [("code", "=", "ogone"), ("state", "=", "test")]
)
account = {f"ogone_{name}": provider[f"ogone_{name}"] for name in CREDENTIALS}
reserving = provider.copy(
    {**account, "name": "Ogone, by hand", "is_published": True, "state": "test"}
)
# The host lets nobody capture by hand while a method that cannot is active.
at_once = [("support_manual_capture", "=", "none"), ("is_primary", "=", True)]
env["payment.method"].search(at_once).active = False
reserving.capture_manually = True
reserving.journal_id = provider.journal_id
reserving.payment_method_ids = provider.payment_method_ids

# Less patience than the gateway's slowest answers.
env["ir.config_parameter"].set_param("payment_ogone.read_timeout", "3")
env.cr.commit()

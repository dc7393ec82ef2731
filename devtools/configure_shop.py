# SPDX-License-Identifier: LGPL-3.0-or-later
"""Let a shop pay through the sandbox and nowhere else; fed to Odoo's shell.

The shell provides ``env``; PAYMENT_OGONE_SHOP holds the address of the shop and the
fields of the provider, as JSON.
"""

import json
import logging
import os

settings = json.loads(os.environ["PAYMENT_OGONE_SHOP"])

parameters = env["ir.config_parameter"].sudo()
parameters.set_param("web.base.url", settings["url"])
parameters.set_param("web.base.url.freeze", "True")

provider = env.ref("payment_ogone.payment_provider_ogone")
env["payment.provider"].search([("id", "!=", provider.id)]).state = "disabled"
provider.write(
    {
        **settings["provider"],
        "state": "test",
        "is_published": True,
        "allow_tokenization": True,
    }
)
if "payment_method_ids" in provider:  # since 17
    methods = provider.with_context(active_test=False).payment_method_ids
    offered = {"card", "bancontact", "ideal", "paypal"}
    methods.filtered(lambda method: method.code in offered).active = True

host = type(env).__module__.partition(".")[0]  # "odoo", or "flectra"
# Two first visitors at once would make the same bundle, and one would be refused it.
# Debian leaves a library out that a bundle names; nothing here needs it.
bundles = f"{host}.addons.base.models.assetsbundle"
logging.getLogger(bundles).setLevel(logging.CRITICAL)
env["ir.qweb"]._pregenerate_assets_bundles()

env.cr.commit()

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Write what there is to translate in the addon; fed to Odoo's shell.

The shell provides ``env``; PAYMENT_OGONE_TERMS names the file to write.
"""

import base64
import os

addon = env["ir.module.module"].search([("name", "=", "payment_ogone")])
export = env["base.language.export"].create(
    {"lang": "__new__", "format": "po", "modules": [(6, 0, addon.ids)]}
)
export.act_getfile()
with open(os.environ["PAYMENT_OGONE_TERMS"], "wb") as file:
    file.write(base64.b64decode(export.data))

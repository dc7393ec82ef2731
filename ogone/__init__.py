# SPDX-License-Identifier: LGPL-3.0-or-later
"""The Ogone protocol, without any host: nothing here knows of Odoo or Flectra."""

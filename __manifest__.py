# SPDX-License-Identifier: LGPL-3.0-or-later
{
    "name": "Payment Provider: Ogone",
    "version": "3.0.0",
    "category": "Accounting/Payment Providers",
    "sequence": 350,
    "summary": "Payments through Ogone, Ingenico ePayments and their white labels.",
    "description": "Payments on the hosted page of Ogone.",
    "author": "payment_ogone contributors",
    "license": "LGPL-3",
    "depends": ["payment"],
    "data": [
        "security/ir.model.access.csv",
        "views/payment_ogone_templates.xml",
        "views/ogone_journal_views.xml",
        "views/payment_token_views.xml",
        "views/payment_provider_views.xml",
        "views/payment_transaction_views.xml",
        "data/payment_provider_data.xml",
        "data/ir_cron.xml",
    ],
    "assets": {
        "web.assets_frontend": ["payment_ogone/static/src/js/browser.js"],
    },
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}

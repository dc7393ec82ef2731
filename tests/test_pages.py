# SPDX-License-Identifier: LGPL-3.0-or-later
"""Pages of ours that stand alone: anybody can read them, in a language told."""

import logging

from odoo import http
from odoo.tests import tagged

from .common import ORDERID, OgoneHttpCommon
from .engines import awaited

CONTROLLER = "odoo.addons.payment_ogone.controllers.main"


@tagged("-at_install", "post_install")
class TestPages(OgoneHttpCommon):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env.flush_all()

    def come(self, **session_values):
        """Visit the shop; the host keeps the language that the browser asked for."""
        session = self.authenticate(None, None)
        session.context["lang"] = "fr_FR"
        session.update(session_values)
        http.root.session_store.save(session)

    def not_believed(self):
        logging.getLogger(CONTROLLER).setLevel(logging.CRITICAL)
        self.addCleanup(logging.getLogger(CONTROLLER).setLevel, logging.NOTSET)
        unsigned = f"orderID={ORDERID}&STATUS=9&SHASIGN=00"
        return self.url_open(f"/payment/ogone/return/shopper?{unsigned}")

    def test_a_result_that_is_not_believed_has_a_page(self):
        answer = self.not_believed()
        self.assertEqual(answer.status_code, 403)
        for part in (
            '<html lang="en-US">',
            "<title>Payment</title>",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="robots" content="noindex">',
            "<p>This payment result is not signed as it should be.</p>",
            '<a href="/payment/status">See the status of your payment.</a>',
        ):
            self.assertIn(part, answer.text)

    def test_its_language_is_that_of_the_browser(self):
        self.come()
        self.assertIn('<html lang="fr-FR">', self.not_believed().text)

    def test_the_way_to_the_bank_has_a_title_and_a_language(self):
        self.come(**awaited(self.transaction))
        self.transaction._set_pending()
        self.transaction.ogone_html_answer = '<form id="bank"></form>'
        self.env.flush_all()
        page = self.url_open("/payment/ogone/authentication").text
        self.assertTrue(page.startswith('<!DOCTYPE html>\n<html lang="fr-FR">'))
        title = "Votre banque vous demande de confirmer ce paiement"
        self.assertIn(f"<title>{title}</title>", page)
        self.assertIn(f'<h1>{title}</h1><form id="bank"></form>', page)

    def test_the_style_of_the_pages_is_served(self):
        style = 'href="/payment/ogone/page.css"'
        self.assertIn(style, self.not_believed().text)
        answer = self.url_open("/payment/ogone/page.css")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("body {", answer.text)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/css"))

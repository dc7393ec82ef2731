# SPDX-License-Identifier: LGPL-3.0-or-later
"""Texts in the language of whoever reads them, who may be in no session."""

import base64
import logging

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.translate import code_translations

from ..models.texts import shown, shown_status
from ..ogone.ncerror import reason
from ..ogone.texts import Text
from .common import ORDERID, OgoneHttpCommon
from .directlink_common import DIRECTLINK, QUERY, REFUSED, DirectLinkCommon

LANGUAGES = ("de_DE", "fr_FR", "nl_NL")
MODULE = "payment_ogone"
LOUD = ("controllers.main", "models.transaction_distrust", "models.texts")
LOGGERS = [f"odoo.addons.payment_ogone.{name}" for name in LOUD]
HEADER = b"PAYID;REF;STATUS;TOTAL\n"


@tagged("-at_install", "post_install")
class TestI18n(OgoneHttpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in LANGUAGES:
            cls.env["res.lang"]._activate_lang(code)
        module = cls.env["ir.module.module"].search([("name", "=", MODULE)])
        module._update_translations(list(LANGUAGES))

    def setUp(self):
        super().setUp()
        for name in LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL)
            self.addCleanup(logging.getLogger(name).setLevel, logging.NOTSET)

    def env_in(self, code):
        return self.env(context={**self.env.context, "lang": code})

    def of_customer(self, code):
        self.transaction.partner_lang = code
        return self.transaction

    # === ADMINISTRATORS === #

    def test_a_french_administrator_reads_why_a_gateway_cannot_be_used(self):
        provider = self.provider.with_env(self.env_in("fr_FR"))
        with self.assertRaises(ValidationError) as raised:
            provider.write({"ogone_gateway": "custom", "ogone_base_url": False})
        self.assertIn(
            "Une autre passerelle de la plateforme ne propose pas d'environnement de"
            " test : saisissez une adresse de base",
            str(raised.exception),
        )

    def test_a_german_accountant_reads_which_line_cannot_be_read(self):
        content = base64.b64encode(HEADER + b"3000000001;S00042;9;Jane\n")
        reconciliation = self.env["ogone.reconciliation"].create(
            {"account": str(self.provider.id), "file": content}
        )
        with self.assertRaises(UserError) as raised:
            reconciliation.with_env(self.env_in("de_DE")).action_compare()
        self.assertIn(
            "Zeile 2, Spalte TOTAL: Das ist kein Betrag.", str(raised.exception)
        )

    def test_a_status_and_its_reason(self):
        self.transaction.write({"ogone_status": "2", "ogone_ncerror": "30511001"})
        texts = {
            code: self.transaction.with_env(self.env_in(code)).ogone_status_text
            for code in ("en_US", "de_DE", "nl_NL")
        }
        self.assertEqual(
            texts,
            {
                "en_US": "Authorisation refused (2): Insufficient funds (30511001)",
                "de_DE": "Autorisierung abgelehnt (2): Deckung nicht ausreichend"
                " (30511001)",
                "nl_NL": "Autorisatie geweigerd (2): Onvoldoende saldo (30511001)",
            },
        )

    def test_the_journal_tells_each_reader_why(self):
        self.feed({**self.result(), "amount": "1"})
        entry = self.env["ogone.journal"].search([])
        self.assertEqual(
            entry.reason, "its SHASIGN was not made with our SHA-OUT passphrase"
        )
        self.assertEqual(
            entry.with_env(self.env_in("fr_FR")).reason,
            "son SHASIGN n'a pas été calculé avec notre phrase secrète SHA-OUT",
        )
        self.assertIn("Passphrase", entry.with_env(self.env_in("de_DE")).diagnosis)

    def test_a_list_is_labelled(self):
        lines = self.env["ogone.reconciliation.line"].with_env(self.env_in("fr_FR"))
        arch = lines.get_view(view_type="list")["arch"]
        self.assertIn("Régler par interrogation", arch)

    # === CUSTOMERS === #

    def test_a_german_shopper_is_told_of_a_refusal(self):
        transaction = self.of_customer("de_DE")
        self.come_back(self.result(STATUS="2", NCERROR="30511001"))
        self.assertState("error")
        self.assertEqual(
            transaction.state_message,
            "Die Zahlung wurde abgelehnt, und es wurde nichts belastet. Bitte versuchen"
            " Sie es mit einer anderen Karte oder Zahlungsmethode noch einmal, oder"
            " fragen Sie Ihre Bank nach dem Grund.",
        )

    def test_a_dutch_customer_is_told_without_any_session(self):
        transaction = self.of_customer("nl_NL")
        self.feed(self.result(STATUS="1"))
        self.assertState("cancel")
        self.assertEqual(
            transaction.state_message,
            "De betaling is geannuleerd, en er is niets afgeschreven. U kunt het"
            " opnieuw proberen, ook met een andere kaart of betaalmethode.",
        )

    def test_staff_are_told_in_their_own_language(self):
        self.provider._ogone_administrator().lang = "fr_FR"
        transaction = self.of_customer("de_DE")
        self.feed(self.result(amount="1.00"))
        self.assertState("error")
        self.assertIn("Bitte kontaktieren Sie uns", transaction.state_message)
        activity = self.provider.activity_ids
        self.assertEqual(
            activity.summary, "Ogone: Des paiements demandent votre attention"
        )
        self.assertIn(f"{ORDERID}: Ogone signale 1.00 EUR", activity.note)

    def test_a_customer_whose_language_is_gone_is_told_all_the_same(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_transaction SET partner_lang = 'xx_XX' WHERE id = %s",
            [self.transaction.id],
        )
        self.feed(self.result(STATUS="1"))
        self.assertState("cancel")

    # === THE DOORWAY === #

    def test_a_bad_translation_of_somebody_is_not_used(self):
        template = "Line %(line)s, column %(column)s: %(why)s"
        known = {template: "Ligne %(ligne)s"}
        place = ((MODULE, "fr_FR"), known)
        self.patch(code_translations, "python_translations", dict([place]))
        text = Text(template, line=2, column="TOTAL", why="no")
        self.assertEqual(shown(self.env_in("fr_FR"), text), "Line 2, column TOTAL: no")

    def test_nor_one_of_what_explains_a_signature(self):
        entry = self.env["ogone.journal"].new({"cause": "names", "cause_detail": "NEW"})
        template = (
            "The account also signs %(detail)s. Add that to Further Signed Parameters"
            " (developer mode), or do not select it in Ogone's list of dynamic"
            " parameters."
        )
        place = ((MODULE, "fr_FR"), {template: "Le compte signe 100 % de %(detail)s"})
        self.patch(code_translations, "python_translations", dict([place]))
        french = entry.with_env(self.env_in("fr_FR"))
        with mute_logger("odoo.tools.translate"):
            self.assertIn("The account also signs NEW.", french.diagnosis)

    def test_what_is_no_text_stays_as_it_is(self):
        german = self.env_in("de_DE")
        self.assertEqual(shown(german, "Technical problem"), "Technical problem")
        self.assertEqual(shown(german, reason("0")), "")

    def test_a_number_that_no_document_knows_is_shown_alone(self):
        for number in ("", "1234", "²", "x"):
            self.assertEqual(shown_status(self.env, number), number)
        self.assertEqual(shown_status(self.env, "0"), "Invalid or incomplete (0)")


@tagged("-at_install", "post_install")
class TestI18nByTheClock(DirectLinkCommon):
    @mute_logger(DIRECTLINK, QUERY)
    def test_a_dutch_customer_is_told_what_ogone_says_when_it_is_asked(self):
        self.env["res.lang"]._activate_lang("nl_NL")
        token = self.token(REFUSED)
        self.gateway.post("faults", page="orderdirect", kind="cut_after", seconds=0)
        payment = self.charge(12.34, token=token)
        self.assertEqual(payment.state, "pending")
        payment.partner_lang = "nl_NL"
        self.settle()
        self.assertEqual(
            (payment.state, payment.state_message),
            (
                "error",
                "De betaling is geweigerd, en er is niets afgeschreven. Probeer het"
                " opnieuw met een andere kaart of betaalmethode, of vraag uw bank naar"
                " de reden.",
            ),
        )

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Saved cards on their way to Worldline, and back until they are charged there."""

import logging
from datetime import date, datetime

from odoo.exceptions import UserError
from odoo.tests import tagged

from .. import compat
from ..models import handon_cards
from .common import OgoneCommon
from .handon_common import HandonCommon

LOAN = "This card pays a loan."
CARDS = "odoo.addons.payment_ogone.models.handon_cards"


@tagged("-at_install", "post_install")
class TestHandonCards(HandonCommon):
    def test_a_card_becomes_one_of_worldline(self):
        self.card.ogone_expiry = date(2030, 12, 31)
        handon = self.hand_cards_on()
        new = self.there()
        self.assertRecordValues(
            new,
            [
                {
                    "provider_ref": "MARKALIAS1",
                    "payment_details": "1111",
                    "partner_id": self.partner.id,
                    "payment_method_id": self.payment_method.id,
                    "company_id": self.company.id,
                    "ogone_expiry": date(2030, 12, 31),
                    "active": True,
                    "ogone_handed_on": False,
                }
            ],
        )
        self.assertFalse(self.card.active)
        self.assertEqual(handon.line_ids.new_token_id, new)
        self.assertEqual(self.outcome(), "moved")

    def test_cards_stay_until_worldline_has_confirmed(self):
        self.switch_on()
        self.tried().action_move()
        self.assertTrue(self.card.active)
        self.assertFalse(self.there())

    def test_again_makes_no_second_card(self):
        handon = self.hand_cards_on()
        later = self._create_token(provider_ref="MARKALIAS2")
        handon.action_move()
        handon.action_move()
        self.assertEqual(
            sorted(self.there().mapped("provider_ref")), ["MARKALIAS1", "MARKALIAS2"]
        )
        self.assertEqual((self.outcome(), self.outcome(later)), ("moved", "moved"))

    def test_the_rest_moves_when_time_is_up(self):
        self._create_token(provider_ref="MARKALIAS2")
        self.patch(handon_cards, "_RUN_SECONDS", -1)
        handon = self.hand_cards_on()
        self.assertFalse(self.there())
        self.patch(handon_cards, "_RUN_SECONDS", 60)
        handon.action_move()
        self.assertEqual(len(self.there()), 2)
        self.patch(handon_cards, "_RUN_SECONDS", -1)
        handon.action_undo()
        self.assertEqual(handon.line_ids.mapped("outcome"), ["moved"] * 2)

    def test_undoing_gives_the_card_back(self):
        handon = self.hand_cards_on()
        handon.action_undo()
        self.assertTrue(self.card.active)
        self.assertFalse(self.there().active)
        self.assertEqual(self.outcome(), "ready")
        self.assertFalse(handon.confirmed)

    def test_moving_after_undoing_takes_the_same_card(self):
        handon = self.hand_cards_on()
        handon.action_undo()
        handon.confirmed = True
        handon.action_move()
        self.assertEqual(len(self.there()), 1)
        self.assertTrue(self.there().active)
        self.assertFalse(self.card.active)

    def test_a_card_that_is_another_customer_s_since_becomes_a_new_one(self):
        handon = self.hand_cards_on()
        first = self.there()
        handon.action_undo()
        self.card.partner_id = self.env["res.partner"].create({"name": "Heir"})
        handon.confirmed = True
        handon.action_move()
        self.assertFalse(first.active)
        self.assertEqual((self.there() - first).partner_id, self.card.partner_id)

    def test_cards_that_were_handed_on_are_not_offered_for_recovery(self):
        """The earlier addon has made their aliases, and Worldline charges them now."""
        self.card.provider_ref = "ODOO-ALIAS-77c0a1e2d3b44f56a7b8c9d0e1f20345"
        handon = self.hand_cards_on()
        look = self.env["ogone.recovery.line"]._ogone_look
        self.assertNotIn("elsewhere", [line["kind"] for line in look()])
        self.provider.ogone_orphaned_on = datetime(2100, 1, 1)
        self.assertNotIn("cards", [line["kind"] for line in look()])
        handon.action_undo()
        self.assertNotIn("elsewhere", [line["kind"] for line in look()])

    def test_a_card_that_was_charged_does_not_come_back(self):
        other = self._create_token(provider_ref="MARKALIAS2")
        handon = self.hand_cards_on()
        new = handon.line_ids.filtered(lambda line: line.token_id == self.card)
        self._create_transaction(
            "token",
            provider_id=self.successor.id,
            token_id=new.new_token_id.id,
            reference="first charge",
        )
        with self.assertRaisesRegex(UserError, "cannot be taken back"):
            new.action_undo()
        handon.action_undo()
        self.assertEqual((self.card.active, other.active), (False, True))
        self.assertEqual((self.outcome(), self.outcome(other)), ("charged", "ready"))

    def test_one_card_alone_comes_back(self):
        other = self._create_token(provider_ref="MARKALIAS2")
        handon = self.hand_cards_on()
        handon.line_ids.filtered(lambda line: line.token_id == other).action_undo()
        self.assertEqual((self.card.active, other.active), (False, True))

    def test_no_card_goes_to_another_account(self):
        self.successor.worldline_pspid = "Another"
        self.switch_on()
        handon = self.tried(confirmed=True)
        with self.assertRaisesRegex(UserError, "one account"):
            handon.action_move()
        self.assertTrue(self.card.active)
        self.assertFalse(self.there())

    def test_a_card_that_the_customer_removed_since_stays_removed(self):
        handon = self.hand_cards_on()
        self.there().active = False
        handon.action_undo()
        self.assertFalse(self.card.active)
        self.assertEqual(self.outcome(), "archived")

    def test_what_another_addon_says_against_it_stops_that_card_only(self):
        other = self._create_token(provider_ref="MARKALIAS2")

        def refuse(token):
            if "MARKALIAS1" in token.mapped("provider_ref"):
                raise UserError(LOAN)

        self.patch(type(self.card), "_handle_archiving", refuse)
        handon = self.hand_cards_on()
        self.assertEqual((self.outcome(), self.outcome(other)), ("refused", "moved"))
        self.assertIn(LOAN, handon.line_ids.mapped("told"))
        self.assertTrue(self.card.active)
        self.assertEqual(self.there().provider_ref, "MARKALIAS2")

    def test_a_card_that_the_host_does_not_give_back_stays_moved(self):
        def refuse(_token):
            raise UserError(LOAN)

        handon = self.hand_cards_on()
        self.patch(type(self.card), "_handle_archiving", refuse)
        handon.action_undo()
        self.assertEqual(self.outcome(), "moved")
        self.assertEqual(handon.line_ids.told, LOAN)
        self.assertTrue(self.there().active)
        self.assertTrue(handon.has_moved)

    def test_aliases_that_worldline_charges_are_not_to_be_deleted(self):
        action = self.env.ref("payment_ogone.action_aliases_to_delete")
        context = {"active_test": False}
        tokens = self.env["payment.token"].with_context(**context)
        domain = [
            ("active", "=", False),
            ("provider_code", "=", "ogone"),
            ("ogone_handed_on", "=", False),
        ]
        self.assertEqual(action.domain.replace("'", '"'), str(domain).replace("'", '"'))
        self.hand_cards_on()
        self.assertNotIn(self.card, tokens.search(domain))

    def test_the_log_tells_numbers_and_no_alias(self):
        with self.assertLogs(CARDS, logging.INFO) as logs:
            self.hand_cards_on().action_undo()
        moved, back = (record.getMessage() for record in logs.records)
        self.assertIn("1 cards moved", moved)
        self.assertIn("1 cards back", back)
        self.assertNotIn("MARKALIAS", str(logs.output))


@tagged("-at_install", "post_install")
class TestHandonLinks(HandonCommon):
    """Other documents that hold a card; here, customers with a field of their own."""

    def setUp(self):
        super().setUp()
        self.env["ir.model.fields"].create(
            {
                "name": "x_card_id",
                "field_description": "Card for Subscriptions",
                "model_id": self.env.ref("base.model_res_partner").id,
                "ttype": "many2one",
                "relation": "payment.token",
            }
        )
        self.addCleanup(self.registry.reset_changes)
        self.partner.x_card_id = self.card
        self.payment = self._create_transaction("token", token_id=self.card.id)

    def test_they_are_named_in_the_report(self):
        handon = self.tried()
        self.assertIn("Norbert Buyer", handon.line_ids.used_by)
        self.assertEqual(self.partner.x_card_id, self.card)

    def test_they_are_given_the_new_card_and_get_the_old_one_back(self):
        self.partner.active = True
        later = self.env["res.partner"].create({"name": "Later"})
        handon = self.hand_cards_on()
        self.assertEqual(self.partner.x_card_id, self.there())
        later.x_card_id = self.there()
        handon.action_undo()
        self.assertEqual(self.partner.x_card_id, self.card)
        self.assertEqual(later.x_card_id, self.card)

    def test_payments_that_were_made_keep_theirs(self):
        self.hand_cards_on()
        self.assertEqual(self.payment.token_id, self.card)

    def test_what_only_the_host_knows_of_is_named_to_be_changed_by_hand(self):
        told = [{"description": "Loan", "id": 1, "name": "L7", "url": "/loan/1"}]
        self.patch(type(self.card), "get_linked_records_info", lambda token: told)
        handon = self.tried()
        self.assertIn("Loan: L7 (change it by hand)", handon.line_ids.used_by)


@tagged("-at_install", "post_install")
class TestUnarchive(OgoneCommon):
    def test_every_engine_gives_an_archived_card_back(self):
        card = self._create_token(provider_ref="MARKALIAS1")
        card.active = False
        compat.unarchive(card)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(card.active)

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Cards that are saved, captures, voids and refunds, against the running sandbox."""

from datetime import date, timedelta

from odoo.exceptions import AccessError
from odoo.fields import Datetime
from odoo.tests import tagged
from odoo.tests.common import _super_send
from odoo.tools import mute_logger

from .common import OgoneCommon
from .gateway import Gateway

DIRECTLINK = "odoo.addons.payment_ogone.models.transaction_directlink"
QUERY = "odoo.addons.payment_ogone.models.transaction_query"
RESULT = "odoo.addons.payment_ogone.models"

ACCEPTED = "4111111111111111"
REFUSED = "4000300010010003"
CHALLENGED = "4874970686672022"


@tagged("-at_install", "post_install")
class DirectLinkCommon(OgoneCommon):
    """A provider on a sandbox of its own; a saved card is an alias there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gateway = Gateway()
        cls.addClassCleanup(cls.gateway.stop)
        cls.provider.write(
            {
                "ogone_pspid": "OgoneDemo",
                "ogone_userid": "OgoneDemoApi",
                "ogone_password": "Demo-Api-Password-1",
                "ogone_shakey_in": "Demo-SHA-IN-passphrase-1",
                "ogone_shakey_out": "Demo-SHA-OUT-passphrase-2",
                "ogone_base_url": cls.gateway.url,
                "allow_tokenization": True,
            }
        )
        cls.env["ir.config_parameter"].set_param("payment_ogone.read_timeout", "0.5")
        cls.gateway.post("merchant", feedback_timing="none")

    @classmethod
    def _request_handler(cls, session, request, /, **kwargs):
        """Let requests to the sandbox pass with the timeouts that they have."""
        if not request.url.startswith("http://127.0.0.1"):
            return super()._request_handler(session, request, **kwargs)
        return _super_send(session, request, **kwargs)

    def setUp(self):
        super().setUp()
        self.gateway.post("faults", clear=True)

    def token(self, card=ACCEPTED, **values):
        alias = self.gateway.post("aliases", cardno=card, ed="1239", cn="N Buyer")
        return self._create_token(provider_ref=alias["alias"], **values)

    def charge(self, amount=100.0, token=None, operation="offline", **values):
        """Charge a saved card; return the transaction."""
        reference = self.env["payment.transaction"]._compute_reference(
            "ogone", prefix="S00042"
        )
        transaction = self._create_transaction(
            "token",
            reference=reference,
            amount=amount,
            token_id=(token or self.token()).id,
            operation=operation,
            **values,
        )
        self.send(transaction)
        return transaction

    def authorise(self, amount=100.0):
        self.provider.capture_manually = True
        return self.charge(amount)

    def settle(self, *transactions):
        """Let the sandbox finish what is pending, and run the scheduled query."""
        self.gateway.post("clock", settle=True)
        self.ask()

    def ask(self, minutes=30):
        """Run the scheduled query as if some minutes had passed."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_transaction SET"
            " ogone_next_query = ogone_next_query - %s * interval '1 minute',"
            " create_date = create_date - %s * interval '1 minute'",
            [minutes, minutes],
        )
        self.env.invalidate_all()
        self.env["payment.transaction"]._ogone_cron_query()

    def assertBooks(self, payment, **cents):
        """Check what the sandbox has booked of a payment, in hundredths."""
        books = self.gateway.books(payment.reference) or {}
        self.assertEqual({name: books.get(name, 0) for name in cents}, cents)

    # The engines differ in who calls the doorway, and who makes the child.

    def send(self, payment):
        if hasattr(payment, "_charge_with_token"):
            payment._charge_with_token()
        else:
            payment._send_payment_request()

    def capture(self, payment, amount):
        if hasattr(payment, "_capture"):
            return payment._capture(amount_to_capture=amount)
        return payment._send_capture_request(amount_to_capture=amount)

    def void(self, payment, amount):
        if hasattr(payment, "_void"):
            return payment._void(amount_to_void=amount)
        return payment._send_void_request(amount_to_void=amount)

    def refund(self, payment, amount):
        if hasattr(payment, "_refund"):
            return payment._refund(amount_to_refund=amount)
        return payment._send_refund_request(amount_to_refund=amount)

    def moved(self, payment, deed):
        """Return what this shop believes that ``deed`` has moved, in hundredths."""
        done = payment._ogone_operations().filtered(
            lambda child: child.ogone_deed == deed and child.state in ("done", "cancel")
        )
        return round(100 * sum(abs(child.amount) for child in done))


@tagged("-at_install", "post_install")
class TestCharge(DirectLinkCommon):
    def test_a_saved_card_is_charged(self):
        payment = self.charge(123.45)
        self.assertEqual(payment.state, "done")
        self.assertTrue(payment.provider_reference.startswith("30000"))
        self.assertBooks(payment, captured=12345)

    def test_a_saved_card_that_is_refused(self):
        payment = self.charge(token=self.token(REFUSED))
        self.assertEqual(payment.state, "error")
        self.assertEqual(payment.ogone_ncerror, "30001001")
        self.assertBooks(payment, captured=0)

    def test_an_alias_that_ogone_does_not_know(self):
        token = self._create_token(provider_ref="no-such-alias")
        with mute_logger(DIRECTLINK):
            payment = self.charge(token=token)
        self.assertEqual(payment.state, "error")
        self.assertNotIn("no-such-alias", payment.state_message)

    def test_an_expired_card_is_neither_offered_nor_charged(self):
        token = self.token(ogone_expiry=date.today() - timedelta(days=1))
        offered = self.env["payment.token"]._get_available_tokens(
            self.provider.ids, self.partner.id
        )
        self.assertNotIn(token, offered)
        payment = self.charge(token=token)
        self.assertEqual(payment.state, "error")
        self.assertIn("expired", payment.state_message)
        self.assertIsNone(self.gateway.books(payment.reference))

    def test_an_offline_charge_tells_that_the_merchant_began_it(self):
        payment = self.charge()
        (order,) = (
            order
            for order in self.gateway.get("orders")
            if order["orderid"] == payment.reference
        )
        self.assertEqual(order["cof"]["initiator"], "MIT")

    def test_without_an_api_user_nothing_is_sent(self):
        self.provider.ogone_userid = False
        with mute_logger(DIRECTLINK):
            payment = self.charge()
        self.assertEqual(payment.state, "error")
        self.assertIn("API user", payment.state_message)

    def test_a_wrong_password_is_told_as_the_merchants_to_mend(self):
        self.provider.ogone_password = "wrong"
        with mute_logger(DIRECTLINK):
            payment = self.charge()
        self.gateway.post("unlock")
        self.assertEqual(payment.state, "error")
        self.assertEqual(payment.ogone_ncerror, "50001119")

    def test_a_gateway_that_cannot_be_reached_charges_nothing(self):
        token = self.token()
        self.provider.ogone_base_url = "http://127.0.0.1:1"
        with mute_logger(DIRECTLINK):
            payment = self.charge(token=token)
        self.assertEqual(payment.state, "error")
        self.assertIn("Nothing was charged", payment.state_message)

    def test_the_same_order_twice_is_asked_for_and_not_charged_twice(self):
        payment = self.charge(50.0)
        again = payment.copy({"reference": payment.reference + "x", "state": "draft"})
        self.env.cr.execute(
            "UPDATE payment_transaction SET reference = 'old' WHERE id = %s",
            [payment.id],
        )
        self.env.cr.execute(
            "UPDATE payment_transaction SET reference = %s WHERE id = %s",
            [payment.reference, again.id],
        )
        self.env.invalidate_all()
        with mute_logger(DIRECTLINK):
            self.send(again)
        self.assertEqual(again.state, "pending")
        self.ask()
        self.assertEqual(again.state, "done")
        self.assertBooks(again, captured=5000)


@tagged("-at_install", "post_install")
class TestMaintenance(DirectLinkCommon):
    def test_authorise_capture_a_part_and_void_the_rest(self):
        payment = self.authorise()
        self.assertEqual(payment.state, "authorized")
        part = self.capture(payment, 60.0)
        self.assertEqual((part.state, payment.state), ("pending", "authorized"))
        self.settle()
        self.assertEqual((part.state, payment.state), ("done", "authorized"))
        rest = self.void(payment, 40.0)
        self.settle()
        self.assertEqual((rest.state, payment.state), ("cancel", "done"))
        self.assertBooks(payment, authorised=10000, captured=6000, voided=4000)

    def test_capture_in_three_parts(self):
        payment = self.authorise()
        for amount in (20.0, 30.0, 50.0):
            self.capture(payment, amount)
            self.settle()
        self.assertEqual(payment.state, "done")
        self.assertBooks(payment, captured=10000)
        subs = payment.child_transaction_ids.mapped("ogone_payidsub")
        self.assertEqual(sorted(subs), ["1", "2", "3"])

    def test_void_all(self):
        payment = self.authorise()
        self.void(payment, 100.0)
        self.settle()
        self.assertEqual(payment.state, "cancel")
        self.assertBooks(payment, captured=0, voided=10000)

    def test_refund_in_parts(self):
        payment = self.charge(100.0)
        first = self.refund(payment, 30.0)
        self.settle()
        second = self.refund(payment, 70.0)
        self.settle()
        self.assertEqual((first.state, second.state), ("done", "done"))
        self.assertEqual(payment.state, "done")
        self.assertBooks(payment, captured=10000, refunded=10000)

    def test_more_than_was_captured_is_not_refunded(self):
        payment = self.charge(100.0)
        self.refund(payment, 80.0)
        self.settle()
        too_much = self.refund(payment, 20.01)
        self.assertEqual(too_much.state, "error")
        self.assertIn("Only 20", too_much.state_message)
        self.assertBooks(payment, refunded=8000)

    def test_what_ogone_does_not_allow_is_said_plainly(self):
        payment = self.authorise()
        self.gateway.post("clock", settle=True)
        directlink = self.provider._ogone_directlink()
        from ..ogone.operations import MaintenanceOperation

        directlink.maintain(
            payment.provider_reference,
            MaintenanceOperation.VOID_AND_CLOSE,
            payment._ogone_asked(),
        )
        self.gateway.post("clock", settle=True)
        child = self.capture(payment, 100.0)
        self.assertEqual(child.state, "error")
        self.assertIn("Authorised and cancelled", child.state_message)

    def test_an_operation_waits_for_one_whose_outcome_is_unknown(self):
        payment = self.authorise()
        self.gateway.post("faults", page="maintenancedirect", kind="cut_after")
        with mute_logger(DIRECTLINK):
            lost = self.capture(payment, 60.0)
        self.assertEqual(lost.state, "pending")
        refused = self.capture(payment, 40.0)
        self.assertEqual(refused.state, "error")
        self.settle()
        self.assertEqual(lost.state, "done")
        self.assertEqual(self.moved(payment, "capture"), 6000)
        self.assertBooks(payment, captured=6000)


FAULTS = (
    "slow",
    "cut_before",
    "cut_after",
    "error_500_before",
    "error_500_after",
    "broken_xml",
    "html",
)


@tagged("-at_install", "post_install")
class TestFaults(DirectLinkCommon):
    """Every operation against every fault: afterwards the books are the same."""

    def strike(self, page, kind):
        seconds = 2 if kind == "slow" else 0
        self.gateway.post("faults", page=page, kind=kind, seconds=seconds)

    @mute_logger(DIRECTLINK, QUERY)
    def test_charges(self):
        for kind in FAULTS:
            with self.subTest(kind=kind):
                token = self.token()
                self.strike("orderdirect", kind)
                payment = self.charge(12.34, token=token)
                self.assertEqual(payment.state, "pending")
                self.settle()
                self.assertIn(payment.state, ("done", "error"))
                taken = 1234 if payment.state == "done" else 0
                self.assertEqual(self.booked(payment, "captured"), taken)

    @mute_logger(DIRECTLINK, QUERY)
    def test_captures(self):
        self.check_operations("capture", "captured", self.authorise, self.capture)

    @mute_logger(DIRECTLINK, QUERY)
    def test_voids(self):
        self.check_operations("void", "voided", self.authorise, self.void)

    @mute_logger(DIRECTLINK, QUERY)
    def test_refunds(self):
        self.check_operations("refund", "refunded", self.charge, self.refund)

    def check_operations(self, deed, column, pay, act):
        for kind in FAULTS:
            with self.subTest(deed=deed, kind=kind):
                payment = pay(100.0)
                self.strike("maintenancedirect", kind)
                child = act(payment, 100.0)
                self.assertEqual(child.state, "pending")
                self.settle()
                self.assertIn(child.state, ("done", "cancel", "error"))
                moved = self.moved(payment, deed)
                self.assertEqual(self.booked(payment, column), moved)

    def booked(self, payment, column):
        return (self.gateway.books(payment.reference) or {}).get(column, 0)

    @mute_logger(DIRECTLINK, QUERY)
    def test_queries_that_fail_change_nothing(self):
        for kind in FAULTS:
            with self.subTest(kind=kind):
                token = self.token()
                self.strike("orderdirect", "cut_after")
                payment = self.charge(12.34, token=token)
                self.strike("querydirect", kind)
                self.ask()
                self.assertEqual(payment.state, "pending")
                self.ask(minutes=60)
                self.assertEqual(payment.state, "done")

    @mute_logger(DIRECTLINK)
    def test_an_operation_is_not_sent_where_the_question_before_it_fails(self):
        for kind in FAULTS:
            with self.subTest(kind=kind):
                payment = self.authorise()
                self.strike("querydirect", kind)
                child = self.capture(payment, 100.0)
                self.assertEqual(child.state, "error")
                self.assertEqual(self.booked(payment, "captured"), 0)


@tagged("-at_install", "post_install")
class TestQuery(DirectLinkCommon):
    def test_a_payment_that_is_settled_is_not_asked_for(self):
        payment = self.charge()
        self.assertFalse(payment.ogone_next_query)

    def test_nothing_is_written_when_nothing_changed(self):
        payment = self.charge(token=self.token("4000000000910002"))
        self.assertEqual(payment.state, "pending")
        changed = payment.last_state_change, payment.write_date
        self.ask()
        self.assertEqual(payment.state, "pending")
        self.assertEqual(payment.last_state_change, changed[0])

    def test_the_pause_grows(self):
        payment = self.charge(token=self.token("4000000000910002"))
        pauses = []
        for _question in range(4):
            payment.ogone_next_query = Datetime.now() - timedelta(seconds=1)
            self.env.flush_all()
            self.env["payment.transaction"]._ogone_cron_query()
            pauses.append(payment.ogone_next_query - Datetime.now())
        self.assertEqual(pauses, sorted(pauses))
        self.assertGreater(pauses[-1], timedelta(minutes=200))

    def test_the_status_can_be_asked_for_by_hand(self):
        payment = self.charge(token=self.token("4000000000910002"))
        self.gateway.post("clock", settle=True)
        message = payment.action_ogone_query()["params"]["message"]
        self.assertEqual(payment.state, "done")
        self.assertIn("Payment requested (9)", message)

    def test_a_shopper_who_never_came_back_is_asked_for(self):
        transaction = self._create_transaction("redirect")
        transaction._ogone_payment_form()
        self.assertTrue(transaction.ogone_next_query)
        self.ask(minutes=60)
        self.assertEqual(transaction.state, "draft")
        self.assertEqual(transaction.ogone_queries, 1)

    def test_who_may_not_touch_payments_may_not_ask_about_them(self):
        payment = self.charge()
        for user in (self.portal_user, self.internal_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                payment.with_user(user).sudo(False).action_ogone_query()

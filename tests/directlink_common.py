# SPDX-License-Identifier: LGPL-3.0-or-later
"""A shop on a sandbox of its own, for tests that call DirectLink."""

from odoo.tests import common

from .common import OgoneCommon
from .engines import Operations
from .gateway import Gateway

DIRECTLINK = "odoo.addons.payment_ogone.models.transaction_directlink"
QUERY = "odoo.addons.payment_ogone.models.transaction_query"
RESULT = "odoo.addons.payment_ogone.models"

ACCEPTED = "4111111111111111"
REFUSED = "4000300010010003"


class DirectLinkCommon(Operations, OgoneCommon):
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
        return common._super_send(session, request, **kwargs)

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
            " ogone_sent_on = ogone_sent_on - %s * interval '1 minute',"
            " create_date = create_date - %s * interval '1 minute'",
            [minutes, minutes, minutes],
        )
        self.env.invalidate_all()
        self.env["payment.transaction"]._ogone_cron_query()

    def assertBooks(self, payment, **cents):
        """Check what the sandbox has booked of a payment, in hundredths."""
        books = self.gateway.books(payment.reference) or {}
        self.assertEqual({name: books.get(name, 0) for name in cents}, cents)

    def moved(self, payment, deed):
        """Return what this shop believes that ``deed`` has moved, in hundredths."""
        done = payment._ogone_operations().filtered(
            lambda child: child.ogone_deed == deed and child.state in ("done", "cancel")
        )
        return round(100 * sum(abs(child.amount) for child in done))

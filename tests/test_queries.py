# SPDX-License-Identifier: LGPL-3.0-or-later
"""How many SQL queries a result costs, in the addon and the engine together."""

from urllib.parse import urlencode

from odoo.tests import tagged

from ..ogone.errors import FeedbackError
from ..ogone.feedback import Message
from .common import OgoneCommon
from .engines import FINDING

# An entry within a savepoint, in one message to PostgreSQL.
JOURNAL = 1
# Find, read provider, lock, read currency, find the payment method.
MORE_THAN_THE_ENGINE = FINDING + 4 + JOURNAL
# Find and read the transaction, read provider; then lock, read currency.
REPEATED, REFUSED = FINDING + 3 + JOURNAL, FINDING + 1


@tagged("-at_install", "post_install")
class TestQueries(OgoneCommon):
    def setUp(self):
        super().setUp()
        self.transaction = self._create_transaction("redirect")
        self.transactions = self.env["payment.transaction"].sudo()
        self.take(self.result(STATUS="46"))  # fills the caches of the registry

    def take(self, result):
        message = Message.read(urlencode(result).encode())
        self.transactions._ogone_find(message.orderid)._ogone_receive(message)
        self.env.flush_all()

    def queries(self, deed):
        """Return how many queries ``deed`` takes, from cold caches."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        deed()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_first_result_costs_little_more_than_the_engine_itself(self):
        other = self._create_transaction("redirect", reference="S00043-0123456789")
        self.queries(other._set_pending)
        floor = self.queries(other._set_done)
        first = self.queries(lambda: self.take(self.result()))
        self.assertLessEqual(first - floor, MORE_THAN_THE_ENGINE)

    def test_repeated_result(self):
        self.take(self.result())
        self.assertEqual(self.queries(lambda: self.take(self.result())), REPEATED)

    def test_badly_signed_result(self):
        altered = {**self.result(), "amount": "1"}
        self.assertEqual(self.queries(lambda: self.refuse(altered)), REFUSED)

    def refuse(self, result):
        try:  # assertRaises of the host adds savepoints
            self.take(result)
        except FeedbackError:
            return
        self.fail("A badly signed result was believed")

# SPDX-License-Identifier: LGPL-3.0-or-later
"""A marked secret is sent down each path, and looked for in every log line."""

import logging

from odoo.tests import tagged

from ..logs import AddressFilter
from .common import OgoneHttpCommon

MARKED = {
    "CARDNO": "XXXXXXXXMARK1111",
    "ALIAS": "MARKALIAS",
    "CN": "MARKNAME",
    "ED": "1230MARK",
    "IP": "MARKIP",
    "EMAIL": "MARKMAIL",
}


class _Collector(logging.Handler):
    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(self.format(record))


@tagged("-at_install", "post_install")
class TestSecrets(OgoneHttpCommon):
    def setUp(self):
        super().setUp()
        self.collector = _Collector()
        root = logging.getLogger()
        root.addHandler(self.collector)
        self.addCleanup(root.removeHandler, self.collector)
        for name in ("odoo.addons.payment_ogone", "odoo.addons.payment", "werkzeug"):
            logger = logging.getLogger(name)
            self.addCleanup(logger.setLevel, logger.level)
            logger.setLevel(logging.DEBUG)

    def assertNothingLeaked(self, *more):
        text = "\n".join(self.collector.lines)
        secrets = (
            "MARK",
            self.provider.ogone_shakey_in,
            self.provider.ogone_shakey_out,
            self.provider.ogone_password,
            *more,
        )
        for secret in secrets:
            self.assertNotIn(secret, text)
        return text

    def test_believed_results_leave_no_secret_in_the_log(self):
        result = self.result(**MARKED)
        self.feed(result)
        self.come_back(result)
        text = self.assertNothingLeaked(result["SHASIGN"])
        self.assertIn("STATUS 9", text)

    def test_refused_results_leave_no_secret_in_the_log(self):
        result = {**self.result(**MARKED), "amount": "1"}
        self.feed(result)
        self.come_back(result)
        self.come_back(result, route="/payment/ogone/feedback")
        text = self.assertNothingLeaked(result["SHASIGN"])
        self.assertIn("refused a result", text)

    def test_the_form_leaves_no_secret_in_the_log(self):
        self.partner.name = "MARKNAME"
        transaction = self._create_transaction("redirect", reference="S2-0123456789")
        transaction._get_processing_values()
        self.assertNothingLeaked(transaction._ogone_payment_form().fields["SHASIGN"])

    def test_the_access_log_shows_the_address_without_its_query(self):
        line = '"GET /payment/ogone/return/shopper?ALIAS=MARK&SHASIGN=0 HTTP/1.1" 303 -'
        record = logging.LogRecord("werkzeug", 20, "", 0, "%s", (line,), None)
        AddressFilter().filter(record)
        self.assertEqual(
            record.getMessage(),
            '"GET /payment/ogone/return/shopper?*** HTTP/1.1" 303 -',
        )

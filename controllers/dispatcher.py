# SPDX-License-Identifier: LGPL-3.0-or-later
from odoo.http import HttpDispatcher


class UndecodedDispatcher(HttpDispatcher):
    """Serve a route without decoding what was sent to it.

    The signature of a result was made over its bytes, in whatever charset the account
    or the payment method has; what is decoded wrongly cannot be verified any more. And
    no name or form of the sender's choice reaches the host's parser.
    """

    routing_type = "undecoded"

    def dispatch(self, endpoint, args):
        """Override of `http` to call ``endpoint`` with the parts of its path alone."""
        self.request.params = dict(args)
        return self.request.registry["ir.http"]._dispatch(endpoint)

# SPDX-License-Identifier: LGPL-3.0-or-later
from odoo import models
from odoo.http import request

from ..ogone.feedback import LARGEST_MESSAGE


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Keep the bytes of a feedback before the host decodes them as UTF-8.

        The signature was made over the bytes, in whatever charset the account or the
        payment method has; what is decoded wrongly cannot be verified any more.
        """
        if rule.endpoint.routing.get("ogone_bytes"):
            httprequest = request.httprequest
            if (httprequest.content_length or 0) <= LARGEST_MESSAGE:
                httprequest.get_data(cache=True)
        return super()._pre_dispatch(rule, args)

# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging
import time

from odoo import fields, models
from odoo.exceptions import UserError

from .. import compat
from .handon_line import MOVED, READY, REFUSED
from .handon_links import linking_fields, repoint

_logger = logging.getLogger(__name__)

_RUN_SECONDS = 60
# What must not have changed since for a card that was given back to be used again.
_WHOSE = ("partner_id", "provider_ref")


class PaymentToken(models.Model):
    """Cards that were moved: Ogone must keep their aliases."""

    _inherit = "payment.token"

    ogone_handed_on = fields.Boolean(
        help="Whether another provider charges this card by its alias now.",
        readonly=True,
        copy=False,
    )


class OgoneHandon(models.Model):
    _inherit = "ogone.handon"

    def _ogone_move_cards(self):
        """Move the cards that can be."""
        links = linking_fields(self.env)
        ready = self.line_ids.filtered(lambda line: line.outcome == READY)
        self._ogone_do("moved", ready, lambda line: line._ogone_move(links))

    def _ogone_take_cards_back(self, lines):
        """Give those cards of ``lines`` back to Ogone that were not used since."""
        links = linking_fields(self.env)
        moved = lines.filtered(lambda line: line.outcome == MOVED)
        self._ogone_do("back", moved, lambda line: line._ogone_take_back(links))

    def _ogone_do(self, name, lines, deed):
        """Do ``deed`` with one card after the other; what is left when the time is up
        can be done next time.
        """
        deadline, count = time.monotonic() + _RUN_SECONDS, 0
        for line in lines:
            if time.monotonic() > deadline:
                break
            count += line._ogone_try(deed)
        provider, successor = self.provider_id.id, self.successor_id.id
        _logger.info(
            "Provider %s, successor %s: %s cards %s", provider, successor, count, name
        )


class OgoneHandonLine(models.Model):
    _inherit = "ogone.handon.line"

    def _ogone_try(self, deed):
        """Do ``deed`` with this card alone, and return whether it was done: what the
        host or another addon has against it is written down.
        """
        try:
            with self.env.cr.savepoint():
                deed(self)
        except UserError as error:
            outcome = MOVED if self.outcome == MOVED else REFUSED
            self.write({"outcome": outcome, "told": str(error)})
            return False
        return True

    def _ogone_move(self, links):
        """Make a card of the successor of this one, which is archived.

        What holds it goes first: other addons let go of a card that is archived.

        :param links: The fields that lead to cards.
        """
        card, successor = self.token_id, self.new_token_id
        provider = self.handon_id.successor_id
        same = all(successor[name] == card[name] for name in _WHOSE)
        if successor.provider_id == provider and same:
            compat.unarchive(successor)
        else:
            successor = card.copy({"provider_id": provider.id})
        repoint(links, card, successor)
        card.write({"active": False, "ogone_handed_on": True})
        self.write({"new_token_id": successor.id, "outcome": MOVED, "told": False})

    def _ogone_take_back(self, links):
        """Make this card usable with Ogone again; that of the successor is archived.

        :param links: The fields that lead to cards.
        """
        card, successor = self.token_id, self.new_token_id
        compat.unarchive(card)
        repoint(links, successor, card)
        successor.active = False
        card.ogone_handed_on = False
        self.write({"outcome": READY, "told": False})

# SPDX-License-Identifier: LGPL-3.0-or-later
from __future__ import annotations

import logging

from odoo import _, api, fields, models
from odoo.exceptions import ValidationError

from ..ogone.layout import COLOUR_NAMES, LONGEST_LOOK, Fault, Layout
from ..ogone.platforms import Environment

_logger = logging.getLogger(__name__)

_PARAMETERS = {
    "ogone_page_title": "TITLE",
    "ogone_page_bgcolor": "BGCOLOR",
    "ogone_page_txtcolor": "TXTCOLOR",
    "ogone_page_tblbgcolor": "TBLBGCOLOR",
    "ogone_page_tbltxtcolor": "TBLTXTCOLOR",
    "ogone_page_buttonbgcolor": "BUTTONBGCOLOR",
    "ogone_page_buttontxtcolor": "BUTTONTXTCOLOR",
    "ogone_page_fonttype": "FONTTYPE",
    "ogone_page_logo": "LOGO",
    "ogone_page_tp": "TP",
    "ogone_page_pmlisttype": "PMLISTTYPE",
}
_FILE_EXAMPLES = {"LOGO": "logo.png", "TP": "PaymentPage_1_iPhone.htm"}


class PaymentProvider(models.Model):
    """How Ogone's payment page looks. A look that Ogone would not take is refused when
    it is entered, and left out of a payment, which it must never stop.
    """

    _inherit = "payment.provider"

    ogone_page_title = fields.Char(
        string="Title",
        help="Stands at the top of Ogone's payment page.",
        translate=True,
    )
    ogone_page_bgcolor = fields.Char(string="Page Colour")
    ogone_page_txtcolor = fields.Char(string="Page Text Colour")
    ogone_page_tblbgcolor = fields.Char(string="Panel Colour")
    ogone_page_tbltxtcolor = fields.Char(string="Panel Text Colour")
    ogone_page_buttonbgcolor = fields.Char(string="Button Colour")
    ogone_page_buttontxtcolor = fields.Char(string="Button Text Colour")
    ogone_page_fonttype = fields.Char(
        string="Font", help="Names of fonts with commas between, the best one first."
    )
    ogone_page_logo = fields.Char(
        string="Logo",
        help="The address of a picture, or the name of one that was uploaded in Ogone's"
        " back office.",
    )
    ogone_page_tp = fields.Char(
        string="Template",
        help="The address of a page of yours around the payment, which holds the text"
        " $$$PAYMENT ZONE$$$ where the payment goes; or the name of a template that"
        " was uploaded in Ogone's back office.",
    )
    ogone_page_pmlisttype = fields.Selection(
        string="List of Payment Methods",
        selection=[
            ("0", "Groups with their names"),
            ("1", "Groups without names"),
            ("2", "One below the other"),
        ],
        help="How the page shows its payment methods, where there are several to choose"
        " from.",
    )

    @api.constrains(*_PARAMETERS)
    def _check_ogone_look(self):
        """Refuse what Ogone would not take.

        :raise ValidationError: naming the field, and what to enter instead.
        """
        for provider in self.filtered(lambda provider: provider.code == "ogone"):
            live = provider.state == "enabled"
            environment = Environment.PRODUCTION if live else Environment.TEST
            faults = provider._ogone_read_look(environment).faults
            if faults:
                texts = (provider._ogone_look_fault(*fault) for fault in faults.items())
                raise ValidationError("\n".join(texts))

    @api.constrains("state")
    def _check_ogone_live_look(self):
        """Refuse to go live with what is good for tests alone."""
        self.filtered(lambda provider: provider.state == "enabled")._check_ogone_look()

    def _ogone_layout(self, locale=""):
        """Return the :class:`Layout` of the payment page, without what does not fit.

        :param locale: Of the shopper; their title is in it, where the shop knows it.
        """
        is_known = locale in dict(self.env["res.lang"].get_installed())
        provider = self.with_context(lang=locale) if is_known else self
        layout = provider._ogone_read_look(self._ogone_environment())
        if layout.faults:
            _logger.warning(
                "Provider %s: left out of the payment page's look: %s",
                self.id,
                ", ".join(
                    f"{name} ({why.value})" for name, why in layout.faults.items()
                ),
            )
        return layout

    def _ogone_read_look(self, environment):
        provider = self.sudo()
        texts = {name: provider[field] for field, name in _PARAMETERS.items()}
        return Layout.read(texts, environment)

    def _ogone_look_fault(self, parameter, fault):
        """Return what to enter instead of a look that Ogone would not take."""
        label = self._ogone_look_label(parameter)
        if fault is Fault.TOO_LONG:
            return _(
                "%(field)s: write at most %(number)s characters.",
                field=label,
                number=LONGEST_LOOK[parameter],
            )
        if fault is Fault.COLOUR:
            return _(
                "%(field)s: choose a colour, or write it as # and six digits from 0 to"
                " F, such as #336699, or as one of these names: %(names)s.",
                field=label,
                names=", ".join(COLOUR_NAMES),
            )
        if fault is Fault.FONT:
            return _(
                "%(field)s: write names of fonts without quotes, with commas between,"
                " such as Verdana, Arial.",
                field=label,
            )
        if fault is Fault.ADDRESS:
            return _(
                "%(field)s: write an address that begins with https://, or the name of"
                " a file that you uploaded in Ogone's back office, such as"
                " %(example)s.",
                field=label,
                example=_FILE_EXAMPLES[parameter],
            )
        return _("%(field)s: choose one from the list.", field=label)

    def _ogone_look_label(self, parameter):
        """Return what the form calls the field of ``parameter``."""
        field = next(name for name, other in _PARAMETERS.items() if other == parameter)
        return self._fields[field]._description_string(self.env)

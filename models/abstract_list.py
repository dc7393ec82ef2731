# SPDX-License-Identifier: LGPL-3.0-or-later
from lxml.builder import E

from odoo import api, models


class OgoneListMixin(models.AbstractModel):
    """A list view that every host can read: written by code, for it is called ``tree``
    up to 17 and ``list`` from 18 on.
    """

    _name = "ogone.list.mixin"
    _description = "Ogone List"

    @api.model
    def _get_default_list_view(self):
        """Override of `base` to show the columns of the model (from 18 on)."""
        return E.list(*self._ogone_columns(), string=self._description)

    @api.model
    def _get_default_tree_view(self):
        """Override of `base` to show the columns of the model (16, 17)."""
        return E.tree(*self._ogone_columns(), string=self._description)

    @api.model
    def _ogone_columns(self):
        """Return the elements of the list; a mapping among them is attributes of the
        list itself.
        """
        raise NotImplementedError

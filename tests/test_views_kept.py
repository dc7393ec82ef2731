# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a shop had added to views of the earlier addon keeps no form from opening."""

from unittest.mock import patch

from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..hooks import pre_init_hook

_LOGGER = "odoo.addons.payment_ogone.models.view"
ANYWHERE = '<field name="name" position="after"><hr/></field>'
# Of a module that is not loaded yet.
LATER = '<field name="name" position="after"><field name="later_key"/></field>'
# What the form of the earlier addon had, and this one has not, comes last.
FITS = '<field name="ogone_userid" position="after"><hr/></field>'
MISFITS = '<field name="ogone_of_the_past" position="after"><hr/></field>'


@tagged("-at_install", "post_install")
class TestViewsKept(TransactionCase):
    def setUp(self):
        super().setUp()
        self.views = self.env["ir.ui.view"]
        self.form = self.env.ref("payment_ogone.payment_provider_form")

    def add(self, name, arch):
        """Add a view behind the host's back, which takes none that does not fit now."""
        view = self.make(name, self.form)
        self.put(view, arch)
        return view

    def make(self, name, form):
        """Return a view that changes ``form`` and fits."""
        return self.views.create(
            {
                "name": name,
                "model": "payment.provider",
                "inherit_id": form.id,
                "arch": ANYWHERE,
            }
        )

    def put(self, view, arch):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ir_ui_view SET arch_db = jsonb_build_object('en_US', %s::text)"
            " WHERE id = %s",
            [arch, view.id],
        )
        self.env.invalidate_all()

    @mute_logger("odoo.addons.base.models.ir_ui_view")
    def test_a_view_that_does_not_fit_is_switched_off(self):
        beside = self.add("Fits", FITS)
        misfit = self.add("Does not fit", MISFITS)
        with self.assertRaises(ValueError):
            self.form.get_combined_arch()
        with self.assertLogs(_LOGGER, "WARNING") as log:
            self.views._ogone_switch_off_misfits()
        self.assertFalse(misfit.active)
        self.assertTrue(beside.active)
        self.assertIn("ogone_userid", self.form.get_combined_arch())
        self.assertIn("'Does not fit'", log.output[0])

    def test_views_that_fit_are_not_touched(self):
        view = self.add("Fits", FITS)
        self.env.cr.execute("UPDATE ir_ui_view SET write_date = '2020-01-01'")
        self.views._ogone_switch_off_misfits()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(view.active)
        self.assertEqual(view.write_date.year, 2020)

    @mute_logger("odoo.addons.base.models.ir_ui_view", _LOGGER)
    def test_views_of_modules_that_an_update_loads_later_are_no_matter(self):
        """They name fields that are not there yet; what the shop made still counts."""
        host_form = self.env.ref("payment.payment_provider_form")
        theirs = self.make("Later", host_form) + self.make("Later", self.form)
        for view in theirs:
            self.env["ir.model.data"].create(
                {
                    "module": "payment_demo",
                    "name": f"view_{view.id}",
                    "model": view._name,
                    "res_id": view.id,
                }
            )
        fits, misfit = (self.make(name, self.form) for name in ("Fits", "Misfit"))
        archs = [LATER, LATER, FITS, MISFITS]
        for view, arch in zip(theirs + fits + misfit, archs, strict=True):
            self.put(view, arch)
        loaded = self.registry._init_modules - {"payment_demo", "payment_ogone"}
        self.patch(self.registry, "_init_modules", loaded)
        with patch.object(self.registry, "_init", True):
            self.views._ogone_switch_off_misfits()
        self.assertEqual(theirs.mapped("active"), [True, True])
        self.assertTrue(fits.active)
        self.assertFalse(misfit.active)

    def test_a_view_that_was_kept_from_updates_is_replaced(self):
        name = self.env["ir.model.data"].search(
            [("module", "=", "payment_ogone"), ("name", "=", "redirect_form")]
        )
        name.noupdate = True
        pre_init_hook(self.env)
        self.assertFalse(name.noupdate)

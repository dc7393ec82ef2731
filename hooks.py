# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the host calls when the addon comes and goes."""

from __future__ import annotations

from . import compat

# Hosts up to 17 ship the provider themselves under the first name, and shops keep it.
_HOST_NAME = "payment.payment_provider_ogone"
_OWN_NAME = "payment_ogone.payment_provider_ogone"


# Up to 16 the host gives a cursor instead of an environment, and mostly a registry.


def pre_init_hook(given):
    """Take the provider and the views of the earlier addon over, where the shop has
    them.
    """
    env = compat.environment(given)
    _share_record(env, _HOST_NAME, _OWN_NAME)
    _remember_orphans(env)
    _let_views_be_replaced(env)


def post_init_hook(given, *_registry):
    """Give what the earlier addon left what it needs now, then set up each company."""
    env = compat.environment(given)
    _share_record(env, _OWN_NAME, _HOST_NAME)
    providers = env["payment.provider"].search([("code", "=", "ogone")])
    providers._ogone_take_over()
    env["ir.ui.view"]._ogone_switch_off_misfits()
    env["payment.provider"]._setup_provider("ogone")


def uninstall_hook(given, *_registry):
    """Empty the credentials, then give the provider back to the host."""
    env = compat.environment(given)
    providers = env["payment.provider"].search([("code", "=", "ogone")])
    for provider in providers:
        provider.write({"state": "disabled", **provider._ogone_empty_credentials()})
    env["payment.provider"]._remove_provider("ogone")


def _share_record(env, name, other_name):
    """Let ``other_name`` stand for the provider of ``name`` too, if it exists."""
    provider = env.ref(name, raise_if_not_found=False)
    if provider and not env.ref(other_name, raise_if_not_found=False):
        env["ir.model.data"]._update_xmlids(
            [{"xml_id": other_name, "record": provider, "noupdate": True}]
        )


def _let_views_be_replaced(env):
    """Let the views of the earlier addon be replaced where a shop had kept them from
    that: its payment form says nothing that this addon could sign.
    """
    env["ir.model.data"].search(
        [
            ("module", "=", "payment_ogone"),
            ("model", "=", "ir.ui.view"),
            ("noupdate", "=", True),
        ]
    ).noupdate = False


def _remember_orphans(env):
    """Note when providers went from the earlier addon that was uninstalled, or lost in
    an upgrade, for the host is about to write them. The field comes with the addon.
    """
    env.cr.execute(
        "ALTER TABLE payment_provider"
        " ADD COLUMN IF NOT EXISTS ogone_orphaned_on timestamp"
    )
    known = env.ref(_OWN_NAME, raise_if_not_found=False)
    env.cr.execute(
        "UPDATE payment_provider SET ogone_orphaned_on = write_date"
        " WHERE code = 'none' AND ogone_orphaned_on IS NULL AND (id = %s"
        " OR module_id = (SELECT id FROM ir_module_module WHERE name = %s))",
        [known.id if known else 0, "payment_ogone"],
    )

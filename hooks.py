# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the host calls when the addon comes and goes."""

from __future__ import annotations

from . import compat

# Hosts up to 17 ship the provider themselves under the first name, and shops keep it.
_HOST_NAME = "payment.payment_provider_ogone"
_OWN_NAME = "payment_ogone.payment_provider_ogone"


# Up to 16 the host gives a cursor instead of an environment, and mostly a registry.


def pre_init_hook(given):
    """Take the provider of the earlier addon over, where the shop has it."""
    env = compat.environment(given)
    _share_record(env, _HOST_NAME, _OWN_NAME)


def post_init_hook(given, *_registry):
    """Link the payment methods that this host knows, note what the earlier addon left,
    then set up each company.
    """
    env = compat.environment(given)
    _share_record(env, _OWN_NAME, _HOST_NAME)
    providers = env["payment.provider"].search([("code", "=", "ogone")])
    providers._ogone_link_payment_methods()
    providers._ogone_remember_move()
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

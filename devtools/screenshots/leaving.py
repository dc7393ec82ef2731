# SPDX-License-Identifier: LGPL-3.0-or-later
"""How a shop looks that moves on to the successor."""

from __future__ import annotations

from collections.abc import Mapping

from . import scenes
from .scene import Scene

_WORLDLINE = [("code", "=", "worldline")]
_KEYS = "api_key api_secret webhook_key webhook_secret".split()
_CARDS = {"1111": "2030-12-31", "9999": "2029-06-30", "0026": "2025-03-31"}


def with_saved_cards(scene: Scene) -> Mapping[str, object]:
    """Have cards saved, one of which has expired, and Worldline ready to be tried."""
    facts = scenes.provider(scene)
    keys = {f"worldline_{name}": "-" for name in _KEYS}
    ready = {**keys, "worldline_pspid": "OgoneDemo", "state": "test"}
    scene.back_end.write("payment.provider", _WORLDLINE, ready)
    here = [("provider_id", "=", facts["provider"]), ("active", "=", True)]
    scene.back_end.write("payment.token", here, {"active": False})
    card = {
        "provider_id": facts["provider"],
        "payment_method_id": _id(scene, "payment.method", [("code", "=", "card")]),
        "partner_id": _id(scene, "res.partner", [("name", "=", "Joel Willis")]),
    }
    scene.back_end.execute(
        "payment.token",
        "create",
        [
            {
                **card,
                "provider_ref": f"A{last}",
                "payment_details": last,
                "ogone_expiry": expiry,
            }
            for last, expiry in _CARDS.items()
        ],
    )
    return facts


def _id(scene: Scene, model: str, domain: list) -> int:
    return scene.back_end.read(model, domain, ["id"])[0]["id"]


def dry_run(scene: Scene) -> None:
    """See what would become of each card."""
    scenes.form(scene)
    scene.page.get_by_role("button", name="Move to Worldline").click()
    scene.page.get_by_role("button", name="Dry Run", exact=True).click()
    scene.page.locator("[name=ogone_handon_summary]").wait_for()

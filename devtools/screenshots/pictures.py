# SPDX-License-Identifier: LGPL-3.0-or-later
"""Every picture of the documents. A new screen is one entry.

Pictures that ``static/description/index.html`` names are also copied there.
"""

from __future__ import annotations

from . import leaving, scenes, shopping
from .picture import Drawing, Picture
from .window import HIGH, LOW, PHONE, TALL, WIDE, Who

_TRANSACTION = "/odoo/action-payment.action_payment_transaction/{transaction}"
_PAYMENT = "/odoo/action-account.action_account_payments/{payment}"
_PROVIDER = "/odoo/action-payment.action_payment_provider/{provider}"
_ACCEPTANCE = "/odoo/action-payment_ogone.action_ogone_acceptance"
_REFUSALS = "/odoo/action-payment_ogone.action_ogone_refusals"
_JOURNAL = "/odoo/action-payment_ogone.action_ogone_journal"
_RECONCILE = "/odoo/action-payment_ogone.action_ogone_reconciliation"
_OFFICE = "{sandbox}/Ncol/Test/Backoffice/OgoneDemo/transactions/{payid}"

PICTURES = (
    # The journal first, while only the two weeks of business are in it.
    Picture(
        "journal", Who.MERCHANT, where=_JOURNAL, then=scenes.journal_list, window=WIDE
    ),
    Picture(
        "journal-graph",
        Who.MERCHANT,
        where=_JOURNAL,
        then=scenes.journal_graph,
    ),
    # What is analysed, for the same reason.
    Picture(
        "acceptance", Who.MERCHANT, where=_ACCEPTANCE, then=scenes.pivot, window=LOW
    ),
    Picture("refusals", Who.MERCHANT, where=_REFUSALS, then=scenes.graph),
    # What a shopper sees.
    Picture("checkout", before=shopping.at_checkout),
    Picture("checkout-phone", before=shopping.at_checkout, window=PHONE),
    Picture("kept-card", Who.CUSTOMER, before=shopping.kept_card),
    Picture("sandbox-payment", before=shopping.at_payment_page, window=HIGH),
    Picture("sandbox-payment-phone", before=shopping.at_payment_page, window=PHONE),
    Picture("sandbox-bank", before=shopping.at_the_bank),
    Picture("confirmation", before=shopping.confirmed),
    Picture("try-again", before=shopping.refused),
    # What a merchant sets up.
    Picture(
        "provider",
        Who.MERCHANT,
        before=scenes.provider,
        where=_PROVIDER,
        then=scenes.form,
        window=HIGH,
    ),
    Picture(
        "setup",
        Who.MERCHANT,
        before=scenes.provider,
        where=_PROVIDER,
        then=scenes.setup,
        window=TALL,
    ),
    Picture(
        "passphrases",
        Who.MERCHANT,
        before=scenes.provider,
        where=_PROVIDER,
        then=scenes.passphrases,
    ),
    Picture(
        "check",
        Who.MERCHANT,
        before=scenes.paid_at_provider,
        where=_PROVIDER,
        then=scenes.check,
        window=TALL,
        crop=".modal-content",
    ),
    Picture(
        "payment-page",
        Who.MERCHANT,
        before=scenes.look,
        where=_PROVIDER,
        then=scenes.payment_page,
        window=HIGH,
    ),
    Picture(
        "preview",
        Who.MERCHANT,
        before=scenes.look,
        where="/payment/ogone/preview/{provider}",
        then=scenes.previewed,
        window=HIGH,
    ),
    # What a merchant does with a payment.
    Picture(
        "transaction",
        Who.MERCHANT,
        before=scenes.paid,
        where=_TRANSACTION,
        then=scenes.form,
        window=TALL,
    ),
    Picture(
        "capture",
        Who.MERCHANT,
        before=scenes.reserved,
        where=_TRANSACTION,
        then=scenes.capture_a_part,
    ),
    Picture(
        "refunded",
        Who.MERCHANT,
        before=scenes.refunded,
        where=_PAYMENT,
        then=scenes.form,
    ),
    Picture(
        "move-to-worldline",
        Who.MERCHANT,
        before=leaving.with_saved_cards,
        where=_PROVIDER,
        then=leaving.dry_run,
        window=HIGH,
    ),
    # What an accountant looks at.
    Picture(
        "reconciliation",
        Who.MERCHANT,
        before=scenes.no_comparison,
        where=_RECONCILE,
        then=scenes.compared,
        window=WIDE,
    ),
    # The sandbox's own.
    Picture(
        "sandbox-back-office",
        before=scenes.refunded,
        where=_OFFICE,
        then=scenes.history,
        window=HIGH,
    ),
    Picture(
        "sandbox-back-office-phone",
        before=scenes.refunded,
        where=_OFFICE,
        then=scenes.history,
        window=PHONE,
    ),
)

DRAWINGS = (
    Drawing("icon", "icon.svg", (256, 256)),
    Drawing("banner", "banner.svg", (1120, 560)),
)

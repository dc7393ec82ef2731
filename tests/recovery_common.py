# SPDX-License-Identifier: LGPL-3.0-or-later
from psycopg2 import sql

from .common import OgoneCommon

_CREDENTIALS = {
    "ogone_pspid": "OldShop",
    "ogone_userid": "OldApiUser",
    "ogone_password": "OldApiPassword1!",
    "ogone_shakey_in": "OldSecretIn123!?x",
    "ogone_shakey_out": "OldSecretOut123!?",
    "ogone_hash_function": "sha1",
}


class RecoveryCommon(OgoneCommon):
    """A database that was upgraded: a provider of Ogone is nobody's, its two cards were
    archived with it, and a third one had been deleted by its customer before.
    """

    def setUp(self):
        super().setUp()
        self.lost = self.provider.copy(
            {"name": "Ogone of the past", "company_id": self.provider.company_id.id}
        )
        self.lost.write(_CREDENTIALS)
        self.archived = self.card("77c0a1e2d3b44f56a7b8c9d0e1f20345", self.lost)
        self.archived += self.card("429bbd4c3c014b79b8a72ee8d90f8c72", self.lost)
        self.deleted = self.card("0f1d8c6a52b44e0c9e7d3b1a64c25f98", self.lost)
        self.payments = self.payment("S00004", "done") + self.payment(
            "S0009", "pending"
        )
        self.orphan()

    def card(self, digits, provider):
        return self._create_token(
            provider_id=provider.id, provider_ref=f"ODOO-ALIAS-{digits}"
        )

    def payment(self, reference, state, **values):
        return self._create_transaction(
            "redirect",
            provider_id=self.lost.id,
            reference=reference,
            state=state,
            provider_reference="3000000004",
            **values,
        )

    def orphan(self):
        """Leave what an upgrade leaves: all of it is written at one moment."""
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE payment_token SET active = false,"
            " write_date = '2024-05-01 10:00:00' WHERE id = %s",
            [self.deleted.id],
        )
        self.env.cr.execute(
            "UPDATE payment_token SET active = false,"
            " write_date = '2025-10-03 04:12:00.123456' WHERE id IN %s",
            [tuple(self.archived.ids)],
        )
        self.env.cr.execute(
            "UPDATE payment_provider SET code = 'none', state = 'disabled',"
            " redirect_form_view_id = NULL, is_published = false,"
            " write_date = '2025-10-03 04:12:00.123456' WHERE id = %s",
            [self.lost.id],
        )
        self.env.invalidate_all()

    def look(self):
        """Open the wizard as an administrator does."""
        action = self.env["ogone.recovery"].action_open()
        return self.env["ogone.recovery"].browse(action["res_id"])

    def contents(self):
        """Return all that the database holds of providers, cards, payments, methods."""
        self.env.flush_all()
        tables = ("payment_provider", "payment_token", "payment_transaction")
        read = {}
        for table in (*tables, "ir_ui_menu", "ir_model_data"):
            query = sql.SQL("SELECT to_jsonb(t) FROM {} t ORDER BY id")
            self.env.cr.execute(query.format(sql.Identifier(table)))
            read[table] = [row for (row,) in self.env.cr.fetchall()]
        return read

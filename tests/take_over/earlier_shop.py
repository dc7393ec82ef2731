# SPDX-License-Identifier: LGPL-3.0-or-later
"""A database as the earlier addon left it, made of the facts in `tests/files`."""

import json
from pathlib import Path

from psycopg2 import sql

FACTS = Path(__file__).parents[1] / "files" / "earlier_addon_17.json"
# What a shop had put into the two views: the facts tell that they were there, no more.
ARCH = {
    "form": "<data/>",
    "qweb": '<t t-name="payment_ogone.redirect_form"><form method="post"/></t>',
}


class EarlierShop:
    """Writes the facts by SQL, into whatever columns this series of the host has."""

    def __init__(self, cursor):
        self.cursor = cursor
        self.facts = json.loads(FACTS.read_text("utf-8"))

    def make(self):
        """Put the earlier addon's module, views, providers, cards and payments in."""
        self._add_columns()
        self._install_module()
        companies = {"first": self._first("res_company")}
        companies["second"] = self._clone("res_company", name="Second Company")
        views = {view["name"]: self._add_view(view) for view in self.facts["views"]}
        providers = {
            provider["name"]: self._add_provider(provider, companies, views)
            for provider in self.facts["providers"]
        }
        records = {**views, "payment_provider_ogone": providers["Ogone"]}
        for name in self.facts["names"]:
            self._insert(
                "ir_model_data",
                module="payment_ogone",
                res_id=records[name["name"]],
                **name,
            )
        tokens = {
            token["provider_ref"]: self._add_token(dict(token), providers)
            for token in self.facts["tokens"]
        }
        for transaction in self.facts["transactions"]:
            self._add_transaction(dict(transaction), providers, tokens)

    # === THE PARTS === #

    def _add_columns(self):
        for name, kind in self.facts["columns"].items():
            self.cursor.execute(
                sql.SQL("ALTER TABLE payment_provider ADD COLUMN {} {}").format(
                    sql.Identifier(name), sql.SQL(kind)
                )
            )

    def _install_module(self):
        """Say that it is installed, in its last version for this series."""
        self.cursor.execute(
            "SELECT split_part(latest_version, '.', 1) FROM ir_module_module"
            " WHERE name = 'base'"
        )
        (series,) = self.cursor.fetchone()
        self.cursor.execute(
            "UPDATE ir_module_module SET state = 'installed', latest_version = %s"
            " WHERE name = 'payment_ogone'",
            [f"{series}.0.2.0"],
        )
        assert self.cursor.rowcount == 1

    def _add_view(self, view):
        extends = view["extends"] and self.record(view["extends"])
        return self._insert(
            "ir_ui_view",
            name=view["name"],
            type=view["type"],
            model="payment.provider" if extends else None,
            key=None if extends else f"payment_ogone.{view['name']}",
            mode="extension" if extends else "primary",
            inherit_id=extends,
            priority=16,
            active=True,
            arch_db=json.dumps({"en_US": ARCH[view["type"]]}),
        )

    def _add_provider(self, provider, companies, views):
        values = {**provider, "company_id": companies[provider["company"]]}
        values["redirect_form_view_id"] = views["redirect_form"]
        for translated in ("name", "pre_msg"):
            values[translated] = json.dumps({"en_US": values[translated]})
        values["module_id"] = self.record("base.module_payment_ogone")
        provider_id = self._clone("payment_provider", **values)
        if self._columns("payment_method"):
            self._link_methods(provider_id)
        return provider_id

    def _link_methods(self, provider_id):
        self.cursor.execute(
            "INSERT INTO payment_method_payment_provider_rel"
            " (payment_method_id, payment_provider_id)"
            " SELECT id, %s FROM payment_method"
            " WHERE code = ANY(%s) AND primary_payment_method_id IS NULL",
            [provider_id, self.facts["payment_methods"]],
        )

    def _add_token(self, token, providers):
        return self._insert("payment_token", **token, **self._of(token, providers))

    def _add_transaction(self, transaction, providers, tokens):
        self._insert(
            "payment_transaction",
            **transaction,
            **self._of(transaction, providers),
            token_id=tokens.get(transaction["token"]),
            currency_id=self.record("base.EUR"),
            is_post_processed=True,
        )

    def _of(self, fact, providers):
        """Return what every card and every payment refers to."""
        provider = providers[fact["provider"]]
        self.cursor.execute(
            "SELECT company_id FROM payment_provider WHERE id = %s", [provider]
        )
        (company,) = self.cursor.fetchone()
        methods = self._columns("payment_method")
        return {
            "provider_id": provider,
            "company_id": company,
            "partner_id": self.record("base.partner_admin"),
            "payment_method_id": methods and self.record("payment.payment_method_card"),
        }

    # === THE DATABASE === #

    def record(self, xml_id):
        """Return the id of a record of the host by its name."""
        self.cursor.execute(
            "SELECT res_id FROM ir_model_data WHERE module = %s AND name = %s",
            xml_id.split("."),
        )
        return self.cursor.fetchone()[0]

    def _columns(self, table):
        self.cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND table_schema = current_schema",
            [table],
        )
        return {name for (name,) in self.cursor.fetchall()}

    def _first(self, table):
        query = sql.SQL("SELECT min(id) FROM {}").format(sql.Identifier(table))
        self.cursor.execute(query)
        return self.cursor.fetchone()[0]

    def _insert(self, table, **values):
        """Add a row of what this series knows of ``values``; return its id."""
        known = {name: values[name] for name in self._columns(table) & values.keys()}
        query = sql.SQL("INSERT INTO {} ({}) VALUES ({}) RETURNING id").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, known)),
            sql.SQL(", ").join(map(sql.Placeholder, known)),
        )
        self.cursor.execute(query, known)
        return self.cursor.fetchone()[0]

    def _clone(self, table, **values):
        """Add a row like the first one but for ``values``; return its id."""
        query = sql.SQL("SELECT * FROM {} ORDER BY id LIMIT 1")
        self.cursor.execute(query.format(sql.Identifier(table)))
        names = [column.name for column in self.cursor.description]
        row = dict(zip(names, self.cursor.fetchone(), strict=True))
        del row["id"]
        row = {
            name: json.dumps(value) if isinstance(value, dict) else value
            for name, value in row.items()
        }
        return self._insert(table, **{**row, **values})

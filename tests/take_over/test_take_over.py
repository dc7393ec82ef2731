# SPDX-License-Identifier: LGPL-3.0-or-later
"""The host updates the earlier addon to this one, in a database of its own."""

import pytest

NAMES = """
SELECT name->>'en_US' FROM payment_provider
 WHERE code = 'ogone' AND ogone_pspid IS NOT NULL ORDER BY id
"""
VERSION = r"""
SELECT state, regexp_replace(latest_version, '^[0-9]+\.0\.', '')
  FROM ir_module_module WHERE name = 'payment_ogone'
"""
FIRST, SECOND, THIRD = "Ogone", "Ogone of the second company", "Ogone by hand"


def provider(database, name, columns):
    """Return ``columns`` of the provider of that name."""
    (row,) = database.rows(
        f"SELECT {columns} FROM payment_provider"  # noqa: S608
        " WHERE ogone_pspid IS NOT NULL AND name->>'en_US' = %s",
        name,
    )
    return row


def test_an_update_that_breaks_off_leaves_all_as_it_was(interrupted):
    status, log, database = interrupted
    assert status != 0
    assert "the update is interrupted here" in log
    assert database.rows(VERSION) == [("installed", "2.0")]
    assert database.column(NAMES) == [FIRST, SECOND, THIRD]
    assert not database.rows("SELECT 1 FROM pg_class WHERE relname = 'ogone_journal'")


def test_the_module_is_in_this_version(updated):
    assert updated.rows(VERSION) == [("installed", "3.0.0")]


def test_no_provider_is_lost(updated):
    assert updated.column(NAMES) == [FIRST, SECOND, THIRD]


def test_no_provider_is_added_but_what_the_host_makes_for_other_companies(updated):
    """From 19 on each company without one gets a copy, which is empty."""
    query = "SELECT state, company_id IN (SELECT company_id FROM payment_provider"
    query += " WHERE ogone_pspid IS NOT NULL) FROM payment_provider"
    added = updated.rows(f"{query} WHERE code = 'ogone' AND ogone_pspid IS NULL")
    assert set(added) <= {("disabled", False)}


@pytest.mark.parametrize(
    ("name", "credentials"),
    [
        (
            FIRST,
            (
                "OldShop",
                "OldApiUser",
                "OldApiPassword1!",
                "OldSecretIn123!?x",
                "OldSecretOut123!?",
                "sha1",
            ),
        ),
        (
            SECOND,
            (
                "OldShopTwo",
                "TwoApi",
                "TwoApiPassword1!",
                "short",
                "TwoSecretOut123!?",
                "sha256",
            ),
        ),
    ],
)
def test_credentials_are_kept(updated, name, credentials):
    columns = (
        "ogone_pspid, ogone_userid, ogone_password, ogone_shakey_in, ogone_shakey_out,"
        " ogone_hash_function"
    )
    assert provider(updated, name, columns) == credentials


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        (FIRST, ("enabled", True, 3, True, 5000)),
        (SECOND, ("test", True, 3, True, 5000)),
        (THIRD, ("disabled", True, 3, True, 5000)),
    ],
)
def test_the_shop_goes_on_as_it_was_set_up(updated, name, settings):
    columns = "state, is_published, sequence, allow_tokenization, maximum_amount"
    assert provider(updated, name, columns) == settings
    assert provider(updated, name, "pre_msg->>'en_US'") == (
        "<p>Pay with your card.</p>",
    )


def test_each_provider_stays_in_its_company(updated):
    query = "SELECT c.name FROM payment_provider p JOIN res_company c"
    query += " ON c.id = p.company_id WHERE p.ogone_pspid IS NOT NULL ORDER BY p.id"
    companies = updated.column(query)
    assert companies[1] == "Second Company"
    assert companies[0] == companies[2] != "Second Company"


def test_new_settings_have_the_values_of_the_earlier_addon(updated):
    """It knew the platform itself, and none of its white labels."""
    query = "SELECT DISTINCT ogone_gateway FROM payment_provider WHERE code = 'ogone'"
    assert updated.column(query) == ["ogone"]


def test_what_was_kept_is_told(updated):
    (kept,) = provider(updated, SECOND, "ogone_kept")
    assert kept == [
        "ogone_pspid",
        "ogone_userid",
        "ogone_password",
        "ogone_shakey_in",
        "ogone_shakey_out",
        "ogone_hash_function",
    ]


def test_cards_are_kept_with_their_aliases(updated):
    query = "SELECT provider_ref, payment_details, active FROM payment_token"
    query += " WHERE provider_ref LIKE 'ODOO-ALIAS-%' ORDER BY id"
    assert updated.rows(query) == [
        ("ODOO-ALIAS-429bbd4c3c014b79b8a72ee8d90f8c72", "1111", True),
        ("ODOO-ALIAS-0f1d8c6a52b44e0c9e7d3b1a64c25f98", "9999", False),
        ("ODOO-ALIAS-77c0a1e2d3b44f56a7b8c9d0e1f20345", "0003", True),
    ]


def test_payments_are_kept_with_their_references(updated):
    query = "SELECT x.reference, x.state, x.provider_reference, x.amount::int"
    query += " FROM payment_transaction x JOIN payment_provider p"
    query += " ON p.id = x.provider_id AND p.code = 'ogone' ORDER BY x.id"
    assert updated.rows(query) == [
        ("S00001", "draft", None, 10),
        ("S00099-20261123135423", "pending", "3000000002", 11),
        ("S00004", "done", "3000000004", 13),
        ("S00005", "cancel", "3000000005", 14),
        ("INV/2024/00006", "error", "3000000006", 15),
    ]


def test_payment_methods_are_added_and_none_is_drawn_from_other_providers(updated):
    if not updated.rows("SELECT 1 FROM pg_class WHERE relname = 'payment_method'"):
        pytest.skip("the host has no payment methods")
    query = "SELECT m.code, m.active FROM payment_method m"
    query += " JOIN payment_method_payment_provider_rel r ON r.payment_method_id = m.id"
    query += " JOIN payment_provider p ON p.id = r.payment_provider_id"
    linked = dict(updated.rows(f"{query} WHERE p.name->>'en_US' = %s", FIRST))
    assert {"bancontact", "eps", "ideal", "kbc_cbc", "paypal"} <= linked.keys()
    before = {"bancontact", "belfius", "card", "eps", "p24", "paypal", "twint"}
    newly_offered = {code for code, active in linked.items() if active} - before
    assert not newly_offered & {"ideal", "kbc_cbc", "paysafecard", "klarna"}


def test_the_views_of_the_earlier_addon_are_replaced_in_their_places(updated):
    (form,) = updated.column(
        "SELECT arch_db::text FROM ir_ui_view WHERE key = 'payment_ogone.redirect_form'"
    )
    assert "payment_form" in form
    query = "SELECT v.id FROM ir_ui_view v JOIN ir_model_data d ON d.res_id = v.id"
    query += " AND d.model = 'ir.ui.view' WHERE d.module = 'payment_ogone'"
    (form_id,) = updated.column(f"{query} AND d.name = 'redirect_form'")
    used = "SELECT DISTINCT redirect_form_view_id FROM payment_provider"
    assert updated.column(f"{used} WHERE code = 'ogone'") == [form_id]
    assert updated.column(f"{query} AND d.name = 'ogone_move_notice'")


def test_no_view_is_left_that_nothing_names(updated):
    """Such a view would stay for ever, for no update finds it."""
    query = "SELECT v.name FROM ir_ui_view v LEFT JOIN ir_model_data d"
    query += " ON d.res_id = v.id AND d.model = 'ir.ui.view' WHERE d.id IS NULL"
    assert not updated.column(f"{query} AND v.name ILIKE '%ogone%'")


def test_the_jobs_that_ask_ogone_are_added(updated):
    query = "SELECT name FROM ir_model_data WHERE module = 'payment_ogone'"
    query += " AND model = 'ir.cron' ORDER BY name"
    assert updated.column(query) == ["cron_forget", "cron_query"]


def test_another_update_changes_nothing(updated_again):
    before, after = updated_again
    assert after == before

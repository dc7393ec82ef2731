# SPDX-License-Identifier: LGPL-3.0-or-later
"""What an accountant does, who has the rights of the accounting app and no others."""

from playwright.sync_api import expect

LOGIN = PASSWORD = "accountant@example.com"  # noqa: S105
APP = "account.menu_finance"
GROUPS = [("base", "group_user"), ("account", "group_account_invoice")]


def engage(back_end):
    """Make the user, if nobody did yet."""
    if back_end.read("res.users", [("login", "=", LOGIN)], ["id"]):
        return
    names = back_end.execute("res.users", "fields_get", ["group_ids"])
    field = "group_ids" if names else "groups_id"  # 19, before
    user = {"name": "Ada Accountant", "login": LOGIN, "password": PASSWORD}
    groups = [(6, 0, [group_of(back_end, *name) for name in GROUPS])]
    back_end.execute("res.users", "create", {**user, field: groups})


def group_of(back_end, module, name):
    domain = [("module", "=", module), ("name", "=", name)]
    (found,) = back_end.read("ir.model.data", domain, ["res_id"])
    return found["res_id"]


class Accountant:
    """An accountant at the browser in which a shopper has paid."""

    def __init__(self, shopper):
        self.page, self.picture = shopper.page, shopper.picture
        shopper.leave()
        shopper.log_in(LOGIN, PASSWORD)

    def choose(self, entry, title):
        """Choose ``entry`` of the addon's menu, in the reports of the app, and wait for
        what is shown under ``title``.
        """
        self.page.locator(".o_navbar_apps_menu button").click()
        self.page.locator(f".o_app[data-menu-xmlid='{APP}']").click()
        self.page.get_by_role("button", name="Reporting", exact=True).click()
        self.page.get_by_role("menuitem", name=entry, exact=True).click()
        expect(self.page.locator(".o_breadcrumb")).to_contain_text(title)

    def show(self, view):
        """Switch to another view of the same."""
        self.page.locator(f".o_switch_view.o_{view}").click()

    def open(self, reference):
        """Open a payment in the list that is shown."""
        cells = self.page.locator(".o_data_row .o_data_cell")
        cells.get_by_text(reference, exact=True).first.click()
        self.page.locator("[name=ogone_panel]").wait_for()

    @property
    def panel(self):
        return self.page.locator("[name=ogone_panel]")

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

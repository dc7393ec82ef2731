# SPDX-License-Identifier: LGPL-3.0-or-later
"""What an administrator does on the provider's form."""

from playwright.sync_api import expect

PROVIDER = [("code", "=", "ogone"), ("state", "=", "test")]


class Administrator:
    """The shopper's browser, logged in as administrator."""

    def __init__(self, shopper, back_end):
        self.person, self.page = shopper, shopper.page
        self.back_end, self.shop_url = back_end, shopper.shop_url

    def opens_the_provider(self):
        self.page.context.clear_cookies()
        self.person.log_in(self.back_end.login, self.back_end.password)
        (provider,) = self.back_end.read("payment.provider", PROVIDER, ["id"])
        action = "payment.action_payment_provider"
        self.back_end.show(self.page, action, provider["id"])

    def enters(self, **fields):
        """Fill in fields of the tab Credentials, and save."""
        self.page.get_by_role("tab", name="Credentials").click()
        for name, value in fields.items():
            field = self.page.locator(f".o_field_widget[name={name}] input").first
            field.fill(value)
            field.press("Tab")
        self.page.locator(".o_form_button_save").click()
        expect(self.page.locator(".o_form_status_indicator_buttons")).to_have_class(
            "o_form_status_indicator_buttons d-flex invisible"
        )

    def checks(self):
        """Press "Check configuration"; return the dialog once it tells."""
        self.page.get_by_role("button", name="Check configuration").click()
        return self._told()

    def checks_again(self):
        self.page.get_by_role("button", name="Check again").click()
        return self._told()

    def closes(self):
        self.page.get_by_role("button", name="Close", exact=True).last.click()
        expect(self.page.get_by_role("dialog")).to_have_count(0)

    def _told(self):
        dialog = self.page.get_by_role("dialog")
        expect(dialog.locator("[name=ogone_check]")).to_contain_text("Nothing was")
        return dialog

    def reads(self, subject):
        """Return the line of the dialog that is about ``subject``."""
        lines = self.page.get_by_role("dialog").locator("li")
        return lines.filter(has=self.page.get_by_text(subject, exact=True))

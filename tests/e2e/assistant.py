# SPDX-License-Identifier: LGPL-3.0-or-later
"""The page "Ogone setup" of a provider, as an administrator uses it."""

import re

from playwright.sync_api import expect


class Assistant:
    def __init__(self, page, shop_url, provider):
        self.page = page
        self._address = f"{shop_url}/odoo/action-payment.action_payment_provider"
        self._address += f"/{provider}"
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    def open(self):
        self.page.goto(self._address)
        self.page.get_by_role("tab", name="Ogone setup").click()
        self._step("account").wait_for()

    def choose_gateway(self, name):
        self.page.bring_to_front()
        self._step("account").locator("[name=ogone_gateway] input").click()
        self.page.locator(".o_select_menu_item", has_text=name).click()

    def fill(self, label, text):
        """Enter ``text`` and leave the field, which is when the form reads it."""
        self.page.bring_to_front()
        field = self.page.get_by_label(label)
        field.fill(text)
        field.press("Tab")

    def copy(self, step, row):
        """Press the button to copy what ``step`` has in ``row``; return the copy."""
        self.page.bring_to_front()
        line = self._step(step).get_by_role("row", name=row)
        return self._copied(line.locator("button"))

    def generate(self):
        """Have passphrases made, and return the dialog that shows them."""
        self.page.bring_to_front()
        self.page.get_by_role("button", name="Generate passphrases").click()
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_contain_text("They are shown this once.")
        return dialog

    def copy_passphrase(self, dialog, name):
        self.page.bring_to_front()
        return self._copied(dialog.locator(f"[name={name}] button"))

    def _copied(self, button):
        self.page.evaluate("navigator.clipboard.writeText('')")
        button.click()
        expect(self.page.get_by_text("Copied").last).to_be_visible()
        return self.page.evaluate("navigator.clipboard.readText()")

    def use(self, dialog):
        dialog.get_by_role("button", name="Use them").click()
        expect(dialog).to_have_count(0)

    def tick(self, step):
        self.page.bring_to_front()
        tick = self._step(step).get_by_label(re.compile("^Step . done"))
        tick.check()
        expect(tick).to_be_checked()

    def choose_state(self, name):
        self.page.bring_to_front()
        self.page.get_by_role("radio", name=name).check()
        self.page.locator(".o_form_button_save").click()
        expect(self.page.locator(".o_form_button_save")).to_be_hidden()

    def _step(self, name):
        return self.page.locator(f"[name=ogone_step_{name}]")

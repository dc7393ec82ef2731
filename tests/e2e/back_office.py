# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a merchant does in the sandbox's back office, in a tab of its own."""

from playwright.sync_api import expect


class BackOffice:
    """The back office of one test account."""

    def __init__(self, page, sandbox_url):
        self.page = page
        self._root = f"{sandbox_url}/Ncol/Test/Backoffice"

    def open_account(self, pspid):
        self.page.goto(self._root)
        self.page.get_by_label("PSPID").fill(pspid)
        self.page.get_by_role("button", name="Open the account").click()
        expect(self.page.get_by_text("The account was opened.")).to_be_visible()

    def go_to(self, place):
        """Follow ``place``: the words of navigation and tabs, parted by ‣."""
        self.page.bring_to_front()
        for name in place.split(" ‣ "):
            self.page.get_by_role("link", name=name, exact=True).click()

    def add_user(self, userid, password):
        self.go_to("Users ‣ New user")
        self.page.get_by_label("UserID").fill(userid)
        self.page.get_by_label("Special user for API").check()
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.get_by_label("Password, once more").fill(password)
        self.page.get_by_role("button", name="Create").click()
        expect(self.page.get_by_text("The API user was added.")).to_be_visible()

    def fill(self, label, text):
        self.page.get_by_label(label, exact=True).fill(text)

    def check(self, label):
        self.page.get_by_label(label, exact=True).check()

    def uncheck(self, label):
        self.page.get_by_label(label, exact=True).uncheck()

    def choose_parameters(self, names):
        """Tick the dynamic parameters of ``names``, and no other."""
        for box in self.page.locator("input[name=dynamic_parameters]").all():
            box.set_checked(box.get_attribute("value") in names)

    def save(self):
        self.page.get_by_role("button", name="Save").click()
        expect(self.page.get_by_text("Your changes were saved.")).to_be_visible()

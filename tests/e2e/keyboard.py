# SPDX-License-Identifier: LGPL-3.0-or-later
"""Hands that never touch a mouse."""

# More stops than any page of a shop has.
_STOPS = 200
_IS_THERE = "selector => document.activeElement.matches(selector)"
_IS_SHOWN = """() => {
    const { outlineStyle, outlineWidth, boxShadow } =
        getComputedStyle(document.activeElement);
    const outlined = outlineStyle !== "none" && outlineWidth !== "0px";
    return outlined || boxShadow !== "none";
}"""


class Keyboard:
    """Moves through ``page`` with Tab; what has the focus can be seen."""

    def __init__(self, page):
        self.page, self._keys = page, page.keyboard

    def go_to(self, selector):
        """Press Tab until what ``selector`` finds has the focus."""
        self.page.locator(f"{selector}:visible:enabled").first.wait_for()
        for _stop in range(_STOPS):
            if self.page.evaluate(_IS_THERE, selector):
                assert self.page.evaluate(_IS_SHOWN), f"no focus to see: {selector}"
                return
            self._keys.press("Tab")
        raise AssertionError(f"no key leads to {selector}")

    def press(self, selector, key="Enter"):
        self.go_to(selector)
        self._keys.press(key)

    def type(self, selector, text):
        self.go_to(selector)
        self._keys.type(text)

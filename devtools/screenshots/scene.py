# SPDX-License-Identifier: LGPL-3.0-or-later
"""A window on the shop, and who looks through it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.running import Levers

from .stories import BackEnd, Shopper
from .window import DESKTOP, Who, Window

_LOCAL = ("http://127.0.0.1", "http://localhost", "data:", "blob:")
_MILLISECONDS = 30_000


class Visitor(Shopper):
    """A shopper of the stories, who takes no pictures on the way, and buys the same
    cabinet each time.
    """

    product = "large+cabinet"

    def picture(self, name: str) -> None:
        """Take none."""


@dataclass(frozen=True)
class Stage:
    """What runs while pictures are taken.

    :ivar chromium: Playwright's browser.
    """

    chromium: Any
    shop_url: str
    back_end: BackEnd
    sandbox: Levers

    @contextlib.contextmanager
    def window(self, window: Window, who: Who) -> Iterator[Visitor]:
        """Open a window, with ``who`` logged in; nobody was here before."""
        context = self.chromium.new_context(
            viewport={"width": window.width, "height": window.height},
            device_scale_factor=window.scale,
            has_touch=window.touch,
            locale="en-US",
            timezone_id="UTC",
            reduced_motion="reduce",
            bypass_csp=True,  # a style of ours makes the page hold still
        )
        context.set_default_timeout(_MILLISECONDS)
        # What is asked of elsewhere is cut off.
        context.route(
            lambda url: not url.startswith(_LOCAL), lambda route: route.abort()
        )
        try:
            visitor = Visitor(context.new_page(), self.shop_url, "")
            if who.value:
                visitor.log_in(who.value, who.value)
            yield visitor
        finally:
            context.close()


@dataclass(frozen=True)
class Scene:
    """A stage, and the window of which a picture is taken."""

    stage: Stage
    shopper: Visitor

    @property
    def page(self) -> Any:
        """What the window shows: Playwright's page."""
        return self.shopper.page

    @property
    def back_end(self) -> BackEnd:
        """The merchant's books."""
        return self.stage.back_end

    @contextlib.contextmanager
    def somebody(self) -> Iterator[Visitor]:
        """Have a visitor do something in another window."""
        with self.stage.window(DESKTOP, Who.VISITOR) as visitor:
            yield visitor

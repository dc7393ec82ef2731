# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a picture is: who looks, at what, after what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..paths import ROOT
from .scene import Scene
from .window import DESKTOP, Who, Window

IMAGES = ROOT / "docs" / "images"
DESCRIPTION = ROOT / "static" / "description"


def nothing(_scene: Scene) -> None:
    """Do nothing before, or after."""


@dataclass(frozen=True)
class Picture:
    """A screen, as it goes into ``docs/images/NAME.png``.

    :ivar before: What happens first; what it returns may be named in ``where``.
    :ivar where: Address below that of the shop; empty stays where ``before`` led.
    :ivar then: What is done there: open a tab, wait for what has to be seen.
    :ivar crop: A CSS selector: only that is shown. Empty shows all of the window.
    """

    name: str
    who: Who = Who.VISITOR
    before: Callable[[Scene], Mapping[str, object] | None] = nothing
    where: str = ""
    then: Callable[[Scene], None] = nothing
    crop: str = ""
    window: Window = DESKTOP

    @property
    def file(self) -> Path:
        """Where it goes."""
        return IMAGES / f"{self.name}.png"


@dataclass(frozen=True)
class Drawing:
    """A drawing of ours, from ``static/description/SOURCE`` into a PNG beside it.

    :ivar size: In pixels, width and height.
    """

    name: str
    source: str
    size: tuple[int, int]

    @property
    def file(self) -> Path:
        """Where it goes."""
        return DESCRIPTION / f"{self.name}.png"

# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a picture is: who looks, at what, after what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from ..paths import ROOT

if TYPE_CHECKING:
    from .scene import Scene

IMAGES = ROOT / "docs" / "images"
DESCRIPTION = ROOT / "static" / "description"


class Who(Enum):
    """Who looks; the value is login and password in one."""

    VISITOR = ""
    CUSTOMER = "portal"
    MERCHANT = "admin"


@dataclass(frozen=True)
class Window:
    """What somebody looks through; ``scale`` is how fine its pixels are."""

    width: int
    height: int
    scale: float = 1.5
    touch: bool = False


DESKTOP = Window(1200, 690)
HIGH = Window(1200, 860)
LOW = Window(900, 520, scale=2)
TALL = Window(1200, 1120)
WIDE = Window(1600, 920, scale=1.125)
PHONE = Window(390, 844, scale=2, touch=True)


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

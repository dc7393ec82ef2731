# SPDX-License-Identifier: LGPL-3.0-or-later
"""Who looks, and through what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


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

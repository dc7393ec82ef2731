# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a person does in the shop is written down once: for the stories in a browser."""

import sys

from ..paths import ROOT

sys.path.insert(0, str(ROOT / "tests" / "e2e"))

from back_end import BackEnd  # noqa: E402
from shopper import ACCEPTED, CHALLENGED, REFUSED, Shopper  # noqa: E402

__all__ = ["ACCEPTED", "CHALLENGED", "REFUSED", "BackEnd", "Shopper"]

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Make ``python -m devtools`` the same as ``./dev``."""

import sys

from .cli import main

sys.exit(main())

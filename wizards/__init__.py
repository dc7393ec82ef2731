# SPDX-License-Identifier: LGPL-3.0-or-later
from . import (
    check,
    passphrases,
    recovery,
    recovery_line,
    recovery_line_finding,
    refund,
)

# SPDX-License-Identifier: LGPL-3.0-or-later
"""What an error tells wherever it ends up."""

import traceback


def in_full(error):
    """Return ``error`` as a log shows it, with those that led to it."""
    told = traceback.format_exception(type(error), error, error.__traceback__)
    return "".join(told) + repr(error)

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Orders, cards and sums: the state of the gateway, without HTTP."""

# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a shop sends, read and checked once."""

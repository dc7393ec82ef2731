# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the shop is told: signed messages, and how they travel."""

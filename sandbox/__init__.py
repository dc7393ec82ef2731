# SPDX-License-Identifier: LGPL-3.0-or-later
"""A simulated Ogone gateway for tests: no money, no acquirer, no network of its own."""

__version__ = "1.0.0"

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Accounts of merchants: their settings, and who may call."""

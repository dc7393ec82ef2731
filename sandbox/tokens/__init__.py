# SPDX-License-Identifier: LGPL-3.0-or-later
"""Cards become aliases before any order: the alias gateway, hosted tokenization."""

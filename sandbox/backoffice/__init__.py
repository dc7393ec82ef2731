# SPDX-License-Identifier: LGPL-3.0-or-later
"""The back office: where merchants set their account and look after transactions."""

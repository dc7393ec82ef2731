# SPDX-License-Identifier: LGPL-3.0-or-later
"""Pages for shoppers: the hosted payment page, and the bank's."""

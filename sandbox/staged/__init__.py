# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a tester has staged: faults, and scripts of coming orders."""

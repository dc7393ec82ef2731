# SPDX-License-Identifier: LGPL-3.0-or-later
"""What a tester sees and pulls: the overview and levers."""

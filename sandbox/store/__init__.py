# SPDX-License-Identifier: LGPL-3.0-or-later
"""Where the state is kept: SQLite, in memory or in a file. Nobody else speaks SQL."""

# SPDX-License-Identifier: LGPL-3.0-or-later
"""The runner behind ``./dev``: everything it makes lies in ``.dev/`` or in the cache.

Modules import the standard library alone at their top: they are read before the
virtual environment exists.
"""

# SPDX-License-Identifier: LGPL-3.0-or-later
"""DirectLink: calls from server to server, answered in XML."""

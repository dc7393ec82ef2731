# SPDX-License-Identifier: LGPL-3.0-or-later
"""What axe-core finds on a page."""

from axe_playwright_python.sync_playwright import Axe

# WCAG 2.0 to 2.2, levels A and AA.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def faults(page, within=None):
    """Return what keeps somebody out of ``page``: by rule, where.

    :param within: A selector of the only parts to look at.
    """
    page.wait_for_load_state()  # a page without its styles has other faults
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    context = within and {"include": [within]}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return {
        violation["id"]: [node["html"][:200] for node in violation["nodes"]]
        for violation in found
    }

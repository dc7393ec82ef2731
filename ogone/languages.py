# SPDX-License-Identifier: LGPL-3.0-or-later
"""LANGUAGE of Ogone's pages.

:source: [LANGUAGE] the values of the platform, ``dk_DK``, ``no_NO`` and ``se_SE``
    against the usual codes included
"""

from __future__ import annotations

FALLBACK = "en_US"
_PAGES = (
    "en_US cs_CZ de_DE dk_DK el_GR es_ES fr_FR it_IT ja_JP nl_NL nl_BE no_NO pl_PL"
    " pt_PT ru_RU se_SE sk_SK tr_TR"
).split()
_FIRST_OF_LANGUAGE = {page[:2]: page for page in reversed(_PAGES)}
# Elsewhere "se" is Sami, and "dk" no language.
_OGONE_SPELLING = {"da": "dk", "nb": "no", "nn": "no", "sv": "se", "se": "", "dk": ""}


def page_language(locale: str | None) -> str:
    """Return the LANGUAGE nearest to a locale such as ``fr_BE`` or ``sr@latin``.

    >>> page_language("fr_BE"), page_language("nl_BE"), page_language("sv_SE")
    ('fr_FR', 'nl_BE', 'se_SE')
    """
    locale = (locale or FALLBACK).replace("-", "_")
    if locale in _PAGES:
        return locale
    language = locale.split("_")[0].split("@")[0].lower()
    language = _OGONE_SPELLING.get(language, language)
    return _FIRST_OF_LANGUAGE.get(language, FALLBACK)

# SPDX-License-Identifier: LGPL-3.0-or-later
"""LANGUAGE of the page, from whatever the shop calls the shopper's language."""

import pytest

from ogone.languages import page_language

# Of the platform's SDK; Danish, Norwegian and Swedish have spellings of their own.
OFFERED = """
    en_US cs_CZ de_DE dk_DK el_GR es_ES fr_FR it_IT ja_JP nl_BE nl_NL no_NO pl_PL
    pt_PT ru_RU se_SE sk_SK tr_TR
"""


@pytest.mark.parametrize("page", OFFERED.split())
def test_a_language_that_ogone_offers_is_kept(page):
    assert page_language(page) == page


@pytest.mark.parametrize(
    ("locale", "page"),
    [
        ("fr_BE", "fr_FR"),
        ("fr-CH", "fr_FR"),
        ("fr", "fr_FR"),
        ("FR_be", "fr_FR"),
        ("nl", "nl_NL"),
        ("nl-BE", "nl_BE"),
        ("en_GB", "en_US"),
        ("pt_BR", "pt_PT"),
        ("da_DK", "dk_DK"),
        ("nb_NO", "no_NO"),
        ("nn_NO", "no_NO"),
        ("sv_SE", "se_SE"),
        ("de_CH@euro", "de_DE"),
        ("de@euro", "de_DE"),
    ],
)
def test_the_nearest_language_is_chosen(locale, page):
    assert page_language(locale) == page


@pytest.mark.parametrize("locale", [None, "", "zh_CN", "sr@latin", "ca", "_", "\0"])
def test_english_stands_in_for_the_rest(locale):
    assert page_language(locale) == "en_US"

# SPDX-License-Identifier: LGPL-3.0-or-later
"""What the pages say: seven languages, each of them whole."""

import re

import pytest

from sandbox.pages.languages import TEXTS, amount_shown

LANGUAGES = ["de", "en", "es", "fr", "it", "nl", "pt"]


def placeholders(text):
    return sorted(re.findall(r"\{(\w*)\}", text))


def test_the_languages_are_those_of_the_readme():
    assert sorted(TEXTS) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(language):
    assert list(TEXTS[language]) == list(TEXTS["en"])
    assert [key for key, text in TEXTS[language].items() if not text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_leaves_the_same_gaps(language):
    gaps = {key: placeholders(text) for key, text in TEXTS[language].items()}
    assert {key: names for key, names in gaps.items() if names} == {
        "tries_left": ["tries"]
    }


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_no_language_is_a_copy_of_english(language):
    same = [key for key, text in TEXTS[language].items() if text == TEXTS["en"][key]]
    assert len(same) < 6


@pytest.mark.parametrize(
    ("code", "text", "amount"),
    [
        ("en_US", "Card number", "15.10 EUR"),
        ("fr_FR", "Numéro de carte", "15,10 EUR"),
        ("nl_BE", "Kaartnummer", "15,10 EUR"),
        ("de_DE", "Kartennummer", "15,10 EUR"),
        ("es_ES", "Número de tarjeta", "15,10 EUR"),
        ("it_IT", "Numero della carta", "15,10 EUR"),
        ("pt_PT", "Número do cartão", "15,10 EUR"),
        ("ja_JP", "Card number", "15.10 EUR"),
    ],
)
def test_the_page_speaks_the_language_asked(shopper, code, text, amount):
    page = shopper.opens(LANGUAGE=code).response.text
    assert text in page
    assert amount in page
    assert "SIMUL" in page


def test_an_amount_of_a_few_cents_keeps_its_zeros():
    assert amount_shown(7, "EUR", "pt") == "0,07 EUR"

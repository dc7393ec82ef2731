# SPDX-License-Identifier: LGPL-3.0-or-later
"""The translations are whole, and what finds their faults finds them."""

import polib
import pytest

from devtools import translations
from devtools.translations import LANGUAGES, TEMPLATE, path_of

EXPORTED = """\
# Translation of Odoo Server.
msgid ""
msgstr ""
"POT-Creation-Date: 2026-11-23 10:00+0000\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#. module: payment_ogone
#. odoo-python
#: code:addons/payment_ogone/models/b.py:0
#: code:addons/payment_ogone/models/a.py:0
#, python-format
msgid "PAYID %(amount)s paid"
msgstr ""

#. module: payment_ogone
#: model:ir.model.fields,help:payment_ogone.field_x
msgid "A page of your own"
msgstr ""
"""


@pytest.fixture
def template():
    return translations.template_of(EXPORTED)


def french(template, **translated):
    """Return a file of ``template`` in which its two terms are translated."""
    texts = {"page": "Une page à vous", "paid": "PAYID %(amount)s payé", **translated}
    file = translations.merged(polib.POFile(), template, "fr")
    file.find("A page of your own").msgstr = texts["page"]
    file.find("PAYID %(amount)s paid").msgstr = texts["paid"]
    return file


def read(path):
    return polib.pofile(str(path))


def found(file, template):
    return list(translations.faults(file, template, "fr"))


# === WHAT IS THERE === #


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_whole(language):
    own, template = read(path_of(language)), read(TEMPLATE)
    assert len(template) > 300
    assert list(translations.faults(own, template, language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_lies_as_the_command_writes_it(language):
    text = path_of(language).read_text(encoding="utf-8")
    written = translations.merged(read(path_of(language)), read(TEMPLATE), language)
    assert f"{written}\n" == text


# === WHAT FINDS FAULTS === #


def test_the_terms_tell_no_time_and_have_an_order(template):
    msgids = [entry.msgid for entry in template]
    assert msgids == ["A page of your own", "PAYID %(amount)s paid"]
    places = [place for place, _line in template[1].occurrences]
    assert places == [
        "code:addons/payment_ogone/models/a.py",
        "code:addons/payment_ogone/models/b.py",
    ]
    assert "2026" not in str(template)
    assert "python-format" not in str(template)


@pytest.mark.parametrize("msgid", ["It was paid.", "<span>It was paid.</span>"])
def test_a_message_of_the_provider_has_both_forms(msgid):
    exported = EXPORTED.replace("A page of your own", msgid).replace(
        "model:ir.model.fields,help:", "model_terms:payment.provider,done_msg:"
    )
    template = translations.template_of(exported)
    msgids = [entry.msgid for entry in template]
    assert msgids == [
        "<span>It was paid.</span>",
        "It was paid.",
        "PAYID %(amount)s paid",
    ]


def test_a_whole_file_has_no_fault(template):
    assert found(french(template), template) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"page": ""}, "not translated: 'A page of your own'"),
        ({"page": "A page of your own"}, "still English: 'A page of your own'"),
        ({"page": "Une page "}, "other blanks at its ends than its source"),
        ({"page": "Une <b>page</b>"}, "other tags than its source"),
        ({"paid": "%(amount)s payé"}, "without PAYID"),
        ({"paid": "PAYID %(montant)s"}, "other places than its source"),
        ({"paid": "PAYID payé"}, "other places than its source"),
        ({"paid": "PAYID %(amount)s payé %s"}, "other places than its source"),
    ],
)
def test_a_fault_is_found(template, changed, fault):
    faults = found(french(template, **changed), template)
    assert len(faults) == 1
    assert faults[0].startswith(fault)


def test_terms_that_are_missing_or_not_known_are_found(template):
    file = french(template)
    file.find("PAYID %(amount)s paid").msgid = "Gone"
    assert found(file, template)[:2] == [
        "not there: 'PAYID %(amount)s paid'",
        "not a term: 'Gone'",
    ]


def test_a_fuzzy_term_and_another_header_are_found(template):
    file = french(template)
    file[0].flags = ["fuzzy"]
    file.metadata["Language"] = "de"
    assert found(file, template) == [
        "header: Language is not 'fr'",
        "fuzzy: 'A page of your own'",
    ]


# === WHAT IS NEW === #


def test_a_term_that_changed_a_little_is_fuzzy(template):
    before = french(template)
    template.find("A page of your own").msgid = "A page of your own."
    after = translations.merged(before, template, "fr")
    entry = after.find("A page of your own.")
    assert (entry.msgstr, entry.fuzzy) == ("Une page à vous", True)
    assert entry.previous_msgid == "A page of your own"
    assert not after.find("A page of your own")
    assert translations.missing(after) == [entry]


def test_a_term_that_is_new_is_empty(template):
    template.append(polib.POEntry(msgid="Something else", msgstr=""))
    after = translations.merged(french(template), template, "fr")
    assert [entry.msgid for entry in translations.missing(after)] == ["Something else"]


def test_what_is_translated_elsewhere_is_taken(template):
    file = french(template, page="")
    file.find("PAYID %(amount)s paid").flags = ["fuzzy"]
    given = polib.POFile()
    for msgid, msgstr in (
        ("A page of your own", "Une page"),
        ("PAYID %(amount)s paid", ""),
        ("Nobody's", "Personne"),
    ):
        given.append(polib.POEntry(msgid=msgid, msgstr=msgstr))
    assert translations.take(file, given) == 1
    assert [entry.msgid for entry in translations.missing(file)] == [
        "PAYID %(amount)s paid"
    ]

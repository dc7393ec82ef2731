# SPDX-License-Identifier: LGPL-3.0-or-later
"""The files in i18n/: what is to be translated, the translations, and their faults."""

from __future__ import annotations

import copy
import difflib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .paths import ADDON, ROOT

if TYPE_CHECKING:
    from polib import POEntry, POFile

FOLDER = ROOT / "i18n"
TEMPLATE = FOLDER / f"{ADDON}.pot"
# The languages of the gateway's markets, and how each counts.
LANGUAGES = {
    "de": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "it": "nplurals=2; plural=(n != 1);",
    "nl": "nplurals=2; plural=(n != 1);",
    "pt": "nplurals=2; plural=(n != 1);",
}
# Nothing that changes from run to run or from machine to machine.
_METADATA = {
    "Project-Id-Version": ADDON,
    "Report-Msgid-Bugs-To": "",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
_ALIKE = 0.8
# What a translation has exactly as often as its source.
_SAME = {
    "places": re.compile(r"%\(\w+\)[sd]|%[sd%]"),
    "tags": re.compile(r"</?[a-zA-Z][^<>]*>"),
}
_PARAMETER = re.compile(r"\b(?:SHA-IN|SHA-OUT|[A-Z]{5,})\b")
# Some versions of lxml put such a sentence into a tag: it is translated either way.
_MESSAGE = "model_terms:payment.provider,"
_WRAPPED = "<span>%s</span>"
_EDGES = re.compile(r"^\s*|\s*$")
_MOST_WORDS = 3
# Longer than that, and the same in every language: names of a company, and of what
# stands in Ogone's back office.
_PROPER_NAMES = frozenset(
    """
Ogone, Ingenico ePayments, Worldline
3. Global security parameters
4. Data and origin verification
5. Transaction feedback: e-Commerce
6. Transaction feedback: all transaction submission modes
<em>Transaction feedback</em>, All transaction submission modes
<strong>Each parameter followed by the pass phrase</strong>
<strong>Online but switch to a deferred request when the online requests fail</strong>
Checks for DirectLink &amp; Batch (Automatic)
Checks for e-Commerce &amp; Alias Gateway
Compose the string to be hashed by concatenating the value of
Configuration ‣ Alias ‣ My alias information
Configuration ‣ Technical information ‣ Data and origin verification
Configuration ‣ Technical information ‣ Global security parameters
Configuration ‣ Technical information ‣ Transaction feedback ‣ All transaction submission modes
Configuration ‣ Technical information ‣ Transaction feedback ‣ e-Commerce
Configuration ‣ Users ‣ New user
Direct HTTP server-to-server request
HTTP redirection in the browser
HTTP request for status changes
I would like to receive transaction feedback parameters on the redirection URLs
IP address of the server
Special user for API (no access to admin.)
Timing of the request
URL if it is “cancelled by the client” or “too many rejections”
URL if the payment's status is “accepted”, “on hold” or “uncertain”
URL of the merchant page containing the payment form
""".splitlines()  # noqa: E501
)


def path_of(language: str) -> Path:
    """Return the file that holds the translations into ``language``."""
    return FOLDER / f"{language}.po"


def template_of(exported: str) -> POFile:
    """Return the terms that a host has exported, without what tells when and where."""
    import polib

    template = polib.pofile(exported)
    template.header = f"Terms of {ADDON}, written by ./dev i18n"
    template.metadata = dict(_METADATA)
    for entry in list(template):
        entry.flags = []
        entry.occurrences = sorted(set(entry.occurrences))
        if entry.occurrences[0][0].startswith(_MESSAGE):
            _add_other_form(template, entry)
    template.sort(key=lambda entry: entry.msgid)
    return template


def _add_other_form(template: POFile, entry: POEntry) -> None:
    before, after = _WRAPPED.split("%s")
    plain = entry.msgid[len(before) : -len(after)]
    is_wrapped = entry.msgid == _WRAPPED % plain
    other = copy.copy(entry)
    other.msgid = plain if is_wrapped else _WRAPPED % entry.msgid
    template.append(other)


def merged(translations: POFile, template: POFile, language: str) -> POFile:
    """Return ``translations`` with the terms of ``template`` and no others.

    A term that is new and resembles one that is gone gets its translation, marked as
    fuzzy: hosts do not use it until a person has looked at it.
    """
    import polib

    known = {entry.msgid: entry for entry in translations if not entry.obsolete}
    gone = [msgid for msgid in known if not template.find(msgid)]
    result = polib.POFile()
    result.header = f"{ADDON} in {language}"
    result.metadata = {
        **_METADATA,
        "Language": language,
        "Plural-Forms": LANGUAGES[language],
    }
    for term in template:
        own = known.get(term.msgid)
        entry = polib.POEntry(
            msgid=term.msgid,
            msgstr=own.msgstr if own else "",
            comment=term.comment,
            occurrences=term.occurrences,
            flags=own.flags if own else [],
            previous_msgid=own.previous_msgid if own else None,
        )
        if not own and (alike := _closest(term.msgid, gone)):
            entry.msgstr = known[alike].msgstr
            entry.flags = ["fuzzy"]
            entry.previous_msgid = alike
        result.append(entry)
    return result


def _closest(msgid: str, gone: list[str]) -> str | None:
    found = difflib.get_close_matches(msgid, gone, n=1, cutoff=_ALIKE)
    return found[0] if found else None


def missing(translations: POFile) -> list[POEntry]:
    """Return what a person has to translate, or to look at."""
    return [entry for entry in translations if not entry.msgstr or entry.fuzzy]


def take(translations: POFile, filled: POFile) -> int:
    """Put the translations of ``filled`` in their places; return how many."""
    count = 0
    for given in filled:
        entry = translations.find(given.msgid)
        if entry and given.msgstr:
            entry.msgstr = given.msgstr
            entry.flags = []
            entry.previous_msgid = None
            count += 1
    return count


# === FAULTS === #


def faults(translations: POFile, template: POFile, language: str) -> Iterator[str]:
    """Yield what is wrong with the translations into ``language``."""
    yield from _faults_of_header(translations, language)
    terms = {entry.msgid for entry in template}
    known = {entry.msgid for entry in translations if not entry.obsolete}
    yield from (f"not there: {msgid!r}" for msgid in sorted(terms - known))
    yield from (f"not a term: {msgid!r}" for msgid in sorted(known - terms))
    for entry in translations:
        for fault in _faults_of(entry):
            yield f"{fault}: {entry.msgid!r}"


def _faults_of_header(translations: POFile, language: str) -> Iterator[str]:
    expected = {"Language": language, "Plural-Forms": LANGUAGES[language]}
    for name, value in expected.items():
        if translations.metadata.get(name) != value:
            yield f"header: {name} is not {value!r}"


def _faults_of(entry: POEntry) -> Iterator[str]:
    source, translation = entry.msgid, entry.msgstr
    if entry.obsolete:
        yield "obsolete"
    if entry.fuzzy:
        yield "fuzzy"
    if not translation:
        yield "not translated"
        return
    for what, pattern in _SAME.items():
        if Counter(pattern.findall(source)) != Counter(pattern.findall(translation)):
            yield f"other {what} than its source"
    lost = set(_PARAMETER.findall(source)) - set(_PARAMETER.findall(translation))
    yield from (f"without {name}" for name in sorted(lost))
    if _EDGES.findall(source) != _EDGES.findall(translation):
        yield "other blanks at its ends than its source"
    untouched = source == translation and source not in _PROPER_NAMES
    if untouched and len(source.split()) > _MOST_WORDS:
        yield "still English"

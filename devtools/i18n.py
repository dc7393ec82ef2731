# SPDX-License-Identifier: LGPL-3.0-or-later
"""The verb ``i18n``."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from . import databases, hosts, odoo, postgres, translations
from .console import RunnerError, say
from .counts import Counts
from .databases import Server
from .hosts import Host
from .locks import claimed
from .paths import ADDON, DEV, ROOT
from .shop import NOT_THE_ADDON

if TYPE_CHECKING:
    from polib import POFile

SCRIPT = Path(__file__).with_name("export_terms.py")
FOLDER = DEV / "i18n"
# One host's export is the measure: they differ in what they write beside the terms.
SERIES = 19


def i18n(arguments: argparse.Namespace) -> int:
    """Write what there is to translate into i18n/, as Odoo exports it.

    The terms go to payment_ogone.pot and to each language; what is new there has no
    translation, or one marked as fuzzy. To translate: --missing LANG prints that as a
    file, --take LANG FILE takes it back with the translations filled in. --check
    changes nothing and fails where anything is missing.
    """
    if arguments.missing:
        say(_missing(arguments.missing))
        return 0
    if arguments.take:
        return _take(*arguments.take)
    host = hosts.find(arguments.host)
    if host.series != SERIES:
        raise RunnerError(f"The terms are those of Odoo {SERIES}, not {host.series}.")
    with claimed("i18n"), postgres.running() as server:
        database = databases.fresh_copy(host, server, "i18n")
        odoo.install(host, server, database, "-i", ADDON)
        if arguments.check:
            return 1 if check(host, server, database).failed else 0
        _write(_exported(host, server, database))
    return 0


def check(host: Host, server: Server, database: str) -> Counts:
    """Say what is wrong with i18n/; each language and the terms count as a test.

    :param database: One in which the addon is installed.
    """
    if host.series != SERIES:
        say(f"The terms are those of Odoo {SERIES}; not checked on {host.series}.")
        return Counts()
    fresh = str(_exported(host, server, database))
    is_fresh = translations.TEMPLATE.read_text(encoding="utf-8") == fresh + "\n"
    if not is_fresh:
        say(f"{translations.TEMPLATE.name} is not up to date: run ./dev i18n")
    failed = sum(map(_say_faults, translations.LANGUAGES)) + (not is_fresh)
    return Counts(len(translations.LANGUAGES) + 1 - failed, failed)


def _say_faults(language: str) -> bool:
    template = _read(translations.TEMPLATE)
    own = _read(translations.path_of(language))
    found = list(translations.faults(own, template, language))
    for fault in found:
        say(f"{language}: {fault}")
    return bool(found)


def _exported(host: Host, server: Server, database: str) -> POFile:
    """Return the terms of the addon, exported from a copy of what is shipped: a host
    reads every Python file below the folder of an addon.
    """
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(ROOT, FOLDER / "addons" / ADDON, ignore=_not_shipped)
    addons = ",".join(map(str, [FOLDER / "addons", *host.addons]))
    file = FOLDER / "exported.po"
    variables = {**server, "PAYMENT_OGONE_TERMS": str(file)}
    odoo.shell(host, variables, database, SCRIPT, f"--addons-path={addons}")
    return translations.template_of(file.read_text(encoding="utf-8"))


def _not_shipped(folder: str, names: list[str]) -> list[str]:
    if Path(folder) != ROOT:
        return [name for name in names if name == "__pycache__"]
    return [name for name in names if name.startswith(".") or name in NOT_THE_ADDON]


def _write(template: POFile) -> None:
    translations.FOLDER.mkdir(exist_ok=True)
    _save(template, translations.TEMPLATE)
    for language in translations.LANGUAGES:
        path = translations.path_of(language)
        merged = translations.merged(_read(path), template, language)
        _save(merged, path)
        say(f"{path.name}: {len(translations.missing(merged))} of {len(merged)} to do")


def _missing(language: str) -> str:
    import polib

    to_do = polib.POFile()
    to_do.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": language}
    to_do.extend(translations.missing(_read(_path_of(language))))
    return str(to_do)


def _take(language: str, file: str) -> int:
    path = _path_of(language)
    own = _read(path)
    count = translations.take(own, _read(Path(file)))
    _save(own, path)
    say(f"{path.name}: {count} taken, {len(translations.missing(own))} left to do")
    return 1 if _say_faults(language) else 0


def _path_of(language: str) -> Path:
    if language not in translations.LANGUAGES:
        known = ", ".join(translations.LANGUAGES)
        raise RunnerError(f"{language} is none of the languages: {known}.")
    return translations.path_of(language)


def _read(path: Path) -> POFile:
    import polib

    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def _save(file: POFile, path: Path) -> None:
    path.write_text(f"{file}\n", encoding="utf-8")

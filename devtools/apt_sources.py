# SPDX-License-Identifier: LGPL-3.0-or-later
"""Read where the machine gets Debian from, and derive a source with one more suite."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path("/etc/apt")
ONE_LINE = re.compile(
    r"^deb\s+(?P<options>\[[^\]]*\]\s+)?(?P<uri>\S+)\s+(?P<suite>\S+)\s+(?P<rest>.+)$",
    re.MULTILINE,
)


def with_suite(suite: str, codename: str, folder: Path = FOLDER) -> str | None:
    """Return the first source that serves ``codename``, serving ``suite`` too.

    Its mirror, its signing key and its options stay as the machine has them.

    :param codename: The machine's release, as "bookworm".
    :return: The text of a file in deb822 or in the one-line style, after the name
        that tells which: ``None`` if no source serves ``codename``.
    """
    for file in sorted(folder.glob("sources.list.d/*.sources")):
        for stanza in re.split(r"\n\s*\n", file.read_text()):
            if codename in _field(stanza, "Suites") and _is_enabled(stanza):
                return _add_to_stanza(stanza, suite)
    lists = [folder / "sources.list", *sorted(folder.glob("sources.list.d/*.list"))]
    for file in filter(Path.is_file, lists):
        for line in ONE_LINE.finditer(file.read_text()):
            if line["suite"] == codename:
                return _add_line(line, suite)
    return None


def is_deb822(source: str) -> bool:
    """Tell which style ``source`` is in, as apt goes by the suffix of the file."""
    return not source.startswith("deb ")


def _field(stanza: str, name: str) -> list[str]:
    found = re.search(rf"^{name}:(.*)$", stanza, re.MULTILINE | re.IGNORECASE)
    return found[1].split() if found else []


def _is_enabled(stanza: str) -> bool:
    binary = "deb" in _field(stanza, "Types")
    return binary and _field(stanza, "Enabled") not in (["no"], ["false"])


def _add_to_stanza(stanza: str, suite: str) -> str:
    return re.sub(r"(?im)^(Suites:.*)$", rf"\1 {suite}", stanza.strip()) + "\n"


def _add_line(line: re.Match[str], suite: str) -> str:
    options = line["options"] or ""
    suites = (line["suite"], suite)
    return "".join(
        f"deb {options}{line['uri']} {each} {line['rest']}\n" for each in suites
    )

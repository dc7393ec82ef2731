# SPDX-License-Identifier: LGPL-3.0-or-later
"""Data files and views against the schemas that a host brings for them."""

from __future__ import annotations

import ast
import functools
from pathlib import Path, PurePosixPath

from lxml import etree

from .data import parsed
from .manifest import NAME
from .unknown import UnknownError

_VIEWS = ".//record[@model='ir.ui.view']"


def check(addon: Path, host: Path) -> int:
    """Validate the data files of a package; return how many documents there were.

    :param host: The package of the host, as ``…/odoo``.
    :raise UnknownError: naming the file and the line that the host would refuse.
    """
    manifest = ast.literal_eval((addon / NAME).read_text(encoding="utf-8"))
    paths = [path for path in manifest["data"] if path.endswith(".xml")]
    return sum(_check_file(addon, PurePosixPath(path), host) for path in paths)


def _check_file(addon: Path, path: PurePosixPath, host: Path) -> int:
    root = parsed((addon / path).read_text(encoding="utf-8"), path)
    _validate(root, host / "import_xml.rng", path)
    views = [view for record in root.iterfind(_VIEWS) for view in _views(record)]
    schemas = [host / "addons/base/rng" / f"{view.tag}_view.rng" for view in views]
    for view, schema in zip(views, schemas, strict=True):
        if schema.exists():
            _validate(view, schema, path)
    return 1 + sum(schema.exists() for schema in schemas)


def _views(record: etree._Element) -> list[etree._Element]:
    """Return the whole view of a record; a change of another one has no schema."""
    if record.find("field[@name='inherit_id']") is not None:
        return []
    return record.findall("field[@name='arch']/*")


def _validate(element: etree._Element, schema: Path, path: PurePosixPath) -> None:
    grammar = _grammar(schema)
    if not grammar.validate(element):
        error = grammar.error_log.last_error
        raise UnknownError(f"{schema.name}: {error.message}", path, error.line)


@functools.cache
def _grammar(schema: Path) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(schema))

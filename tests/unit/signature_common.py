# SPDX-License-Identifier: LGPL-3.0-or-later
"""Published signatures and lists of names, by their ids."""

import json
from pathlib import Path

VECTORS = Path(__file__).parent / "vectors"
PASSPHRASE = "Mysecretsig1875!?"  # noqa: S105 - the one that the guides print


def by_id(name):
    rows = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    return {row["id"]: row for row in rows}


STRICT = by_id("signatures.json")
VARIANTS = by_id("signatures_variants.json")
OFFICIAL = {key: row["names"] for key, row in by_id("signed_names.json").items()}


def as_arrived(params, charset="utf-8"):
    return {name.upper(): value.encode(charset) for name, value in params.items()}

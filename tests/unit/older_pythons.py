# SPDX-License-Identifier: LGPL-3.0-or-later
"""Which tests are left out where Python is older than 3.10.

The addon and ``ogone/`` run on 3.8, so their tests do. What imports ``sandbox/`` or
``devtools/``, itself or by another file of this folder, needs 3.10 as those do; and so
does what reads their sources.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
_NEEDS_3_10 = frozenset(("devtools", "sandbox", "test_boundaries", "shown_texts"))
# Not parsed: an older Python cannot read every file that is left out.
_IMPORTED = re.compile(r"^(?:from|import) (\w+)", re.MULTILINE)


def left_out():
    """Return the names of the test files that need Python 3.10."""
    return sorted(path.name for path in FOLDER.glob("test_*.py") if _needs_3_10(path))


def _needs_3_10(path):
    reached, waiting = set(), {path.stem}
    while waiting:
        name = waiting.pop()
        reached.add(name)
        file = FOLDER / f"{name}.py"
        if file.exists():
            text = file.read_text(encoding="utf-8")
            waiting |= set(_IMPORTED.findall(text)) - reached
    return not reached.isdisjoint(_NEEDS_3_10)

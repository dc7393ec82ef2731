# SPDX-License-Identifier: LGPL-3.0-or-later
"""What all tests share, and which of them run on the Pythons of older shops."""

import sys

import older_pythons
import pytest

if sys.version_info >= (3, 10):  # noqa: UP036 - older ones come in by the verb pythons
    pytest_plugins = ["sandbox_common"]
else:
    collect_ignore = older_pythons.left_out()


def pytest_report_header():
    """Say which tests are left out, for nobody should take them for passed."""
    names = globals().get("collect_ignore")
    return f"left out on this Python: {' '.join(names)}" if names else None


@pytest.fixture
def no_proxy(monkeypatch):
    """Go straight to the servers of the tests, whatever this machine's habits."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)

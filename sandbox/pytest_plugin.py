# SPDX-License-Identifier: LGPL-3.0-or-later
"""A fixture for pytest, which finds it by itself where the distribution is installed.

def test_an_order(ogone_sandbox):
    shop = Shop(ogone_sandbox.url, ogone_sandbox.account)
    ogone_sandbox.configure(feedback_url=shop.feedback_url)
"""

from collections.abc import Iterator

import pytest

from .running import RunningSandbox


@pytest.fixture(scope="session")
def ogone_sandbox_process() -> Iterator[RunningSandbox]:
    """Run one sandbox for all tests; it keeps what each test leaves there."""
    with RunningSandbox() as running:
        yield running


@pytest.fixture
def ogone_sandbox(ogone_sandbox_process: RunningSandbox) -> RunningSandbox:
    """Return a sandbox in which nothing happened yet."""
    ogone_sandbox_process.reset()
    return ogone_sandbox_process

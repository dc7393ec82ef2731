# SPDX-License-Identifier: LGPL-3.0-or-later
"""Files that cannot hold the books: refused with one line, and left as they are."""

import signal
import sqlite3
import subprocess
import sys

import pytest
from test_sandbox_restart import ROOT, SECONDS, Gateway


@pytest.fixture
def file(tmp_path):
    return tmp_path / "books.sqlite"


@pytest.fixture
def running(file):
    gateway = Gateway(file)
    yield gateway
    if gateway.process.poll() is None:
        gateway.ends(signal.SIGKILL)


def refusal(file):
    """Return what a start on ``file`` says, once it was given up."""
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "sandbox", "--port", "0", "--state", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    [line] = ended.stderr.splitlines()
    return line


def test_what_is_no_database_is_left_alone(file):
    file.write_text("Dear diary, " * 100)
    assert "is no SQLite database, or a damaged one" in refusal(file)
    assert file.read_text() == "Dear diary, " * 100


def test_a_damaged_database_is_refused(running, file):
    for n in range(30):
        running.orders(f"A{n}")
    running.ends()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert "damaged" in refusal(file)


def test_a_database_of_another_program_is_left_alone(file):
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE orders (number)")
    connection.close()
    assert "another program: name another file" in refusal(file)


def test_a_file_of_another_version_is_refused(running, file):
    running.ends()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert "another version of the sandbox (format 99, not 1)" in refusal(file)


def test_two_processes_cannot_keep_one_book(running, file):
    assert "is in use by another process" in refusal(file)


def test_a_file_that_cannot_be_written_is_refused(tmp_path):
    assert "Is a directory" in refusal(tmp_path)
    assert "No such file or directory" in refusal(tmp_path / "missing" / "books")


def test_the_file_is_for_its_owner_alone(running, file):
    assert file.stat().st_mode & 0o777 == 0o600

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Start servers, and ask them over HTTP whether they are ready."""

from __future__ import annotations

import contextlib
import os
import subprocess  # nosec B404 # it starts programs by name, as a shell would
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping

from .console import RunnerError, say, say_command
from .paths import ROOT
from .processes import Command, child, log_file, tail


@contextlib.contextmanager
def service(
    command: Command, url: str, log: str, env: Mapping[str, str], seconds: int = 120
) -> Iterator[subprocess.Popen]:
    """Start a server, wait until ``url`` answers 200, and stop it at the end."""
    say_command(command)
    with open(log_file(log), "w") as file:
        outputs = {"stdout": file, "stderr": subprocess.STDOUT}
        environment = {**os.environ, **env}
        quiet = {"stdin": subprocess.DEVNULL, "cwd": ROOT}
        with child(command, env=environment, **quiet, **outputs) as process:
            _wait_until_ready(process, url, log, seconds)
            say(f"{log} is ready; its log is {log_file(log)}")
            yield process


def _wait_until_ready(
    process: subprocess.Popen, url: str, log: str, seconds: int
) -> None:
    deadline = time.monotonic() + seconds
    while not answers(url):
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = process.wait(0.1)
            raise RunnerError(f"{tail(log)}\n{log} ended at once, status {status}.")
        if time.monotonic() > deadline:
            raise RunnerError(f"{tail(log)}\n{url} did not answer in {seconds} s.")


def answers(url: str) -> bool:
    """Tell whether a GET of ``url`` is answered with 200."""
    # A proxy of the machine has no way to the loopback address of this one.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=10) as answer:
            return answer.status == 200
    except (OSError, urllib.error.URLError):
        return False

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Run programs in process groups of their own, and leave none behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess  # nosec B404 # it starts programs by name, as a shell would
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from .console import RunnerError, say_command
from .paths import LOGS

Command = Sequence["str | Path"]
SECONDS_TO_END = 15
TAIL_LINES = 30


class Interrupted(BaseException):
    """Someone asked the runner to stop; ``signal_number`` tells how."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.signal_number = signal_number


def stop_on_signals() -> None:
    """Turn Ctrl-C, SIGTERM and a closed terminal into one `Interrupted`."""
    stopping = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def interrupt(signal_number: int, _frame: object) -> None:
        for each in stopping:  # a second Ctrl-C must not cut the tidying short
            signal.signal(each, signal.SIG_IGN)
        raise Interrupted(signal_number)

    for each in stopping:
        signal.signal(each, interrupt)


@contextlib.contextmanager
def child(command: Command, **options: object) -> Iterator[subprocess.Popen]:
    """Start ``command``; at the end stop it with everything it started."""
    # Lists of arguments of the runner's own, never a text for a shell.
    process = subprocess.Popen(command, start_new_session=True, **options)  # nosec B603
    try:
        yield process
    finally:
        stop_group(process)


def stop_group(process: subprocess.Popen) -> None:
    """Ask the whole group of ``process`` to end, and force what does not."""
    _signal_group(process, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(SECONDS_TO_END)
    _signal_group(process, signal.SIGKILL)
    process.wait()


def _signal_group(process: subprocess.Popen, signal_number: int) -> None:
    # Not ours to stop: a program that sudo started ends by itself.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal_number)


def run(
    command: Command,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    quiet: bool = False,
) -> None:
    """Run ``command`` to its end, its output on the screen.

    :param env: What to add to the environment.
    :param quiet: Keep the output, and show it when the command fails.
    :raise RunnerError: It ended with another status than 0.
    """
    status, output = run_for_status(command, env, cwd, quiet)
    if status:
        raise RunnerError(f"{output or ''}\n{command[0]} ended with status {status}.")


def run_for_status(
    command: Command,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    quiet: bool = False,
) -> tuple[int, str | None]:
    """Run ``command`` to its end and return its status, and its output if ``quiet``."""
    say_command(command)
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if quiet else {}
    environment = {**os.environ, **(env or {})}
    options = {"env": environment, "cwd": cwd, "stdin": subprocess.DEVNULL}
    with child(command, text=True, **options, **kept) as process:
        output, _ = process.communicate()
        return process.returncode, output


def follow(
    command: Command,
    on_line: Callable[[str], None],
    log: str,
    env: Mapping[str, str],
    stdin: str | None = None,
) -> int:
    """Run ``command``, log its output line by line to ``on_line``, return its status.

    :param log: The name of the file below ``.dev/log``, without suffix.
    :param stdin: A file name to read from.
    """
    say_command(command)
    with contextlib.ExitStack() as stack:
        source = stack.enter_context(open(stdin or os.devnull))
        file = stack.enter_context(open(log_file(log), "w"))
        options = {"env": {**os.environ, **env}, "stdin": source, "text": True}
        outputs = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        process = stack.enter_context(
            child(command, errors="replace", **options, **outputs)
        )
        for line in process.stdout:
            file.write(line)
            on_line(line.rstrip("\n"))
        return process.wait()


def log_file(name: str) -> Path:
    """Return the path of a log, in a folder that exists."""
    LOGS.mkdir(parents=True, exist_ok=True)
    return LOGS / f"{name}.log"


def tail(log: str) -> str:
    """Return the last lines of a log, for the one who has to see why."""
    lines = log_file(log).read_text(errors="replace").splitlines()
    return "\n".join(lines[-TAIL_LINES:])

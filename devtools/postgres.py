# SPDX-License-Identifier: LGPL-3.0-or-later
"""The database server: the one the environment names, else a cluster in ``.dev``."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import subprocess  # nosec B404 # it starts programs by name, as a shell would
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import ports, postgres_programs
from .console import say
from .locks import one_at_a_time
from .paths import POSTGRES
from .postgres_programs import command
from .processes import run

ROLE = "odoo"  # Odoo refuses the role `postgres`
NAMING_A_SERVER = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE")
SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 256MB
recovery_init_sync_method = syncfs
"""


def is_foreign() -> bool:
    """Tell whether the environment names a server, which then is used as it is."""
    return any(os.environ.get(name) for name in NAMING_A_SERVER)


@contextlib.contextmanager
def running() -> Iterator[dict[str, str]]:
    """Have a server while the block runs; yield the variables that lead to it."""
    if is_foreign():
        yield {}
        return
    cluster = _cluster()
    cluster.folder.mkdir(parents=True, exist_ok=True)
    with open(cluster.folder / "users.lock", "w") as users:
        with one_at_a_time(cluster.folder / "change.lock"):
            cluster.start()
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield cluster.environment()
        finally:
            with one_at_a_time(cluster.folder / "change.lock"):
                _stop_if_unused(cluster, users)


def _stop_if_unused(cluster: Cluster, users: object) -> None:
    """Stop the server, unless another runner holds its share of the lock."""
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        cluster.stop()


def own_cluster() -> Cluster | None:
    """Return the cluster that is ours to restart, if the server is one."""
    return None if is_foreign() else _cluster()


def stop() -> None:
    """Stop the cluster, whoever uses it: its files are about to go."""
    if list(POSTGRES.glob("*/data/postmaster.pid")):
        cluster = _cluster()
        if cluster.is_running():
            cluster.stop()


def _cluster() -> Cluster:
    """Return the cluster of the programs there are: another version, another one."""
    programs = postgres_programs.find()
    return Cluster(programs, POSTGRES / postgres_programs.version(programs))


@dataclass(frozen=True)
class Cluster:
    """Our own server: ``folder`` holds its data, its password and its log."""

    programs: Path
    folder: Path

    @property
    def data(self) -> Path:
        """Return the folder that PostgreSQL calls the data directory."""
        return self.folder / "data"

    @property
    def password(self) -> Path:
        """Return the file that holds the password of the role."""
        return self.folder / "password"

    def start(self) -> None:
        """Start the server on a free port, if it does not run yet."""
        if self.is_running():
            return
        if not self.data.exists():
            self._create()
        log = self.folder / "log"
        say(f"Starting PostgreSQL; its log is {log}")
        self._control("start", "-w", "-l", log, "-o", f"-p {ports.any_free()}")

    def stop(self) -> None:
        """Stop the server, and whoever is still connected."""
        self._control("stop", "-m", "fast")

    def restart(self) -> None:
        """Cut off whoever is connected, as a crash does, and start again in place."""
        port = self.environment()["PGPORT"]
        options = ["-w", "-m", "immediate", "-l", self.folder / "log"]
        self._control("restart", *options, "-o", f"-p {port}")

    def is_running(self) -> bool:
        """Tell whether the server runs, and not only its file of last time is left."""
        question = command(self.programs / "pg_ctl", "-D", self.data, "status")
        # A program of PostgreSQL, and a folder of ours.
        answer = subprocess.run(question, capture_output=True, check=False)  # nosec B603
        return not answer.returncode

    def environment(self) -> dict[str, str]:
        """Return the variables that lead libpq here; line 4 of the file is the port."""
        port = (self.data / "postmaster.pid").read_text().splitlines()[3]
        variables = {"PGHOST": "127.0.0.1", "PGPORT": port, "PGUSER": ROLE}
        return {**variables, "PGPASSWORD": self.password.read_text()}

    def _create(self) -> None:
        """Make the data aside and move them into place when they are whole."""
        making = self.folder / "making"
        shutil.rmtree(making, ignore_errors=True)
        postgres_programs.make_folder(self.folder)
        postgres_programs.make_folder(making)
        self.password.touch(mode=0o600)
        self.password.write_text(secrets.token_urlsafe(24))
        options = ["--username", ROLE, "--auth", "scram-sha-256"]
        options += ["--pwfile", self.password, "--encoding", "UTF8"]
        options += ["--locale", "C.UTF-8"]
        run(command(self.programs / "initdb", "-D", making, *options), quiet=True)
        with open(making / "postgresql.conf", "a") as file:
            file.write(SETTINGS)
        making.rename(self.data)

    def _control(self, action: str, *options: object) -> None:
        pg_ctl = self.programs / "pg_ctl"
        run(command(pg_ctl, "-D", self.data, "-s", action, *options))

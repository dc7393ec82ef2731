# SPDX-License-Identifier: LGPL-3.0-or-later
"""Run the sandbox, from this folder or from where it is installed."""

import argparse
import logging
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from .accounts.merchants import DEMO, DEMO_PRODUCTION
from .app import create_app
from .state import State
from .store.database import StoreError

_SETTLE_EVERY = 1.0  # seconds: for what no request comes by to notice


class _Handler(WSGIRequestHandler):
    """Logs a request without its query, which may name people."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        path = self.path.partition("?")[0]
        logging.getLogger(__package__).info("%s %.80r %s", self.command, path, code)


def main(arguments: list[str] | None = None) -> None:
    """Serve until SIGTERM or SIGINT."""
    options = _options(arguments)
    level = logging.WARNING if options.quiet else logging.INFO
    logging.basicConfig(level=level, format="%(asctime)s %(name)s: %(message)s")
    try:
        state = _state(options.feedback_url, options.state)
    except StoreError as error:
        print(f"Ogone sandbox: {error}", file=sys.stderr)
        sys.exit(2)
    server = make_server(
        options.host,
        options.port,
        create_app(state),
        threaded=True,
        request_handler=_Handler,
    )
    _serve(server, state, f"http://{options.host}:{server.port}/")


def _program() -> str:
    """Return how it was called: as a command, or as a package by its name here."""
    command = Path(sys.argv[0])
    return f"python -m {__package__}" if command.suffix == ".py" else command.name


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        _program(), description="A simulated Ogone gateway: no money moves."
    )
    parser.add_argument("--host", default="127.0.0.1", help="loopback unless told")
    parser.add_argument("--port", type=int, default=8899, help="0 takes any free one")
    parser.add_argument(
        "--feedback-url", default="", help="of the demo account's direct request"
    )
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="keep everything there, and go on from it; in memory unless told",
    )
    parser.add_argument("--quiet", action="store_true", help="log warnings only")
    return parser.parse_args(arguments)


def _state(feedback_url: str, file: Path | None) -> State:
    """Return the state to begin with, or to go on from.

    An address that is told now takes the place of the one in the file.
    """
    accounts = [
        replace(account, feedback_url=feedback_url)
        for account in (DEMO, DEMO_PRODUCTION)
    ]
    state = State(accounts, file=file)
    for account in accounts if feedback_url else ():
        known = state.merchant(*account.key)
        state.set_merchant(replace(known, feedback_url=feedback_url))
    return state


def _serve(server: BaseWSGIServer, state: State, url: str) -> None:
    """Serve in threads, so that a signal can end it all from the main one."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())

    def settle() -> None:
        while not stop.wait(_SETTLE_EVERY):
            state.settle()

    workers = [
        threading.Thread(target=target, daemon=True)
        for target in (server.serve_forever, state.notifier.run, settle)
    ]
    for worker in workers:
        worker.start()
    # Not before a signal ends it well: who reads this may send one at once.
    print(f"Ogone sandbox: {url}", flush=True)
    stop.wait()
    server.shutdown()
    state.notifier.stop()
    server.server_close()
    for worker in workers:
        worker.join(timeout=state.merchants()[0].feedback_timeout)
    state.close()


if __name__ == "__main__":
    main()

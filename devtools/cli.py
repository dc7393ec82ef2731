# SPDX-License-Identifier: LGPL-3.0-or-later
"""Read the command line: a verb is a function, its docstring the help."""

from __future__ import annotations

import argparse
import contextlib
import sys

from . import (
    bench,
    chaos,
    clean,
    demo,
    fuzzing,
    hosts,
    i18n,
    linting,
    load,
    machine,
    mutation,
    package,
    pythons,
    screenshots,
    setup,
    testing,
    venv,
)
from .console import RunnerError
from .paths import DEV
from .pins import PYTHONS
from .processes import Interrupted, stop_on_signals

# They drive no shop, and need none of its programs.
_WITHOUT_SHOP = (
    linting.lint,
    load.load,
    mutation.mutate,
    package.package,
    pythons.pythons,
)


def main() -> int:
    """Run the verb that the command line names; return the status to exit with."""
    arguments = _parser().parse_args()
    stop_on_signals()
    try:
        if arguments.verb is not clean.clean:
            DEV.mkdir(exist_ok=True)
            _prepare(arguments)
        return arguments.verb(arguments) or 0
    except RunnerError as error:
        with contextlib.suppress(BrokenPipeError):
            print(f"\n{error}", file=sys.stderr, flush=True)
        return 1
    except Interrupted as interruption:
        return 128 + interruption.signal_number


def _prepare(arguments: argparse.Namespace) -> None:
    """Install what is missing to get into the virtual environment, and go there."""
    if not venv.is_entered():
        no_shop = getattr(arguments, "part", None) in ("unit", "pythons", "sandbox")
        no_shop |= arguments.verb in _WITHOUT_SHOP
        machine.ensure(not no_shop)
        venv.enter(sys.argv[1:])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev", description=__doc__.split("\n")[0])
    _add_host(parser, None)
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    _add(verbs, setup.setup)
    _add_demo(verbs)
    _add_test(verbs)
    _add_pythons(verbs)
    _add_load(verbs)
    _add_mutate(verbs)
    _add_fuzz(verbs)
    _add_chaos(verbs)
    _add_bench(verbs)
    _add_screenshots(verbs)
    _add_i18n(verbs)
    _add(verbs, linting.lint)
    _add_package(verbs)
    _add(verbs, clean.clean)
    return parser


def _add(verbs: argparse._SubParsersAction, verb: object) -> argparse.ArgumentParser:
    text = verb.__doc__
    options = {"formatter_class": argparse.RawDescriptionHelpFormatter}
    first_line = text.split("\n")[0]
    parser = verbs.add_parser(
        verb.__name__, help=first_line, description=text, **options
    )
    parser.set_defaults(verb=verb)
    _add_host(parser, argparse.SUPPRESS)
    return parser


def _add_host(parser: argparse.ArgumentParser, default: object) -> None:
    text = "a tree of Odoo 16 to 19 or Flectra 3.0, instead of Debian's Odoo 19"
    text += f" (or {hosts.VARIABLE})"
    parser.add_argument("--host", metavar="PATH", default=default, help=text)


def _add_demo(verbs: argparse._SubParsersAction) -> None:
    parser = _add(verbs, demo.demo)
    parser.add_argument("--port", type=int, help="of the shop")
    parser.add_argument("--sandbox-port", type=int, help="of the simulated gateway")
    parser.add_argument("--reset", action="store_true", help="start with a new shop")
    parser.add_argument(
        "--nodes", type=int, default=1, help="Odoo servers, behind a proxy if several"
    )


def _add_chaos(verbs: argparse._SubParsersAction) -> None:
    parser = _add(verbs, chaos.chaos)
    parser.add_argument("--seed", type=int, default=1, help="of what goes wrong")
    parser.add_argument("--orders", type=int, default=2000)


def _add_bench(verbs: argparse._SubParsersAction) -> None:
    parser = _add(verbs, bench.bench)
    parser.add_argument("--quick", action="store_true", help="few samples, few rows")


def _add_screenshots(verbs: argparse._SubParsersAction) -> None:
    parser = _add(verbs, screenshots.screenshots)
    text = "the shop of the last time, instead of a new one"
    parser.add_argument("--again", action="store_true", help=text)
    parser.add_argument("names", nargs="*", metavar="NAME", help="of pictures")


def _add_i18n(verbs: argparse._SubParsersAction) -> None:
    parser = _add(verbs, i18n.i18n)
    deed = parser.add_mutually_exclusive_group()
    deed.add_argument("--check", action="store_true", help="change nothing")
    deed.add_argument("--missing", metavar="LANG", help="print what is left to do")
    files = ("LANG", "FILE")
    deed.add_argument("--take", nargs=2, metavar=files, help="take translations")


def _add_test(verbs: argparse._SubParsersAction) -> None:
    parser = _add(verbs, testing.test)
    parser.add_argument("part", nargs="?", choices=sorted(testing.PARTS))
    parser.add_argument("name", nargs="?", help="only tests of that name")


def _add_pythons(verbs: argparse._SubParsersAction) -> None:
    parser = _add(verbs, pythons.pythons)
    text = f"one of {', '.join(PYTHONS)}; all without it"
    parser.add_argument("versions", nargs="*", metavar="VERSION", help=text)


def _add_package(verbs: argparse._SubParsersAction) -> None:
    parser = _add(verbs, package.package)
    parser.add_argument("what", choices=package.CHOICES)


def _add_load(verbs: argparse._SubParsersAction) -> None:
    parser = _add(verbs, load.load)
    parser.add_argument("--orders", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--file", action="store_true", help="keep the state in a file")


def _add_mutate(verbs: argparse._SubParsersAction) -> None:
    parser = _add(verbs, mutation.mutate)
    choices = sorted(mutation.MODULES)
    parser.add_argument(
        "module", nargs="?", choices=choices, help="only of ogone/ this"
    )


def _add_fuzz(verbs: argparse._SubParsersAction) -> None:
    parser = _add(verbs, fuzzing.fuzz)
    parser.add_argument("--requests", type=int, default=fuzzing.REQUESTS, metavar="N")
    parser.add_argument("--seed", type=int, metavar="N", help="any, without it")

# SPDX-License-Identifier: LGPL-3.0-or-later
"""Start a shop, take the pictures, stop it."""

from __future__ import annotations

import argparse
import base64
import contextlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault  # nosec B411 # it is the shop of this run that answers

from playwright.sync_api import Error, sync_playwright

from sandbox.accounts.merchants import DYNAMIC_PARAMETERS

from .. import hosts, odoo, ports, postgres, shop
from ..console import RunnerError, say
from ..hosts import Host
from ..locks import claimed
from ..paths import ROOT, SCREENSHOTS
from ..shop import Shop
from ..stamps import Stamp
from . import images
from .business import sales
from .picture import DESCRIPTION, Drawing, Picture
from .pictures import DRAWINGS, PICTURES
from .scene import Levers, Scene, Stage
from .stories import BackEnd
from .tidying import tidy

_FILL = Path(__file__).with_name("fill_shop.py")
_DATABASE = "pictures"
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
_OPTIONS += ["--font-render-hinting=none", "--disable-background-networking"]
_TRIES = 30
# What the handbook says is worth adding in the back office.
_MORE_PARAMETERS = "AAVCHECK CCCTY CVCCHECK ECI IPCTY".split()
_LOADED = (
    "() => document.fonts.status === 'loaded'"
    " && [...document.images].every((image) => image.complete"
    " || image.loading === 'lazy')"
)
_NAMED = re.compile(r'src="([a-z0-9-]+\.png)"')


def run(arguments: argparse.Namespace) -> None:
    """Take what the command line names, or everything."""
    beginnings = tuple(arguments.names) or ("",)
    pictures = [each for each in PICTURES if each.name.startswith(beginnings)]
    drawings = [each for each in DRAWINGS if each.name.startswith(beginnings)]
    if not pictures and not drawings:
        raise RunnerError(f"No picture begins with {' or '.join(beginnings)}.")
    failed: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=_OPTIONS
        )
        letters = _letters(hosts.find(arguments.host)) if drawings else ""
        for drawing in drawings:
            _say_kept(drawing.file, _draw(chromium, drawing, letters))
        if pictures:
            with _stage(arguments, chromium) as stage:
                failed = [each.name for each in pictures if not _try(stage, each)]
        chromium.close()
    if failed:
        raise RunnerError(f"Not taken: {', '.join(failed)}; see {SCREENSHOTS}.")


def _say_kept(file: Path, changed: bool) -> None:
    say(f"{file.relative_to(ROOT)}: {'written' if changed else 'the same'}")


# === THE SHOP === #


@contextlib.contextmanager
def _stage(arguments: argparse.Namespace, chromium: object) -> Iterator[Stage]:
    """Serve a shop with two weeks of business while the block runs."""
    host = hosts.find(arguments.host)
    made = json.dumps([asdict(sale) for sale in sales()])
    filled = Stamp(_DATABASE, host.key, made, _FILL.read_text())
    reset = not (arguments.again and filled.is_fresh())
    with claimed(_DATABASE), postgres.running() as server:
        database = shop.database(host, server, _DATABASE, reset)
        open_shop = Shop(database, ports.any_free(), ports.any_free())
        with shop.sandbox(open_shop):
            shop.prepare(host, server, open_shop)
            if reset:
                variables = {**server, "PAYMENT_OGONE_SALES": made}
                odoo.shell(host, variables, database, _FILL)
                filled.set()
            with odoo.serve(host, server, database, open_shop.port, f"odoo-{database}"):
                yield _stage_of(chromium, open_shop)


def _stage_of(chromium: object, open_shop: Shop) -> Stage:
    where = open_shop.url, open_shop.database
    back_end = BackEnd(*where, shop.LOGIN, shop.PASSWORD)
    sandbox = Levers(open_shop.sandbox_url)
    sandbox.configure(dynamic_parameters=[*DYNAMIC_PARAMETERS, *_MORE_PARAMETERS])
    return Stage(chromium, open_shop.url, back_end, sandbox)


# === TAKING === #


def _try(stage: Stage, picture: Picture) -> bool:
    """Take ``picture``; return whether it could be taken, and say why not."""
    with stage.window(picture.window, picture.who) as shopper:
        try:
            _say_kept(picture.file, _take(Scene(stage, shopper), picture))
        except (AssertionError, Error, Fault) as error:
            SCREENSHOTS.mkdir(exist_ok=True)
            shopper.page.screenshot(path=SCREENSHOTS / picture.file.name)
            say(f"{picture.name}: {error}")
            return False
    _copy_to_apps_page(picture.file)
    return True


def _take(scene: Scene, picture: Picture) -> bool:
    """Take ``picture``; return whether it has changed."""
    stage, facts = scene.stage, picture.before(scene) or {}
    if picture.where:
        scene.page.goto(_address(stage, picture, facts))
    picture.then(scene)
    scene.page.mouse.move(0, 0)  # no hint stays open
    scene.page.wait_for_function(_LOADED)
    tidy(scene.page, stage.shop_url, stage.sandbox.url)
    part = scene.page.locator(picture.crop) if picture.crop else scene.page
    return images.save(_still(part), picture.file)


def _still(part: Any) -> bytes:
    """Return a picture of ``part`` of a page once it has stopped moving.

    :raise AssertionError: if it never does.
    """
    last = b""
    for _ in range(_TRIES):
        picture = part.screenshot()
        if picture == last:
            return picture
        last = picture
    raise AssertionError("it never holds still")


def _address(stage: Stage, picture: Picture, facts: Mapping[str, object]) -> str:
    where = picture.where.format(sandbox=stage.sandbox.url, **facts)
    return where if where.startswith("http") else stage.shop_url + where


def named_by_apps_page() -> set[str]:
    """Return the names of the files that the Apps page shows."""
    page = DESCRIPTION / "index.html"
    return set(_NAMED.findall(page.read_text("utf-8"))) if page.exists() else set()


def _copy_to_apps_page(file: Path) -> None:
    if file.name in named_by_apps_page():
        shutil.copyfile(file, DESCRIPTION / file.name)


# === DRAWING === #


def _letters(host: Host) -> str:
    """Return the style that brings Lato along, the letters of the host's own pages: a
    machine may have others, or none.
    """
    faces = []
    for weight, name in ((400, "Reg"), (700, "Bol")):
        font = f"web/static/fonts/lato/Lato-{name}-webfont.ttf"
        found = [each / font for each in host.addons if (each / font).exists()]
        for file in found[:1]:
            data = base64.b64encode(file.read_bytes()).decode()
            faces.append(
                f"@font-face {{ font-family: Lato; font-weight: {weight};"
                f" src: url(data:font/ttf;base64,{data}) }}"
            )
    return "\n".join(faces)


def _draw(chromium: object, drawing: Drawing, letters: str) -> bool:
    """Render ``drawing``; return whether it has changed."""
    width, height = drawing.size
    svg = (DESCRIPTION / drawing.source).read_text("utf-8")
    style = f"body {{ margin: 0 }} svg {{ display: block; width: {width}px }}"
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.set_content(f"<style>{letters} {style}</style>{svg}")
    page.evaluate("document.fonts.ready.then(() => true)")
    picture = page.screenshot(omit_background=True)
    page.close()
    return images.save(picture, drawing.file)

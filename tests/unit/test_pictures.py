# SPDX-License-Identifier: LGPL-3.0-or-later
"""Pictures of the documents: each is there, is shown, and is made by the command."""

import ast
import io
import re

import pytest
from PIL import Image
from sources_common import ROOT

from devtools.screenshots import business, images, transaction_file
from devtools.screenshots.picture import DESCRIPTION, IMAGES
from devtools.screenshots.pictures import DRAWINGS, PICTURES

APPS_PAGE = DESCRIPTION / "index.html"
_MARKDOWN = re.compile(r"\]\(([^)\s#]+)(?:#[^)]*)?\)")
_SOURCE = re.compile(r'(?:src|href)="([^"#]+)"')
_OF_PICTURES = (".png", ".svg")


def documents():
    """Return every text of the repository that links to files beside it."""
    folders = (ROOT, ROOT / "sandbox", ROOT / "docs", ROOT / "docs" / "handbook")
    return [
        *(file for folder in folders for file in sorted(folder.glob("*.md"))),
        *filter(lambda file: file.exists(), [APPS_PAGE]),
    ]


def links(file):
    """Return the files that ``file`` links to or shows."""
    pattern = _MARKDOWN if file.suffix == ".md" else _SOURCE
    found = pattern.findall(file.read_text(encoding="utf-8"))
    local = [link for link in found if not re.match(r"[a-z]+:", link)]
    return {(file.parent / link).resolve() for link in local}


def of_manifest():
    manifest = ast.literal_eval((ROOT / "__manifest__.py").read_text(encoding="utf-8"))
    return {ROOT / path for path in manifest["images"]}


def shown():
    linked = set().union(*map(links, documents()), of_manifest())
    return {file for file in linked if file.suffix in _OF_PICTURES}


def made():
    """Return what ``./dev screenshots`` makes, and what it makes that from."""
    copies = {DESCRIPTION / link.name for link in links(APPS_PAGE)}
    pictures = {picture.file for picture in PICTURES}
    return (
        pictures
        | {file for file in copies if IMAGES / file.name in pictures}
        | {drawing.file for drawing in DRAWINGS}
        | {DESCRIPTION / drawing.source for drawing in DRAWINGS}
    )


@pytest.mark.parametrize("file", documents(), ids=lambda file: file.name)
def test_what_a_document_links_to_is_there(file):
    missing = sorted(str(link) for link in links(file) if not link.exists())
    assert not missing, f"{file.name} links to what is not there"


def test_every_picture_that_is_shown_is_made_by_the_command():
    assert not shown() - made(), "write an entry in devtools/screenshots/pictures.py"


def test_every_picture_is_there_and_no_other():
    lying = {
        file
        for folder in (IMAGES, DESCRIPTION)
        for file in folder.iterdir()
        if file.suffix in _OF_PICTURES
    }
    assert not made() - lying, "./dev screenshots was not run for these"
    assert not lying - made(), "remove these: nothing makes them"


def test_every_picture_is_shown():
    icon = {DESCRIPTION / "icon.png", DESCRIPTION / "icon.svg"}  # the host shows it
    sources = {DESCRIPTION / drawing.source for drawing in DRAWINGS}
    assert not made() - shown() - icon - sources, "no document shows these"


def test_the_apps_page_has_the_same_pictures():
    copies = {file for file in links(APPS_PAGE) if (IMAGES / file.name).exists()}
    assert copies
    for copy in copies:
        assert copy.read_bytes() == (IMAGES / copy.name).read_bytes(), copy.name


def test_the_apps_page_is_plain():
    text = APPS_PAGE.read_text(encoding="utf-8").lower()
    assert "<script" not in text
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+=", text)
    assert len(re.findall("<img ", text)) == len(
        re.findall(r'<img [^>]*alt="[^"]', text)
    )


def test_names_are_taken_once():
    names = [each.name for each in (*PICTURES, *DRAWINGS)]
    assert len(names) == len(set(names))


def png(*colours):
    image = Image.new("RGB", (100, 100), "white")
    for place, colour in enumerate(colours):
        image.putpixel((place, 0), colour)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def test_a_picture_is_written_only_where_it_has_changed(tmp_path):
    file = tmp_path / "picture.png"
    assert images.save(png((0, 0, 0)), file)
    assert not images.save(png((0, 0, 0)), file)
    assert not images.save(png((10, 10, 10)), file)
    assert images.save(png(*[(0, 0, 0)] * 50), file)


def test_the_business_is_always_the_same():
    first, *_others, last = business.sales()
    assert (first.orderid[:6], first.day) == ("S00201", "2026-03-02")
    assert last.day == "2026-03-15"
    assert len({sale.payid for sale in business.sales()}) == len(business.sales())


def test_the_file_differs_in_every_way():
    lines = transaction_file.content("EUR").splitlines()
    orderids = [line.split(";")[1] for line in lines[1:]]
    paid = [
        sale
        for sale in business.sales()
        if sale.day <= "2026-03-06" and sale.state == "done"
    ]
    assert len(lines) > 20
    assert "WEB-4711" in orderids
    assert paid[2].orderid not in orderids
    (dearer,) = [line for line in lines if paid[7].orderid in line]
    assert f";{paid[7].amount + 10:.2f};EUR;" in dearer

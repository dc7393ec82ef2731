# SPDX-License-Identifier: LGPL-3.0-or-later
"""PNG files: small, and written only where the picture changed."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageChops

_COLOURS = 256
_AREAS = 32  # colours that come out exactly
# Of 255: smoothed letters come out a little differently from one run to the next.
_SAME_SHADE = 24
_SAME_SHARE = 0.00003  # a changed digit is more than that


def save(picture: bytes, file: Path) -> bool:
    """Write a PNG to ``file``, with few colours; return whether it has changed."""
    image = Image.open(io.BytesIO(picture)).convert("RGBA")
    if file.exists() and looks_like(image, Image.open(file).convert("RGBA")):
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    _reduced(image).save(file, optimize=True)
    return True


def looks_like(one: Image.Image, other: Image.Image) -> bool:
    """Return whether nobody would tell two pictures apart."""
    if one.size != other.size:
        return False
    one, other = (_reduced(each).convert("RGB") for each in (one, other))
    difference = ImageChops.difference(one, other).convert("L")
    counts = difference.histogram()[_SAME_SHADE:]
    return sum(counts) <= _SAME_SHARE * one.width * one.height


def _reduced(image: Image.Image) -> Image.Image:
    """Return ``image`` with a palette, unless it is one that lets light through."""
    if image.getextrema()[3][0] < 255:
        return image
    plain = image.convert("RGB")
    counted = sorted(plain.getcolors(plain.width * plain.height), reverse=True)
    areas = [colour for _count, colour in counted[:_AREAS]]
    rest = plain.quantize(_COLOURS - len(areas), Image.Quantize.MAXCOVERAGE)
    palette = Image.new("P", (1, 1))
    shades = [shade for colour in areas for shade in colour]
    palette.putpalette(shades + rest.getpalette())
    reduced = plain.quantize(palette=palette, dither=Image.Dither.NONE)
    for index, colour in enumerate(areas):  # which is coarse: white comes out grey
        reduced.paste(index, mask=_mask(plain, colour))
    return reduced


def _mask(image: Image.Image, colour: tuple[int, ...]) -> Image.Image:
    """Return where ``image`` has exactly that colour."""
    bands = zip(image.split(), colour, strict=True)
    masks = [
        band.point([255 if shade == wanted else 0 for shade in range(256)])
        for band, wanted in bands
    ]
    return ImageChops.darker(ImageChops.darker(*masks[:2]), masks[2])

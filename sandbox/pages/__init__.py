# SPDX-License-Identifier: LGPL-3.0-or-later
"""Pages of the sandbox: templates and style sheets, no scripts."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Response

from .look import Look

_HERE = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
STATIC = {
    "sandbox.css": "text/css; charset=utf-8",
    "backoffice.css": "text/css; charset=utf-8",
    "shopper.css": "text/css; charset=utf-8",
    "marks.css": "text/css; charset=utf-8",
    "zone.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "bank.svg": "image/svg+xml",
    "qr.svg": "image/svg+xml",
}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def page(
    template: str, status: int = 200, look: Look | None = None, **values: Any
) -> Response:
    """Return a page.

    :param look: Of a page for shoppers, where the merchant asks for one.
    """
    look = look or Look()
    names = {"language": "en", "look": look, **values}
    html = look.framed(_TEMPLATES.get_template(template).render(names))
    headers = {**_HEADERS, "Content-Security-Policy": look.policy}
    return Response(html, status, headers, content_type="text/html; charset=utf-8")


def static(name: str) -> Response:
    """Return a file that pages refer to; ``name`` is one of :data:`STATIC`."""
    return Response((_HERE / name).read_bytes(), content_type=STATIC[name])

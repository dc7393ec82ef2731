# SPDX-License-Identifier: LGPL-3.0-or-later
"""Pages of the sandbox: templates and style sheets, no scripts."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Response

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
    "icon.svg": "image/svg+xml",
}
# No form-action: browsers apply it to the redirect back to the shop as well.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self';"
    " base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def page(template: str, status: int = 200, **values: Any) -> Response:
    """Return a page."""
    html = _TEMPLATES.get_template(template).render(**{"language": "en", **values})
    return Response(html, status, _HEADERS, content_type="text/html; charset=utf-8")


def static(name: str) -> Response:
    """Return a file that pages refer to; ``name`` is one of :data:`STATIC`."""
    return Response((_HERE / name).read_bytes(), content_type=STATIC[name])

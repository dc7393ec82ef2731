# SPDX-License-Identifier: LGPL-3.0-or-later
from pathlib import Path

from markupsafe import Markup

from odoo import http
from odoo.http import request

STYLE_ROUTE = "/payment/ogone/page.css"
_STYLE = Path(__file__).parents[1] / "static" / "src" / "css" / "page.css"
_A_DAY = 86400  # seconds

# No script of the host's layout here, nor its weight: anybody may ask for these pages.
_DOCUMENT = Markup("""<!DOCTYPE html>
<html lang="%(language)s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>%(title)s</title>
<link rel="stylesheet" href="%(style)s">
</head>
<body><main><h1>%(title)s</h1>%(content)s</main></body>
</html>
""")


def document(title, content):
    """Return a page that stands alone, in the language of the request.

    :param content: What is under the title; only ``Markup`` is taken as it is.
    """
    language = (request.env.lang or "en_US").split("@")[0].replace("_", "-")
    return _DOCUMENT % {
        "language": language,
        "title": title,
        "style": STYLE_ROUTE,
        "content": content,
    }


class OgonePages(http.Controller):
    @http.route(STYLE_ROUTE, type="http", auth="public", save_session=False)
    def ogone_style(self):
        """Return the style of these pages.

        Where a host brings an addon of this name too, its folder is where hosts up to
        16 look for static files.
        """
        headers = [
            ("Content-Type", "text/css; charset=utf-8"),
            ("Cache-Control", f"public, max-age={_A_DAY}"),
        ]
        return request.make_response(_STYLE.read_bytes(), headers)

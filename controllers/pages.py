# SPDX-License-Identifier: LGPL-3.0-or-later
from markupsafe import Markup

from odoo.http import request

# No script of the host's layout here, nor its weight: anybody may ask for these pages.
_DOCUMENT = Markup("""<!DOCTYPE html>
<html lang="%(language)s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>%(title)s</title>
<link rel="stylesheet" href="/payment_ogone/static/src/css/page.css">
</head>
<body><main><h1>%(title)s</h1>%(content)s</main></body>
</html>
""")


def document(title, content):
    """Return a page that stands alone, in the language of the request.

    :param content: What is under the title; only ``Markup`` is taken as it is.
    """
    language = (request.env.lang or "en_US").split("@")[0].replace("_", "-")
    return _DOCUMENT % {"language": language, "title": title, "content": content}

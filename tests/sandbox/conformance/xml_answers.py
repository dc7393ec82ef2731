# SPDX-License-Identifier: LGPL-3.0-or-later
"""Let schemathesis hold the XML of DirectLink to its schema; it knows JSON alone."""

from xml.etree import ElementTree

import schemathesis


@schemathesis.deserializer("text/xml")
def read(_context, response):
    """Return attributes and elements of ncresponse, as the description names them."""
    charset = response.headers["content-type"][0].lower().partition("charset=")[2]
    root = ElementTree.fromstring(response.content.decode(charset))  # noqa: S314
    return {**root.attrib, **{child.tag: child.text for child in root}}

# SPDX-License-Identifier: LGPL-3.0-or-later
"""The back office as a browser meets it: pages, forms with their tokens, redirects."""

from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import html


@dataclass(frozen=True)
class Sheet:
    """A page of the back office that is shown."""

    status: int
    path: str
    document: html.HtmlElement

    def table(self, identifier):
        """Return the text of a table's cells, row by row; none, if it is not there."""
        rows = self.document.xpath(f'//table[@id="{identifier}"]/tbody/tr')
        return [[_text(cell) for cell in row] for row in rows]

    @property
    def notices(self):
        """What the page says at its top."""
        return [_text(each) for each in self.document.find_class("notice")]

    @property
    def faults(self):
        """Names of the fields that have to be mended."""
        notes = self.document.find_class("fault")
        return [each.get("id").removesuffix("-note") for each in notes]

    def form(self, ending, **holding):
        """Return the form whose address ends so, and whose hidden fields are so."""
        return next(
            form
            for form in self.document.forms
            if (form.get("action") or "").endswith(ending)
            and holding.items() <= dict(form.form_values()).items()
        )


class Office:
    """The back office of one account."""

    def __init__(self, gateway, environment="test", pspid="OgoneDemo"):
        self.gateway = gateway
        self.entrance = f"/Ncol/{environment.title()}/Backoffice"
        self.root = f"{self.entrance}/{pspid}"

    def opens(self, path="", **query):
        """Open a page of the account."""
        asked = f"?{urlencode(query)}" if query else ""
        return self._shown(f"{self.root}{path and '/'}{path}{asked}")

    def enters(self):
        """Open the page where an account is chosen."""
        return self._shown(self.entrance)

    def fills(self, path, ending=None, holding=None, button=None, **changes):
        """Change fields of a form on a page and send it; follow where it leads.

        :param holding: Hidden fields that tell the form from others like it.
        :param button: Name and value of the button that is pressed.
        :param changes: Values by field: a box is ticked by True and cleared by False,
            a list says which boxes of that name are ticked.
        """
        sheet = self.opens(path)
        form = sheet.form(ending or path, **(holding or {}))
        return self.sends(form.get("action"), filled(form, changes, button))

    def sends(self, address, fields, **headers):
        """Post fields as the browser does, and follow where it leads."""
        headers = {"Origin": self.gateway.url} | headers
        answer = self.gateway.send(address, urlencode(fields), **headers)
        if answer.status_code == 303:
            return self._shown(answer.headers["Location"])
        return _sheet(answer, address)

    def tab(self, name, /, **changes):
        """Change settings on a tab of Technical information; it has to work."""
        sheet = self.fills(f"technical/{name}", **changes)
        assert (sheet.status, sheet.faults) == (200, [])
        return sheet

    def _shown(self, address):
        return _sheet(self.gateway.send(address, method="GET"), address)


def filled(form, changes, button=None):
    """Return the pairs that a browser sends for a form with changes in it."""
    unknown = set(changes) - set(form.inputs.keys())
    assert not unknown, f"the form has no {unknown}"
    pairs = [pair for pair in form.form_values() if pair[0] not in changes]
    for name, value in changes.items():
        if value is True:
            pairs.append((name, "yes"))
        elif isinstance(value, list):
            pairs += [(name, each) for each in value]
        elif value is not False:
            pairs.append((name, value))
    if button:
        name, value = button
        assert form.xpath(f'.//button[@name="{name}"][@value="{value}"]')
        pairs.append(button)
    return pairs


def _sheet(answer, address):
    return Sheet(answer.status_code, address, html.fromstring(answer.text))


def _text(element):
    return " ".join(" ".join(element.itertext()).split())

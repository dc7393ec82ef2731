# SPDX-License-Identifier: LGPL-3.0-or-later
"""Every error that a person can meet is in the handbook, and no other."""

import doctest
import re
from textwrap import dedent

import pytest
import written_texts
from shown_texts import Sources, alerts
from sources_common import ROOT, modules, shipped

from ogone.findings import Reason, Verdict

ERRORS = ROOT / "docs" / "handbook" / "errors.md"
# The first cell of a row; what is between backticks there is a text that is shown.
_ROW = re.compile(r"^\| (`[^|]*) \|", re.MULTILINE)
_SPAN = re.compile(r"`([^`]+)`")
# Parts of a text that is in the handbook, which they only complete; and what is right,
# where the same name stands for what is wrong.
NO_ERRORS = {
    "no text",
    "a web page",
    "an Excel file",
    "an Excel file or a zip archive",
    "a PDF file",
    "a packed file",
    "Both have 16 to 32 characters, and they differ.",
    "DirectLink accepts it, and refuses another one. The payment page has a field of"
    " its own, which needs the same.",
    "The last one came on ….",
    "The result of … had all that are needed.",
    "Press Check configuration.",
    "Enter the API user first: see the next line.",
    "May this server call …? Is it the right gateway, and does it still serve your"
    " account? Otherwise try again later.",
}


def shown():
    """Return every text that the addon or the runner shows, with where it is."""
    sources = Sources(ROOT, [*shipped(), ROOT / "dev", *modules("devtools")])
    return sources.collect() | alerts(ROOT, sorted((ROOT / "views").glob("*.xml")))


def listed(*chapters):
    """Return the texts that ``chapters`` list."""
    rows = [row for each in chapters for row in _ROW.findall(each.read_text("utf-8"))]
    return [text for row in rows for text in _SPAN.findall(row)]


def test_every_error_is_in_the_handbook():
    known = {*listed(*ERRORS.parent.glob("*.md")), *NO_ERRORS}
    lacking = {text: at for text, at in shown().items() if text not in known}
    rows = [f"| `{text}` | what to do ({at}) |" for text, at in lacking.items()]
    assert not rows, "\n".join(
        [
            "",
            "Add a row for each to docs/handbook/errors.md, or to another chapter:",
            *rows,
        ]
    )


def test_the_handbook_lists_no_error_that_is_gone():
    gone = sorted(set(listed(ERRORS)) - set(shown()))
    assert not gone, "\n".join(
        ["", "Nothing shows these any more; remove them from errors.md:", *gone]
    )


def test_no_error_is_listed_twice():
    texts = listed(ERRORS)
    assert sorted(texts) == sorted(set(texts))


@pytest.mark.parametrize("finding", [*Verdict, *Reason], ids=lambda each: each.name)
def test_every_finding_of_a_comparison_is_explained(finding):
    chapter = (ERRORS.parent / "reconciliation.md").read_text("utf-8")
    assert f"| {finding.value} |" in chapter


CLASSES = "class OgoneError(Exception): pass\nclass RefusedError(OgoneError): pass\n"


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('raise UserError("Never do this.")', ["Never do this."]),
        ('raise RefusedError(code, "Ogone said no.")', ["Ogone said no."]),
        ('raise KeyError("no error of ours")', []),
        ('raise UserError(f"It has {n:d} lines.")', ["It has … lines."]),
        ('raise UserError(_("It has %s lines.", n))', ["It has … lines."]),
        (
            'raise UserError(_("It has %(n)d lines: %(x)s", n=1))',
            ["It has … lines: …"],
        ),
        ('raise UserError(self.env._("Over here"))', ["Over here"]),
        ('_logger.warning("Order %.40r was lost", n)', ["Order … was lost"]),
        ('_logger.info("Order %s came", n)', []),
        ('sys.exit("Not with this.")', ["Not with this."]),
        ('raise UserError(A if b else _("one more"))', ["one more"]),
        ('raise UserError("name")', []),
        ('text = _("by a variable")\nraise UserError(text)', ["by a variable"]),
        (
            "def f(x):\n  raise UserError(x)\ndef g():\n  f('by a caller')",
            ["by a caller"],
        ),
        (
            "def f():\n  return 'by a function'\nraise UserError(f())",
            ["by a function"],
        ),
        (
            "def f(why):\n  raise UserError(f'In line 1: {why}')\nf('by its end')",
            ["In line 1: …", "by its end"],
        ),
        (
            "def f(self):\n  self.g(_('a note to read'))\n"
            "def g(self, text):\n  self._ogone_alarm('cause', 'in short', text)",
            ["a note to read", "in short"],
        ),
        (
            "Finding(subject, WRONG, _('%(x)s is wrong', x=1), 'do this')",
            ["… is wrong"],
        ),
        ("Finding(subject, RIGHT, _('all is well'))", []),
        (
            "def f():\n"
            "  for a, text in ((1, _('by a loop')), (2, _('and again'))):\n"
            "    raise UserError(text)",
            ["by a loop", "and again"],
        ),
        (
            "def f():\n  return _('what is wrong'), _('what to do')\n"
            "def g():\n  text, remedy = f()\n  raise UserError(text)",
            ["what is wrong"],
        ),
        ("def f(error):\n  return error(_('by its class'))", ["by its class"]),
        ("x.diagnosis = y and _('because of %s', z)", ["because of …"]),
        ("return_ = {'message': '\\n'.join(f('was asked') for x in y)}", ["was asked"]),
    ],
)
def test_the_reader_of_texts_sees(source, texts, tmp_path):
    file = tmp_path / "module.py"
    alarm = "def _ogone_alarm(self, cause, summary, note): pass\n"
    file.write_text(CLASSES + alarm + dedent(source))
    assert sorted(Sources(tmp_path, [file]).collect()) == sorted(texts)


def test_the_reader_of_views_sees_alerts(tmp_path):
    view = tmp_path / "view.xml"
    view.write_text(
        "<odoo>"
        '<div class="alert alert-danger"><strong>Mend  it.</strong> By hand.</div>'
        '<div class="alert alert-danger">One <strong>or two</strong> things. No.</div>'
        '<div class="alert alert-info">It is well.</div>'
        '<div class="alert alert-warning"><field name="told"/></div>'
        "</odoo>"
    )
    assert alerts(tmp_path, [view]) == {
        "Mend it.": "view.xml:1",
        "One or two things.": "view.xml:1",
    }


def test_there_are_texts_to_read():
    texts = shown()
    assert len(texts) > 100
    assert "Only … of this payment is left for that." in texts  # _() with a value
    assert "Ogone answered HTTP …." in texts
    assert "this is no PAYID." in texts
    assert "… is …; we drive Odoo 16 to 19 and Flectra 3.0." in texts


def test_the_examples_in_docstrings_hold():
    failed, attempted = doctest.testmod(written_texts)
    assert attempted > 0
    assert failed == 0

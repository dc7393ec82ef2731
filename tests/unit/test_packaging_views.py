# SPDX-License-Identifier: LGPL-3.0-or-later
"""Views of the 16 engine: in data files, in code, and quoted by translations."""

from pathlib import PurePosixPath

import pytest
from lxml import etree

from devtools.packaging import data, python, translations
from devtools.packaging.modifiers import translated
from devtools.packaging.unknown import UnknownError

PATH = PurePosixPath("views/some_views.xml")
CODE = PurePosixPath("models/some.py")
VIEW = """<?xml version="1.0" encoding="utf-8"?>
<odoo>
    <record id="some_form" model="ir.ui.view">
        <field name="model">some.model</field>
        <field name="arch" type="xml">
            {}
        </field>
    </record>
</odoo>
"""


def converted(element):
    root = etree.fromstring(data.convert(VIEW.format(element), PATH).encode())
    return root.find(".//field[@name='arch']")[0]


def test_conditions_of_an_element_are_told_in_one_attribute():
    field = converted(
        '<field name="a" invisible="b != \'c\'" required="d and e == 1"/>'
    )
    assert dict(field.attrib) == {
        "name": "a",
        "attrs": "{'invisible': [('b', '!=', 'c')], 'required': ['&', '&',"
        " ('d', 'not in', [False, '', 0]), ('d', '!=', []), ('e', '=', 1)]}",
    }


@pytest.mark.parametrize("value", ["1", "0", "True", "False"])
def test_a_constant_stays_as_it_is(value):
    field = converted(f'<field name="a" readonly="{value}" invisible="{value}"/>')
    assert dict(field.attrib) == {
        "name": "a",
        "readonly": value,
        "invisible": value,
    }


def test_a_column_has_words_of_its_own():
    assert translated({"column_invisible": "parent.a == 1"}) == {
        "attrs": "{'column_invisible': [('parent.a', '=', 1)]}"
    }
    assert translated({"column_invisible": "True"}) == {"invisible": "True"}


def test_what_needs_no_change_stays_byte_for_byte():
    text = VIEW.format("<form>\n  <field\n  name='a'/></form>")
    assert data.convert(text, PATH) == text


def test_a_template_has_no_conditions():
    text = '<odoo><template id="a"><p invisible="x + y"/></template></odoo>'
    assert data.convert(text, PATH) == text


REFUSED = {
    '<field name="a" invisible="b + c"/>': r"some_views.xml:6: no field",
    "<list/>": r"some_views.xml:6: it has another word there: list",
    '<xpath expr="." position="attributes">'
    '<attribute name="invisible">a</attribute></xpath>': "views.xml:6: a condition",
    "<form>": "some_views.xml:7: not well-formed",
}


@pytest.mark.parametrize("element", REFUSED)
def test_what_is_not_known_is_refused_with_its_place(element):
    with pytest.raises(UnknownError, match=REFUSED[element]):
        data.convert(VIEW.format(element), PATH)


METHODS = [
    '<record id="m" model="payment.method"/>',
    '<record id="p" model="a"><field name="payment_method_ids"/></record>',
    '<template id="t" inherit_id="payment.method_form"/>',
]


@pytest.mark.parametrize("element", METHODS)
def test_payment_methods_are_refused(element):
    text = f"<odoo>\n{element}\n</odoo>"
    with pytest.raises(UnknownError, match="some_views.xml:2: payment methods: "):
        data.convert(text, PATH)


MAKER = """\
from lxml.builder import E

LINE = E.field(name="a", invisible="not ligne")  # é
OTHER = E.field(name="b", column_invisible="True")
LOOK = E.button({"name": "c", "invisible": "d == 'é'"})
NOT_A_VIEW = {"readonly": "0"}
"""


def test_code_that_makes_views_says_the_same():
    assert (
        python.convert(MAKER, CODE)
        == """\
from lxml.builder import E

LINE = E.field(name="a", attrs="{'invisible': ['|', ('ligne', 'in', [False, '', 0]),\
 ('ligne', '=', [])]}")  # é
OTHER = E.field(name="b", invisible='True')
LOOK = E.button({"name": "c", 'attrs': "{'invisible': [('d', '=', 'é')]}"})
NOT_A_VIEW = {'readonly': '0'}
"""
    )


def test_code_that_makes_no_views_stays():
    text = 'field = Field(readonly="x + y")\n'
    assert python.convert(text, CODE) == text


REFUSED_CODE = {
    'E.field(invisible="a", readonly="b")': "some.py:2: conditions that are not told",
    "E.field(invisible=hidden)": "some.py:2: conditions that are not told",
    'E.field(invisible="a + b")': "some.py:2: no field",
    'E.field(invisible="a and "\n"b")': "some.py:2: a condition of several lines",
}


@pytest.mark.parametrize("code", REFUSED_CODE)
def test_code_that_is_not_known_is_refused_with_its_place(code):
    with pytest.raises(UnknownError, match=REFUSED_CODE[code]):
        python.convert(f"from lxml.builder import E\n{code}\n", CODE)


CATALOGUE = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

#: model_terms:ir.ui.view,arch_db:some_form
msgid "They fail <b invisible=\"a &lt; 2\">now</b>."
msgstr "Sie <b invisible=\"a &lt; 2\">jetzt</b>."
"""


def test_translations_quote_the_view_as_it_is():
    assert (
        translations.convert(CATALOGUE, PATH)
        == r"""#
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

#: model_terms:ir.ui.view,arch_db:some_form
msgid "They fail <b attrs=\"{'invisible': [('a', '&lt;', 2)]}\">now</b>."
msgstr "Sie <b attrs=\"{'invisible': [('a', '&lt;', 2)]}\">jetzt</b>."

"""
    )

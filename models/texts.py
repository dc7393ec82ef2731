# SPDX-License-Identifier: LGPL-3.0-or-later
"""The doorway through which texts of `ogone` reach people in their language."""

from __future__ import annotations

import logging

from odoo.tools.translate import code_translations

from ..ogone.errors import OgoneError
from ..ogone.statuses import Status
from ..ogone.texts import Text

_logger = logging.getLogger(__name__)

_MODULE = "payment_ogone"


def shown(env, text):
    """Return ``text`` in the language of ``env``, with its values put in.

    :param text: A :class:`Text`, or an :class:`OgoneError`; whatever else, as a value
        of a text or a string of the host, stays as it is.
    """
    if isinstance(text, OgoneError):
        text = text.text
    if not isinstance(text, Text):
        return text
    known = code_translations.get_python_translations(_MODULE, env.lang or "en_US")
    template = known.get(text.template, text.template)
    if not text.values:
        return template
    values = {name: shown(env, value) for name, value in text.values.items()}
    try:
        return template % values
    except (KeyError, TypeError, ValueError):  # somebody's own translation
        _logger.warning("Bad translation: %r of %r", template, text.template)
        return str(text)


def shown_status(env, number):
    """Return a STATUS in words with its number, the number alone if no document knows
    it.

    :param number: As text, whatever somebody may have sent; or nothing.
    """
    number = number or ""
    status = Status.find(int(number)) if number.isdecimal() else None
    return number if status is None else f"{shown(env, status.text)} ({number})"


def in_all_languages(env, text):
    """Return ``text`` by language, as the column of a translated field holds it."""
    installed = [code for code, _name in env["res.lang"].get_installed()]
    lang_env = {code: env["base"].with_context(lang=code).env for code in installed}
    return {
        "en_US": str(text),
        **{code: shown(lang_env[code], text) for code in installed if code != "en_US"},
    }

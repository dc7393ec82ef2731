# SPDX-License-Identifier: LGPL-3.0-or-later
"""Take out of a page what is of this machine and this moment, before it is shown."""

from __future__ import annotations

from typing import Any

# Days and orders of the business stay as they are: see ``business.py``.
BUSINESS, SALES = "Mar ", "002"
_DAY = r"\d{1,2}(, \d{4})?"
_CLOCK = r"\d{1,2}:\d\d(:\d\d)? [AP]M"
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
# Pattern of JavaScript, what stands for it, and the number that "#" in it begins with:
# it goes up with each other text that is found, so that what differs still differs.
_MOMENTS = (
    (r"^[!-~]{32}$", "An-example-only.Never-use-this:#", 1),  # a new passphrase
    (r"PREVIEW-[0-9a-f]{10}", "PREVIEW-9f3a1c77b2", 0),
    (r"\bR-S\d{5}-[0-9a-f]{10}-[0-9a-f]{10}", "R-S00042-9f3a1c77b2-51c0e8d#", 204),
    (rf"(?<!R-)\bS(?!{SALES})\d{{5}}-[0-9a-f]{{10}}\b", "S000#-9f3a1c77b2", 42),
    (r"\bS0\d{4}\b(?!-)", "S000#", 42),
    (r"\bPBNK1/\d{4}/\d{5}\b", "PBNK1/2026/000#", 17),
    (r"\b30000000\d\d\b", "30000047#", 11),
    (rf"\b(?!{BUSINESS})({_MONTHS}) {_DAY}, {_CLOCK}", "Mar 16, 10:15 AM", 0),
    (rf"\b(?!{BUSINESS})({_MONTHS}) \d{{1,2}}\b(?!,)", "Mar 16", 0),
    (rf"(?<![\d:])(?<!\d,? ){_CLOCK}", "10:15 AM", 0),
    (rf"\b(?!03/)\d\d/\d\d/\d{{4}} {_CLOCK}", "03/16/2026 10:15:00 AM", 0),
    (r"\b(?!03/)\d\d/\d\d/\d{4} \d\d:\d\d:\d\d", "03/16/2026 10:15:00", 0),
    (r"\b\d{4}-(?!03-)\d\d-\d\d \d\d:\d\d:\d\d", "2026-03-16 10:15:00", 0),
)
_SCRIPT = r"""
(replacements) => {
  const seen = new Map();
  const tidy = (text) => {
    for (const [pattern, standIn, first] of replacements) {
      text = text.replace(new RegExp(pattern, "g"), (found) => {
        if (!standIn.includes("#")) return standIn;
        if (!seen.has(standIn)) seen.set(standIn, new Map());
        const known = seen.get(standIn);
        if (!known.has(found)) known.set(found, first + known.size);
        return standIn.replace("#", known.get(found));
      });
    }
    return text;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = tidy(node.data);
    if (text !== node.data) node.data = text;
  }
  for (const field of document.querySelectorAll("input, textarea")) {
    const text = tidy(field.value || "");
    if (text === field.value) continue;
    const standIn = field.cloneNode();  // so that no form saves what stands there
    standIn.value = text;
    field.replaceWith(standIn);
  }
}
"""
# No cursor that blinks, nothing that is on its way, no messages that wait.
_STYLE = """
* { caret-color: transparent !important; animation: none !important;
    transition: none !important; }
.o_notification_manager, .o_debug_manager, .o-mail-ChatHub, .o_menu_systray .badge
{ display: none !important; }
.o-mail-ImStatus { visibility: hidden !important; }
"""


# As the sandbox writes a day to an English shopper; the host writes months first.
_SANDBOX_DAY = (r"\b\d\d/(?!03/)\d\d/\d{4}", "16/03/2026", 0)
_HOST_DAY = (r"\b(?!03/)\d\d/\d\d/\d{4}(?! \d)", "03/16/2026", 0)


def tidy(page: Any, shop_url: str, sandbox_url: str) -> None:
    """Make ``page`` show what it would show on any machine, on any day."""
    addresses = [
        [shop_url.replace(".", r"\."), "https://shop.example.com", 0],
        [sandbox_url.replace(".", r"\."), "http://127.0.0.1:8899", 0],
    ]
    page.add_style_tag(content=_STYLE)
    there = page.url.startswith(sandbox_url)
    moments = (*_MOMENTS, _SANDBOX_DAY if there else _HOST_DAY)
    page.evaluate(_SCRIPT, [*addresses, *map(list, moments)])

# SPDX-License-Identifier: LGPL-3.0-or-later
"""The page for the shopper that an answer brings."""

import pytest
from answer_common import sample, short

from ogone.answer import Answer

BANK_PAGE = """\
<form name="downloadform3D" action="https&#58;//bank.example/acs" method="post">
<input type="hidden" name="PaReq" value="MARKED-pareq">
<input type="hidden" name="MD" value="MAINWPTEST0000300000000101">
</form>
<noscript>J'ai compris, identifiez-vous à la banque</noscript>
<script>document.forms[0].submit();</script>
"""


@pytest.mark.parametrize(
    "name",
    ["order_waits_for_authentication", "order_waits_for_authentication_latin1"],
)
def test_the_page_of_the_bank_is_decoded(name):
    answer = Answer.read(sample(name))
    assert answer.status == 46
    assert answer.html_answer == BANK_PAGE


def test_the_page_of_the_bank_is_decoded_with_the_line_breaks_of_windows():
    body = sample("order_waits_for_authentication").replace(b"\n", b"\r\n")
    assert Answer.read(body).html_answer == BANK_PAGE


@pytest.mark.parametrize(
    "inside",
    [
        "<html_answer>PGI+YmFuazwvYj4=</html_answer>",
        "<HTML_ANSWER> PGI+\r\n\tYmFu azwvYj4= </HTML_ANSWER>",
        "<HTML_ANSWER><![CDATA[PGI+YmFuazwvYj4=]]></HTML_ANSWER>",
        "<HTML_ANSWER>PGI+<!-- x -->YmFuazwvYj4=</HTML_ANSWER>",
    ],
)
def test_the_page_of_the_bank_is_decoded_however_it_is_written(inside):
    assert Answer.read(short(inside, STATUS="46")).html_answer == "<b>bank</b>"


@pytest.mark.parametrize(
    "inside",
    [
        "",
        "<HTML_ANSWER/>",
        "<HTML_ANSWER>&lt;form&gt;</HTML_ANSWER>",
        "<HTML_ANSWER>PGI+YmFuazwvYj4</HTML_ANSWER>",
        "<HTML_ANSWER>é</HTML_ANSWER>",
    ],
)
def test_a_page_that_cannot_be_decoded_leaves_the_rest(inside):
    answer = Answer.read(short(inside, STATUS="46"))
    assert answer.html_answer == ""
    assert answer.status == 46

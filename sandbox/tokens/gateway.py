# SPDX-License-Identifier: LGPL-3.0-or-later
"""The alias gateway: a form of the shop carries a card past the shop.

:source: [PS-ALIAS], [EWGRA]
"""

from werkzeug.wrappers import Request, Response

from ..gate.incoming import UTF_8, PageError, receive
from ..hosted.payment_view import error_page
from ..state import State
from . import result, wish
from .card import Typed
from .keeping import keep


def serve(state: State, request: Request, environment: str, asp: str) -> Response:
    """Keep the card of a form, and send the browser back."""
    try:
        incoming = receive(request, environment, asp)
        wanted = wish.of_gateway(state, incoming)
    except PageError as error:
        return error_page(error)
    made = keep(state, wanted, Typed.of_gateway(incoming.parameters))
    is_utf8 = incoming.charset == UTF_8
    return result.of_gateway(made, incoming.charset, is_utf8)

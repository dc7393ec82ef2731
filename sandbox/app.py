# SPDX-License-Identifier: LGPL-3.0-or-later
"""Routes of the simulated gateway: address → handler → answer."""

from collections.abc import Callable, Iterable

from werkzeug.exceptions import NotFound, RequestEntityTooLarge
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from . import pages
from .backoffice.routes import ROUTES, canonical
from .control import levers, overview
from .direct import calls
from .hosted import bank, payment
from .staged.faults import PAGES
from .staged.strikes import struck
from .state import State
from .tokens import gateway, hosted_page

_LARGEST_REQUEST = 256 * 1024
_ENVIRONMENT = "<any(test, prod):environment>"
_DIRECT = ", ".join(f"'{page}.asp', '{page}_utf8.asp'" for page in PAGES)


def _rule(path: str, handler: Callable[..., Response], *methods: str) -> Rule:
    return Rule(path, endpoint=handler, methods=methods or ("GET",))


def _static(state: State, request: Request, name: str) -> Response:
    if name not in pages.STATIC:
        raise NotFound()
    return pages.static(name)


# The real address does not say which environment; another host does. So here the prefix
# /prod stands for the host of production.
_HOSTED_TOKENIZATION = (
    Rule(
        f"{prefix}/Tokenization/HostedPage",
        endpoint=struck("HostedPage", hosted_page.serve),
        methods=("GET", "POST"),
        defaults={"environment": environment},
    )
    for prefix, environment in (("", "test"), ("/prod", "prod"))
)
# orderstandard_pay.asp, where the payment page posts to, is the sandbox's own name.
_ROUTES = Map(
    [
        _rule("/", overview.index),
        _rule("/feedback/<int:number>", overview.feedback),
        _rule("/openapi.yaml", overview.description),
        _rule("/static/<name>", _static),
        _rule(
            f"/ncol/{_ENVIRONMENT}/"
            "<any('orderstandard.asp', 'orderstandard_utf8.asp'):asp>",
            struck("orderstandard", payment.enter),
            "GET",
            "POST",
        ),
        _rule(
            f"/ncol/{_ENVIRONMENT}/orderstandard_pay.asp",
            struck("orderstandard_pay", payment.act),
            "POST",
        ),
        _rule(
            f"/ncol/{_ENVIRONMENT}/Test_3D_ACS.asp",
            struck("Test_3D_ACS", bank.act),
            "POST",
        ),
        _rule(f"/ncol/{_ENVIRONMENT}/<any({_DIRECT}):asp>", calls.serve, "GET", "POST"),
        _rule(
            f"/ncol/{_ENVIRONMENT}/"
            "<any('alias_gateway.asp', 'alias_gateway_utf8.asp'):asp>",
            struck("alias_gateway", gateway.serve),
            "GET",
            "POST",
        ),
        *_HOSTED_TOKENIZATION,
        _rule("/_control/orders", levers.orders),
        _rule("/_control/feedback", levers.feedback),
        _rule("/_control/feedback/<int:number>/redeliver", levers.redeliver, "POST"),
        _rule("/_control/reset", levers.reset, "POST"),
        _rule("/_control/merchant", levers.merchant, "POST"),
        _rule("/_control/account", levers.new_account, "POST"),
        _rule("/_control/unlock", levers.unlock, "POST"),
        _rule("/_control/books", levers.books),
        _rule("/_control/aliases", levers.aliases, "GET", "POST", "DELETE"),
        _rule("/_control/clock", levers.clock, "POST"),
        _rule("/_control/faults", levers.faults, "GET", "POST", "DELETE"),
        _rule("/_control/scripts", levers.scripts, "GET", "POST", "DELETE"),
        *(_rule(path, handler, *methods) for path, handler, methods in ROUTES),
    ]
)


def create_app(state: State) -> Callable[[dict, Callable], Iterable[bytes]]:
    """Return the gateway as a WSGI application over ``state``."""

    @Request.application
    def app(request: Request) -> Response:
        if (request.content_length or 0) > _LARGEST_REQUEST:
            raise RequestEntityTooLarge()
        state.settle()
        routes = _ROUTES.bind_to_environ(request.environ)
        handler, arguments = routes.match(canonical(request.path))
        return handler(state, request, **arguments)

    return app

# SPDX-License-Identifier: LGPL-3.0-or-later
"""The first page of the back office: choose an account, or open one."""

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from ..accounts.changes import AccountExistsError, open_account
from ..accounts.merchants import ENVIRONMENTS, new_merchant
from ..control.levers import guarded
from ..pages import page
from ..state import State
from .desk import check_token, root_of, token_of
from .fields import Form


@guarded
def choose(state: State, request: Request, environment: str) -> Response:
    """Show the accounts of an environment; open one more."""
    if request.method == "GET":
        return _page(state, environment, {}, {})
    check_token(request, environment)
    form = Form(request.form)
    pspid, name = form.text("pspid", 30), form.text("name", 50)
    if not form.faults:
        try:
            open_account(state, new_merchant(environment, pspid, name))
        except AccountExistsError as error:
            form.faults["pspid"] = str(error)
        except ValueError:
            form.faults["pspid"] = "1 to 30 letters, digits, hyphens or underscores."
    if form.faults:
        return _page(state, environment, request.form, form.faults, 400)
    return redirect(f"{root_of(environment)}/{pspid}?notice=opened", 303)


def _page(state, environment, values, faults, status=200) -> Response:
    merchants = [each for each in state.merchants() if each.environment == environment]
    return page(
        "backoffice/choice.html",
        status,
        merchants=merchants,
        environment=environment,
        environments=[(each, root_of(each)) for each in ENVIRONMENTS],
        root=root_of(environment),
        token=token_of(environment),
        values=values,
        faults=faults,
    )

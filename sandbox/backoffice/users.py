# SPDX-License-Identifier: LGPL-3.0-or-later
"""Configuration ‣ Users: who may call from server to server.

:source: [ODOO]: "New user", "Special user for API", "Activate (Errors)"
"""

from dataclasses import replace

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from ..accounts.users import User, hash_of, new_user
from .desk import Desk, at_desk
from .fields import Form

_DEEDS = {
    "unlock": {"wrong_tries": 0},
    "activate": {"active": True, "wrong_tries": 0},
    "deactivate": {"active": False},
}


@at_desk
def users(desk: Desk) -> Response:
    """Show the users."""
    return desk.page("users.html", "users")


@at_desk
def new(desk: Desk) -> Response:
    """Add a user."""
    if desk.request.method == "GET":
        return desk.page("user_new.html", "users", values={"api": "yes"})
    form = Form(desk.request.form)
    user = _read(desk, form)
    if not user:
        values = desk.request.form
        return desk.page(
            "user_new.html", "users", 400, values=values, faults=form.faults
        )
    desk.change(lambda merchant: merchant.with_user(user))
    return desk.back("users", notice="user-added")


def _read(desk: Desk, form: Form) -> User | None:
    userid, name = form.text("userid", 20), form.text("name", 50)
    password = form.new_password()
    if desk.merchant.user(userid):
        form.faults["userid"] = "There is a user of that name."
    if not form.ticked("api"):
        form.faults["api"] = "The sandbox knows users for the API only: tick the box."
    if form.faults:
        return None
    try:
        return new_user(userid, password, name)
    except ValueError:
        form.faults["userid"] = "1 to 20 letters, digits or . _ @ -"
        return None


@at_desk
def password(desk: Desk) -> Response:
    """Change the password of a user, which unlocks it too."""
    user = _user(desk)
    if desk.request.method == "GET":
        return desk.page("user_password.html", "users", user=user)
    form = Form(desk.request.form)
    text = form.new_password()
    if form.faults:
        return desk.page(
            "user_password.html", "users", 400, user=user, faults=form.faults
        )
    _change(desk, user, password_hash=hash_of(text), wrong_tries=0)
    return desk.back("users", notice="password")


@at_desk
def status(desk: Desk) -> Response:
    """Unlock a user, or let it in or not."""
    deed = desk.request.form.get("deed", "")
    if deed not in _DEEDS:
        raise NotFound("There is no such button.")
    _change(desk, _user(desk), **_DEEDS[deed])
    return desk.back("users", notice="user-changed")


def _user(desk: Desk) -> User:
    user = desk.merchant.user(desk.request.values.get("userid", ""))
    if not user:
        raise NotFound("There is no such user.")
    return user


def _change(desk: Desk, user: User, **changed: object) -> None:
    """Change ``user`` as it is now, which may be another than was shown."""
    desk.change(
        lambda merchant: merchant.with_user(
            replace(merchant.user(user.userid) or user, **changed)
        )
    )

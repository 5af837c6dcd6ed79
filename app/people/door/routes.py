"""The door: default deny for every request, signing in and out."""

import secrets
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Flask, Response, abort, current_app, flash, g, redirect, request, session, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.base.access import Me, Role, public
from app.base.web import checked, filled_or_new, own_path, page, path_here, see
from app.base.words import _
from app.people.forms import SignInForm
from app.people.sessions import who_is
from app.people.sign_in import sign_in
from app.people.sign_out import sign_out

bp = Blueprint("people", __name__)

TOKEN = "token"  # noqa: S105 the name of the place, not what is in it
DEVICE = "wartesaal_device"
DEVICE_AGE = 90 * 24 * 3600
"""Seconds for which a browser counts as known."""


def guard_every_door(app: Flask) -> None:
    """Look at each request before anything else does, also before the token of a form."""
    app.before_request_funcs.setdefault(None, []).insert(0, admit)


def admit() -> Any:
    """Let in who may: a public view everybody, any other whoever is signed in with one of its roles."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or getattr(view, "is_public", False):
        return None if view else _know_me()  # the page of a wrong address has the menu, too
    _know_me()
    if g.me is None:
        return _to_the_door()
    roles: frozenset[Role] = getattr(view, "allowed_roles", frozenset())
    if not (g.me.roles & roles or getattr(view, "for_all_staff", False)):
        abort(403)
    return None


def _know_me() -> None:
    token = session.get(TOKEN)
    g.me = who_is(token) if token else None


def _to_the_door() -> Response:
    """A page leads to sign in and back again; a part, a stream or a draft says 401 and leaves the page as it is."""
    is_part = "HX-Request" in request.headers or "X-CSRFToken" in request.headers
    if is_part or "text/event-stream" in request.headers.get("Accept", ""):
        return Response(status=401)
    # What a form posts to can't be opened; the page that it stood on can, and the browser has kept the typed text.
    wanted = request.full_path.rstrip("?") if request.method == "GET" else path_here(request.referrer or "")
    if wanted in (None, "/"):
        return see("people.login")
    return redirect(f"{url_for('people.login')}?next={quote(wanted)}", 303)  # type: ignore[return-value]


START = "/"
"""The desk, which leads those who are no agents on to the first page of their menu."""


@bp.get("/login")
@public
def login() -> str:
    return show_door()


@bp.post("/login")
@public
def enter() -> Response:
    form = checked(SignInForm, again=lambda form: show_door(filled=form))
    key, known = device()
    earlier = who_is(session.get(TOKEN, ""))
    token = sign_in(
        form.name.data, form.password.data, request.remote_addr or "", str(request.user_agent),
        device=key if form.name.data.strip().lower() in known else "",
    )  # fmt: skip
    if earlier:
        sign_out(earlier)
    # Nothing of the time before the sign-in stays: neither a planted cookie nor the token of its forms.
    session.clear()
    session[TOKEN] = token
    response = redirect(own_path(request.args.get("next")) or START, 303)
    remember_device(response, key, [*known, form.name.data.strip().lower()])
    return response  # type: ignore[return-value]


@bp.post("/logout")
@public
def leave() -> Response:
    person: Me | None = who_is(session.get(TOKEN, ""))
    if person:
        sign_out(person)
    session.clear()
    flash(_("You are signed out."), "good")
    return see("people.login")


def show_door(filled: SignInForm | None = None) -> str:
    action = url_for("people.enter", next=own_path(request.args.get("next")))
    return page("people/login.html", form=filled_or_new(filled, SignInForm), action=action)


def device() -> tuple[str, list[str]]:
    """The key of this browser and the accounts that have signed in with it."""
    try:
        key, known = _signer().loads(request.cookies.get(DEVICE, ""), max_age=DEVICE_AGE)
    except BadSignature:
        return secrets.token_hex(8), []
    return key, known


def remember_device(response: Any, key: str, logins: list[str]) -> None:
    """Let the browser prove next time that it is known; only the door gets the cookie."""
    newest = list(dict.fromkeys(reversed(logins)))[:12][::-1]
    response.set_cookie(
        DEVICE, _signer().dumps([key, newest]), max_age=DEVICE_AGE, path=url_for("people.login"), httponly=True,
        secure=current_app.config["SESSION_COOKIE_SECURE"], samesite="Lax",
    )  # fmt: skip


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known device")

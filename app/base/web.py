"""Pages: what every template knows, and how forms and refusals come back with all that was typed."""

import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, redirect, render_template, request, url_for
from flask_babel import Babel, get_locale
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.csrf import CSRFError
from jinja2 import StrictUndefined
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError

from app.base import clock
from app.base.access import Me
from app.base.formats import FILTERS
from app.base.refused import Refused
from app.base.words import _, ngettext
from app.base.zipped import zip_page

log = logging.getLogger("wartesaal")
babel = Babel()
csrf = CSRFProtect()
Form = TypeVar("Form", bound=FlaskForm)
Again = Callable[[], Any]

POLICY = "; ".join(
    ["default-src 'none'"]
    + [f"{kind} 'self'" for kind in ("script-src", "style-src", "img-src", "connect-src", "form-action")]
    + ["base-uri 'none'", "frame-ancestors 'none'"]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class FormFault(Exception):
    """A form was filled in wrongly; its page is shown again, with the form as typed."""


def checked(form_class: type[Form], again: Callable[[Form], Any]) -> Form:
    """The sent form, if its shape is right; else its page comes again (422).

    *again* shows the page with this form as it was typed; it also answers when a rule refuses (409).
    """
    form: Form = form_class()
    g.again = lambda: again(form)
    if not form.validate():
        raise FormFault
    return form


def pressed(again: Again) -> None:
    """A key was pressed that has nothing to fill in; *again* shows its page when a rule refuses (409)."""
    g.again = again


def filled_or_new(filled: FlaskForm | None, form_class: type[Form], **values: Any) -> Form:
    """*filled*, if it is this form as it was typed, else a new one with *values*."""
    if isinstance(filled, form_class):
        return filled
    return cast(Form, form_class(formdata=None, **values))


def see(endpoint: str, **values: Any) -> Response:
    """After a change: go and look at the page (303)."""
    return cast(Response, redirect(url_for(endpoint, **values), 303))


def back_to(fallback: str) -> Response:
    """After a change: back to the page of this house that the form came from, else to *fallback* (a path)."""
    came_from = own_path(request.form.get("back")) or path_here(request.referrer or "")
    return cast(Response, redirect(came_from or fallback, 303))


def path_here(address: str) -> str | None:
    """The path of *address* with its query, if it is an address of this house."""
    try:
        parts = urlsplit(address)
        is_here = parts.netloc in ("", request.host)
    except (ValueError, SecurityError):  # not an address at all, or we were called by a name that is not ours
        return None
    return own_path(f"{parts.path}?{parts.query}" if parts.query else parts.path) if is_here else None


def own_path(text: str | None) -> str | None:
    """*text* if it is a path of this house and nothing else; browsers read «//», «/\\» and «/⇥/» as other hosts."""
    if not text or not text.startswith("/") or text.startswith("//") or "\\" in text:
        return None
    return None if any(ord(sign) <= 32 or ord(sign) == 127 for sign in text) else text


def asked(name: str) -> str:
    """What the address asks for: the value behind ``?name=``, or nothing."""
    return request.args.get(name, "").strip()


def page(template: str, **knows: Any) -> str:
    """A whole page."""
    return render_template(template, **knows)


def part(body: str, version: object) -> Response:
    """A live part that looks the same until *version* changes: the browser asks again and mostly gets 304."""
    response = Response(body)
    # Weak: the same part may come zipped or not.
    response.set_etag(f"{version}", weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return cast(Response, response.make_conditional(request))


def not_changed(version: object) -> Response | None:
    """The 304 answer, before anything is rendered, if the browser has this version already."""
    if request.if_none_match.contains_weak(f"{version}"):
        return Response(status=304, headers={"ETag": f'W/"{version}"', "Cache-Control": "private, no-cache"})
    return None


def prepare_pages(app: Flask) -> None:
    """Give *app* its filters, headers, forms protection and answers to everything that goes wrong."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(new_once=lambda: secrets.token_hex(16))
    babel.init_app(app, default_locale="de", default_translation_directories="translations", locale_selector=_locale)
    app.jinja_env.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    csrf.init_app(app)
    app.context_processor(what_every_page_knows)
    app.before_request(_refuse_nul)
    app.after_request(zip_page)
    app.after_request(_protect)
    app.register_error_handler(FormFault, _form_fault)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(HTTPException, _http_error)
    for kind in (OperationalError, PoolTimeout):
        app.register_error_handler(kind, _database_is_down)
    app.register_error_handler(Exception, _broken)


def _locale() -> str:
    person: Me | None = g.get("me")
    if person is not None:
        return person.locale
    return request.accept_languages.best_match(["de", "en"], "de") if request else "de"


def what_every_page_knows() -> dict[str, Any]:
    """The names that layout.html and every template may use."""
    person: Me | None = g.get("me")
    entries = [
        (str(text), url_for(endpoint))
        for endpoint, text, roles in current_app.extensions["menu"]
        if person and person.roles & roles
    ]
    # A page below an entry's page belongs to it: one waiting room to the waiting rooms.
    menu = [
        (text, url, request.path == url or (url != "/" and request.path.startswith(f"{url}/"))) for text, url in entries
    ]
    return {
        "me": person, "menu": menu, "strip": [], "live_channels": "", "now": clock.now().astimezone(clock.BERLIN),
        "locale": (get_locale() or "de") and str(get_locale() or "de"),
        "theme": person.theme if person else "auto", "density": person.density if person else "dense",
        "letters": person.letters if person else True, "refusal": g.get("refusal"),
        "company": current_app.extensions["settings"].company,
    }  # fmt: skip


def _refuse_nul() -> None:
    # No keyboard types it and PostgreSQL keeps no text with it; without this every field would answer 500.
    if any("\0" in value for _name, value in request.values.items(multi=True)):
        abort(400)


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def _form_fault(_fault: FormFault) -> Any:
    try:
        return g.again(), 422
    except Refused as refusal:  # what the page is about does not exist
        return error_page(str(refusal), refusal.status)


def _refused(refusal: Refused) -> Any:
    """The sentence stands on the page that was asked from, with all that was typed; else on a page of its own."""
    again: Again | None = g.pop("again", None)
    if again is not None:
        g.refusal = str(refusal)
        with suppress(Refused):  # what the page is about does not exist either
            return again(), refusal.status
    return error_page(str(refusal), refusal.status)


def _stale(_error: CSRFError) -> Any:
    return error_page(
        _("This form belongs to an earlier sign-in and was not saved. Go back: what you typed still stands there. "
          "Copy it, reload the page and send it again."), 400,
    )  # fmt: skip


def _http_error(error: HTTPException) -> Any:
    sentences = {
        400: _("The browser sent something that this page does not understand. Go back and try again."),
        403: _("Your roles do not include this. Ask your supervisor if you need it."),
        404: _("This page does not exist. Check the address, or use the search field."),
        405: _("This address only answers to its form. Go back and use the button there."),
        413: _("That was too much at once. Shorten it and send it again."),
    }
    if error.code is None or error.code < 400:
        return error
    return error_page(sentences.get(error.code, _("That did not work. Go back and try again.")), error.code)


def _database_is_down(error: Exception) -> Any:
    return _broken(error, 503, _(
        "The database does not answer. Nothing was saved; what you typed still stands in the form when you go back. "
        "Wait a minute and send it again. If it stays so, call the administrator."
    ))  # fmt: skip


def _broken(error: Exception, status: int = 500, sentence: str = "") -> Any:
    reference = secrets.token_hex(4)
    log.error("reference %s: %s %s", reference, request.method, request.path, exc_info=error)
    sentence = sentence or _(
        "Something broke on our side. Nothing was saved; go back, what you typed still stands there. "
        "Tell the administrator the reference number."
    )
    # The page must not need the database that may just have died.
    return error_page(sentence, status, reference)


def error_page(sentence: str, status: int, reference: str | None = None) -> tuple[str, int]:
    """A plain page with one sentence that says what to do."""
    back = path_here(request.referrer or "")
    titles = {403: _("Not allowed"), 404: _("Not found"), 409: _("Not done"), 503: _("No database")}
    title = titles.get(status, _("That did not work"))
    return render_template("error.html", title=title, sentence=sentence, reference=reference, back=back), status

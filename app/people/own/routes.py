"""The own page: how the pages look, the own sessions, the own password."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, flash

from app.base.access import for_all_staff, me
from app.base.database import get_or_404
from app.base.web import checked, filled_or_new, page, see
from app.base.words import _, said_in
from app.people.door.routes import bp
from app.people.end_session import end_all_sessions, end_session
from app.people.forms import OwnPasswordForm, WishesForm
from app.people.models import Person, StaffSession
from app.people.sessions import running
from app.people.set_password import set_password
from app.people.set_wishes import set_wishes


@dataclass(frozen=True)
class OwnPage:
    """What somebody sees of themselves."""

    person: Person
    sessions: Sequence[StaffSession]
    session_id: int
    wishes: WishesForm
    password: OwnPasswordForm


@bp.get("/me", endpoint="me")
@for_all_staff
def own_page() -> str:
    return show()


@bp.post("/me/wishes")
@for_all_staff
def wish() -> Response:
    form = checked(WishesForm, again=show)
    set_wishes(
        me(), theme=form.theme.data, density=form.density.data, locale=form.locale.data, letters=form.letters.data
    )
    with said_in(form.locale.data):
        flash(_("Saved. Your pages look like this from now on."), "good")
    return see("people.me")


@bp.post("/me/password")
@for_all_staff
def change_password() -> Response:
    form = checked(OwnPasswordForm, again=show)
    person = get_or_404(Person, id=me().id)
    set_password(person, form.new.data, by=me(), current=form.current.data, keep=me().session_id)
    flash(_("The new password counts from now on. All other browsers are signed out."), "good")
    return see("people.me")


@bp.post("/me/sessions/<int:id>/end")
@for_all_staff
def end_own(id: int) -> Response:
    end_session(get_or_404(StaffSession, id=id, person_id=me().id), by=me())
    flash(_("That browser is signed out."), "good")
    return see("people.me")


@bp.post("/me/sessions/end")
@for_all_staff
def end_others() -> Response:
    end_all_sessions(get_or_404(Person, id=me().id), by=me(), but=me().session_id)
    flash(_("All other browsers are signed out."), "good")
    return see("people.me")


def show(filled: WishesForm | OwnPasswordForm | None = None) -> str:
    person = get_or_404(Person, id=me().id)
    return page("people/me.html", own=OwnPage(
        person=person, sessions=running(person.id), session_id=me().session_id,
        wishes=filled_or_new(filled, WishesForm, obj=person), password=filled_or_new(filled, OwnPasswordForm),
    ))  # fmt: skip

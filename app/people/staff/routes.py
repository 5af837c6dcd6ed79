"""The administration of staff: the list, adding, changing, passwords and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, flash

from app.base.access import Role, allowed, me
from app.base.database import get_or_404
from app.base.web import checked, filled_or_new, page, see
from app.base.words import _
from app.people.add_person import add_person
from app.people.change_person import change_person, stamp
from app.people.door.routes import bp
from app.people.end_session import end_all_sessions, end_session
from app.people.forms import ROLES, ChangedPersonForm, NewPasswordForm, NewPersonForm
from app.people.models import Person, StaffSession
from app.people.password import proposal
from app.people.roll import Line, roll
from app.people.sessions import running
from app.people.set_password import set_password


@dataclass(frozen=True)
class Roll:
    """Everybody, as the list shows them."""

    active: list[Line]
    gone: list[Line]


@dataclass(frozen=True)
class PersonPage:
    """What an administrator sees of somebody."""

    person: Person
    is_me: bool
    sessions: Sequence[StaffSession]
    form: ChangedPersonForm
    password: NewPasswordForm


@bp.get("/people", endpoint="staff")
@allowed(Role.ADMINISTRATOR)
def staff() -> str:
    lines = roll()
    active, gone = [one for one in lines if one.is_active], [one for one in lines if not one.is_active]
    return page("people/staff.html", roll=Roll(active, gone), role_names=ROLES)


@bp.get("/people/new")
@allowed(Role.ADMINISTRATOR)
def new() -> str:
    return show_new()


@bp.post("/people/new")
@allowed(Role.ADMINISTRATOR)
def add() -> Response:
    form = checked(NewPersonForm, again=show_new)
    person = add_person(form.login.data, password=form.password.data, by=me(), **form.facts())
    flash(_("%(name)s can sign in now as “%(login)s”.", name=person.name, login=person.login), "good")
    return see("people.staff")


@bp.get("/people/<int:id>")
@allowed(Role.ADMINISTRATOR)
def person(id: int) -> str:
    return show(id)


@bp.post("/people/<int:id>")
@allowed(Role.ADMINISTRATOR)
def change(id: int) -> Response:
    form = checked(ChangedPersonForm, again=lambda form: show(id, form))
    changed = change_person(
        get_or_404(Person, id=id), by=me(), is_active=form.is_active.data, seen=form.seen.data, **form.facts()
    )
    flash(_("%(name)s is saved. It counts from the next click on.", name=changed.name), "good")
    return see("people.staff")


@bp.post("/people/<int:id>/password")
@allowed(Role.ADMINISTRATOR)
def give_password(id: int) -> Response:
    form = checked(NewPasswordForm, again=lambda form: show(id, form))
    someone = get_or_404(Person, id=id)
    set_password(someone, form.password.data, by=me())
    flash(_("%(name)s has a new password and is signed out everywhere.", name=someone.name), "good")
    return see("people.person", id=id)


@bp.post("/people/<int:id>/sessions/<int:session_id>/end")
@allowed(Role.ADMINISTRATOR)
def end_one(id: int, session_id: int) -> Response:
    end_session(get_or_404(StaffSession, id=session_id, person_id=id), by=me())
    flash(_("That browser is signed out."), "good")
    return see("people.person", id=id)


@bp.post("/people/<int:id>/sessions/end")
@allowed(Role.ADMINISTRATOR)
def end_every(id: int) -> Response:
    someone = get_or_404(Person, id=id)
    end_all_sessions(someone, by=me(), but=me().session_id)
    flash(_("%(name)s is signed out everywhere.", name=someone.name), "good")
    return see("people.person", id=id)


def show_new(filled: NewPersonForm | None = None) -> str:
    return page("people/new.html", form=filled_or_new(filled, NewPersonForm, password=proposal(), roles=[], hands=1))


def show(id: int, filled: ChangedPersonForm | NewPasswordForm | None = None) -> str:
    person = get_or_404(Person, id=id)
    return page("people/person.html", staff=PersonPage(
        person=person, is_me=id == me().id, sessions=running(id),
        form=filled_or_new(filled, ChangedPersonForm, obj=person, seen=stamp(person)),
        password=filled_or_new(filled, NewPasswordForm, password=proposal()),
    ))  # fmt: skip

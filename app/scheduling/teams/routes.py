"""The pages of team administration: who drives where, can do what, and how many seats there are."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, current_app, flash, request
from flask_wtf import FlaskForm
from sqlalchemy import select

from app.base import clock
from app.base.access import Role, allowed, me
from app.base.database import LARGEST, get_or_404, reading
from app.base.fields import id_or_0
from app.base.web import checked, filled_or_new, page, see
from app.base.words import _, _l, ngettext
from app.scheduling.add_team import add_team
from app.scheduling.change_slot import as_seen as slot_as_seen
from app.scheduling.change_slot import change_slot
from app.scheduling.change_team import as_seen, change_team
from app.scheduling.forms import OpenForm, SlotForm, TeamForm
from app.scheduling.models import Slot, Team, Window
from app.scheduling.open_slots import open_slots
from app.scheduling.window import is_over

bp = Blueprint("teams", __name__)
MENU = [("teams.teams", _l("Teams"), {Role.SUPERVISOR, Role.ADMINISTRATOR})]
KEEPERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)
ID = f"<int(max={LARGEST}):id>"
WEEKS = 4
"""Weeks of seats on one page."""


@bp.get("/teams")
@allowed(*KEEPERS)
def teams() -> str:
    """All teams."""
    return show_teams()


@bp.post("/teams")
@allowed(*KEEPERS)
def add() -> Response:
    """A new team."""
    form = checked(TeamForm, again=show_teams)
    team = add_team(form.name.data, regions=form.postcodes, skills=form.skills.data, by=me())
    flash(_("%(team)s is added. Open seats for it now.", team=team.name), "good")
    return see("teams.team", id=team.id)


def show_teams(filled: FlaskForm | None = None) -> str:
    """The list with the form for a new one."""
    every = reading().scalars(select(Team).order_by(Team.is_active.desc(), Team.name)).unique().all()
    return page("scheduling/teams.html", teams=every, form=filled_or_new(filled, TeamForm))


@bp.get(f"/teams/{ID}")
@allowed(*KEEPERS)
def team(id: int) -> str:
    """One team with its seats of the coming weeks."""
    return show_team(id)


@bp.post(f"/teams/{ID}")
@allowed(*KEEPERS)
def change(id: int) -> Response:
    """Name, regions, skills."""
    form = checked(TeamForm, again=lambda form: show_team(id, form))
    change_team(
        get_or_404(Team, id=id), name=form.name.data, regions=form.postcodes, skills=form.skills.data,
        is_active=form.is_active.data, seen=form.seen.data, by=me(),
    )  # fmt: skip
    flash(_("Saved."), "good")
    return see("teams.team", id=id)


@bp.post(f"/teams/{ID}/slots")
@allowed(*KEEPERS)
def open_seats(id: int) -> Response:
    """Seats for days to come."""
    form = checked(OpenForm, again=lambda form: show_team(id, form))
    opened = open_slots(
        get_or_404(Team, id=id), form.first_day.data, form.last_day.data,
        capacity={Window.MORNING: form.morning.data, Window.AFTERNOON: form.afternoon.data},
        weekdays=form.weekdays.data, by=me(), without_holidays_of=current_app.extensions["settings"].land,
    )  # fmt: skip
    flash(ngettext("%(num)d window is open now; what was open stays as it was.",
                   "%(num)d windows are open now; what was open stays as it was.", len(opened)), "good")  # fmt: skip
    return see("teams.team", id=id)


@bp.post(f"/slots/{ID}")
@allowed(*KEEPERS)
def change_seats(id: int) -> Response:
    """More or fewer seats in one window, or none for a reason."""
    slot = get_or_404(Slot, id=id)
    form = checked(SlotForm, again=lambda form: show_team(slot.team_id, form, faulty=id))
    change_slot(
        slot, capacity=form.capacity.data, closed_because=form.closed_because.data, seen=form.seen.data, by=me()
    )
    flash(_("Saved."), "good")
    return see("teams.team", id=slot.team_id, weeks=_weeks(), _anchor=f"slot-{id}")


def show_team(id: int, filled: FlaskForm | None = None, faulty: int = 0) -> str:
    """The page of a team; *faulty* is the window whose form comes back."""
    found = get_or_404(Team, id=id)
    facts = {
        "name": found.name, "regions": " ".join(sorted(row.postcode for row in found.regions)),
        "skills": [row.skill for row in found.skills], "is_active": found.is_active,
    }  # fmt: skip
    return page(
        "scheduling/team.html", team=found, form=filled_or_new(filled, TeamForm, **facts),
        open_form=filled_or_new(filled, OpenForm, first_day=clock.today(), last_day=clock.today() + timedelta(27)),
        slots=_slots(id), slot_form=filled if isinstance(filled, SlotForm) else None, faulty=faulty, weeks=_weeks(),
        seen=as_seen(found), slot_as_seen=slot_as_seen,
    )  # fmt: skip


def _weeks() -> int:
    return min(max(id_or_0(request.args.get("weeks")), WEEKS), 56)


def _slots(team_id: int) -> list[Any]:
    first = clock.today()
    rows = reading().execute(
        select(Slot.id, Slot.day, Slot.window, Slot.capacity, Slot.booked, Slot.closed_because)
        .where(Slot.team_id == team_id, Slot.day >= first, Slot.day < first + timedelta(weeks=_weeks()))
        .order_by(Slot.day, Slot.window)
    )
    return [row for row in rows if not is_over(row.day, row.window)]

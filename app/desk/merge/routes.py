"""The page that puts two tickets side by side, and merging them."""

from typing import Any

from flask import flash

from app.base.access import Role, allowed, me
from app.base.database import reading
from app.base.formats import number as spell
from app.base.web import checked, page, see
from app.base.words import _
from app.desk.blueprint import bp
from app.desk.forms import MergeForm
from app.desk.merge.compare import compare
from app.desk.ticket.routes import find_survivor, show_ticket
from app.tickets.find_ticket import find_ticket
from app.tickets.merge import merge
from app.tickets.models import State


@bp.get("/tickets/<number>/merge/<other>")
@allowed(Role.AGENT, Role.SUPERVISOR)
def merge_page(number: str, other: str) -> Any:
    """Both side by side; when both numbers lead to one ticket already, that one."""
    one, two = find_survivor(number), find_survivor(other)
    return already(one.number) if one.id == two.id else show_merge(number, other)


@bp.post("/tickets/<number>/merge/<other>")
@allowed(Role.AGENT, Role.SUPERVISOR)
def merge_tickets(number: str, other: str) -> Any:
    """One of them leads from now on."""
    one, two = find_ticket(number), find_ticket(other)
    if one.id == two.id:
        return already(one.number)
    form = checked(MergeForm, again=lambda form: show_merge(number, other, form))
    survivor, duplicate = (one, two) if form.leads.data == "1" else (two, one)
    survivor = merge(duplicate, into=survivor, by=me())
    if survivor.state == State.HELD and survivor.holder_id == me().id:
        return see("desk.desk", ticket=survivor.number, merged=duplicate.number)
    return see("desk.ticket", number=survivor.number, merged=duplicate.number)


def already(number: int) -> Any:
    """The ticket that both numbers lead to; a second press shows what the first one did."""
    flash(_("Both numbers lead to %(number)s already.", number=spell(number)), "info")
    return see("desk.ticket", number=number)


def show_merge(number: str, other: str, filled: MergeForm | None = None) -> str:
    """The page; after a refusal because somebody else was faster, the ticket that both lead to."""
    one, two = find_survivor(number), find_survivor(other)
    if one.id == two.id:
        return show_ticket(one)
    return page("desk/merge.html", compared=compare(reading(), one, two), filled=filled)

"""The control room: all lines side by side, people and tickets moved in seconds."""

from typing import Any

from flask import flash

from app.base.access import Role, allowed, me
from app.base.database import get_or_404, reading
from app.base.web import FormFault, checked, filled_or_new, not_changed, page, part, see
from app.base.words import _, ngettext
from app.calls.due_callbacks import open_callbacks
from app.control.blueprint import bp
from app.control.counters import Counter, read_counters
from app.control.fairness import LAST_OUT_OF_TURN
from app.control.forms import NUMBERS, MoveForm, PeopleForm, TakeBackForm
from app.control.move_tickets import move_line, move_named, move_named_sentence
from app.control.queues import read_topics
from app.control.read_numbers import MOST, read_numbers
from app.control.room.show import channels, read_lines, read_watch, sign_of_lines, sign_of_watch
from app.desk.ticket.routes import sign
from app.people.models import Person
from app.queueing.return_to_line import return_to_line
from app.tickets.models import Topic


@bp.get("/control")
@allowed(Role.SUPERVISOR)
def room() -> Any:
    """The page."""
    return show_room()


@bp.get("/control/lines")
@allowed(Role.SUPERVISOR)
def lines() -> Any:
    """All lines and counters, as a live part."""
    topics, counters = read_topics(reading()), read_counters(reading())
    version = sign(sign_of_lines(topics, counters))
    return not_changed(version) or part(
        page("control/_lines.html", lines=read_lines(reading(), topics, counters), channels=channels(topics)), version
    )


@bp.get("/control/watch")
@allowed(Role.SUPERVISOR)
def watch() -> Any:
    """Ages and order, as a live part."""
    topics = read_topics(reading())
    version = sign(sign_of_watch(topics, reading().scalar(LAST_OUT_OF_TURN)))
    return not_changed(version) or part(
        page("control/_watch.html", watch=read_watch(reading()), channels=channels(topics)), version
    )


@bp.post("/control/tickets")
@allowed(Role.SUPERVISOR)
def move_tickets() -> Any:
    """Move a whole line, or the tickets that were named."""
    form = checked(MoveForm, again=show_room)
    to = get_or_404(Topic, id=form.to.data)
    if form.what.data != NUMBERS:
        moved = move_line(get_or_404(Topic, id=form.source.data), to, form.reason.data, by=me())
        flash(moved.sentence, "good")
        return see("control.room")
    named = read_numbers(form.numbers.data)
    faults = list(named.wrong)
    if named.unsaid:
        faults.append(ngettext("%(num)d more is wrong.", "%(num)d more are wrong.", named.unsaid))
    if len(named.tickets) > MOST:
        faults.append(
            _("These are more than %(most)s numbers. Move them in several steps, or all who wait.", most=MOST)
        )
    if faults:
        form.numbers.errors = [*faults, _("Nothing was moved.")]
        raise FormFault
    moved = move_named(named.tickets, to, form.reason.data, by=me())
    flash(" ".join([moved.sentence, *move_named_sentence(named.merged)]), "good")
    return see("control.room")


@bp.post("/control/take-back")
@allowed(Role.SUPERVISOR)
def take_back() -> Any:
    """The tickets of somebody who is absent wait again."""
    form = checked(TakeBackForm, again=show_room)
    agent = get_or_404(Person, id=form.who.data)
    count = return_to_line(agent, form.reason.data, by=me())
    if count:
        flash(
            ngettext(
                "%(num)d ticket of %(name)s is back in line, at its place.",
                "%(num)d tickets of %(name)s are back in line, each at its place.", count, name=agent.name,
            ), "good",
        )  # fmt: skip
    else:
        flash(_("%(name)s has nothing in hand (any more). Nothing was taken back.", name=agent.name), "warn")
    return see("control.room")


def show_room(filled: Any = None) -> str:
    """The whole page; *filled* is the form that came back."""
    session = reading()
    topics, counters = read_topics(session), read_counters(session)
    choices = topic_choices(topics)
    people = filled_or_new(filled, PeopleForm)
    move = filled_or_new(filled, MoveForm)
    back = filled_or_new(filled, TakeBackForm)
    people.topic.choices = move.to.choices = choices
    move.source.choices = [nothing_yet(), *((one.id, f"{one.letter} · {one.name} ({one.waiting})") for one in topics)]
    back.who.choices = absent_choices(counters)
    return page(
        "control/room.html", lines=read_lines(session, topics, counters), watch=read_watch(session),
        channels=channels(topics), people=people, move=move, back=back,
        agents=[one for one in counters if one.is_agent],
        overdue=sum(one.is_overdue for one in open_callbacks()),
        lines_version=sign(sign_of_lines(topics, counters)),
        watch_version=sign(sign_of_watch(topics, session.scalar(LAST_OUT_OF_TURN))),
    )  # fmt: skip


def topic_choices(topics: list[Any]) -> list[tuple[int | str, str]]:
    """All topics; the closed ones say so, and stay on the list so that a choice that came back is still there."""
    return [nothing_yet()] + [
        (one.id, f"{one.letter} · {one.name}" if one.is_open else _("%(topic)s (closed)", topic=one.name))
        for one in topics
    ]


def nothing_yet() -> tuple[str, str]:
    """Nothing is chosen by itself: what is moved by mistake is mixed into another line."""
    return "", _("Choose")


def absent_choices(counters: list[Counter]) -> list[tuple[int, str]]:
    """Who has something in hand; those who are not signed in first."""
    holders = sorted((one for one in counters if one.hand), key=lambda one: one.is_here)
    return [
        (one.id, _("%(name)s, %(plate)s: %(count)s in hand", name=one.name, plate=one.plate, count=len(one.hand)))
        for one in holders
    ]

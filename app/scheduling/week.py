"""The week board: teams, days and windows with their seats, read as plain rows."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import literal, select, union_all

from app.base.database import reading
from app.customers.models import Address
from app.scheduling.models import (
    Appointment,
    AppointmentState,
    Order,
    Promise,
    Slot,
    Team,
    TeamRegion,
    TeamSkill,
    Window,
)
from app.scheduling.orders_of import OrderCard
from app.scheduling.window import is_over

LETTERS = "asdfghqwertzuiopyxcm"
"""What free seats that fit print, in the order of the keyboard; without the letters that the page itself uses."""


@dataclass(frozen=True)
class Seat:
    """One seat that is used up."""

    number: int
    place: str
    state: AppointmentState
    has_promise: bool
    skill: str


@dataclass
class Cell:
    """One window of one team on one day."""

    slot_id: int | None = None
    seats: list[Seat] = field(default_factory=list)
    free: int = 0
    closed_because: str = ""
    is_over: bool = False
    fits: bool = False
    is_late: bool = False
    """Only after the day that was promised."""
    letter: str = ""


@dataclass
class Line:
    """One team's week."""

    team_id: int
    name: str
    skills: tuple[str, ...]
    cells: list[Cell]

    @property
    def booked(self) -> int:
        """Seats used up."""
        return sum(len(cell.seats) for cell in self.cells)

    @property
    def capacity(self) -> int:
        """Seats there are, booked or free."""
        return self.booked + sum(cell.free for cell in self.cells)


@dataclass
class Week:
    """What the board shows of one ISO week."""

    monday: date
    days: list[date]
    lines: list[Line]
    keeping: int = 0
    """Seats that fit the chosen order and keep its promise."""

    @property
    def last_day(self) -> date:
        """The last day shown."""
        return self.days[-1]

    @property
    def booked(self) -> int:
        """Seats used up in the week."""
        return sum(line.booked for line in self.lines)

    @property
    def capacity(self) -> int:
        """All seats of the week."""
        return sum(line.capacity for line in self.lines)


def monday_of(year: int, number: int) -> date:
    """The Monday of an ISO week. Raises ValueError when the year has no such week."""
    return date.fromisocalendar(year, number, 1)


def week(monday: date, order: OrderCard | None = None) -> Week:
    """The board of the week from *monday* on; free seats that fit *order* carry a letter. Four queries."""
    sunday = monday + timedelta(days=6)
    teams = reading().execute(select(Team.id, Team.name, Team.is_active).order_by(Team.name)).all()
    slots = reading().execute(
        select(Slot.id, Slot.team_id, Slot.day, Slot.window, Slot.capacity, Slot.booked, Slot.closed_because)
        .where(Slot.day.between(monday, sunday))
    ).all()  # fmt: skip
    skills, regions = _skills_and_regions()
    seats = _seats(monday, sunday)

    days = sorted({monday + timedelta(days=n) for n in range(5)} | {slot.day for slot in slots})
    columns = {(day, window): n for n, (day, window) in enumerate((day, window) for day in days for window in Window)}
    has_slots = {slot.team_id for slot in slots}
    lines = {
        team.id: Line(team.id, team.name, tuple(sorted(skills[team.id])), [Cell() for _each in columns])
        for team in teams
        if team.is_active or team.id in has_slots
    }
    suits = {team.id for team in teams if order and team.is_active and order.skill in skills[team.id]
             and any(order.postcode.startswith(region) for region in regions[team.id])}  # fmt: skip
    now_at = order.live.slot_id if order and order.live else None
    for slot in slots:
        cell = lines[slot.team_id].cells[columns[slot.day, Window(slot.window)]]
        cell.slot_id, cell.seats, cell.closed_because = slot.id, seats[slot.id], slot.closed_because
        cell.is_over = is_over(slot.day, slot.window)
        cell.free = 0 if slot.closed_because else slot.capacity - slot.booked
        bookable = order is not None and order.is_outstanding and slot.id != now_at
        cell.fits = bookable and slot.team_id in suits and cell.free > 0 and not cell.is_over
        cell.is_late = cell.fits and order is not None and order.promise is not None and slot.day > order.promise.due
    board = Week(monday, days, list(lines.values()))
    _letters(board)
    return board


def _letters(board: Week) -> None:
    letters = iter(LETTERS)
    for cell in _in_time(board):
        if cell.fits:
            cell.letter = next(letters, "")
            board.keeping += 0 if cell.is_late else cell.free


def _in_time(board: Week) -> Iterator[Cell]:
    for column in range(len(board.days) * len(Window)):
        yield from (line.cells[column] for line in board.lines)


def _skills_and_regions() -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    skills: dict[int, set[str]] = defaultdict(set)
    regions: dict[int, set[str]] = defaultdict(set)
    both = union_all(
        select(literal("skill"), TeamSkill.team_id, TeamSkill.skill),
        select(literal("region"), TeamRegion.team_id, TeamRegion.postcode),
    )
    for kind, team_id, text in reading().execute(both):
        (skills if kind == "skill" else regions)[team_id].add(text)
    return skills, regions


def _seats(first: date, last: date) -> dict[int, list[Seat]]:
    promised = select(Promise.order_id).where(Promise.closed_at.is_(None)).distinct().subquery("promised")
    rows = reading().execute(
        select(Appointment.slot_id, Order.number, Address.place, Appointment.state,
               promised.c.order_id.is_not(None), Order.skill)
        .join(Slot, Slot.id == Appointment.slot_id)
        .join(Order, Order.id == Appointment.order_id)
        .join(Address, Address.id == Order.address_id)
        .outerjoin(promised, promised.c.order_id == Order.id)
        .where(Slot.day.between(first, last), Appointment.state != AppointmentState.MOVED)
        .order_by(Appointment.id)
    )  # fmt: skip
    seats: dict[int, list[Seat]] = defaultdict(list)
    for slot_id, number, place, state, has_promise, skill in rows:
        seats[slot_id].append(Seat(number, place, AppointmentState(state), bool(has_promise), skill))
    return seats

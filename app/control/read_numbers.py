"""Ticket numbers as they are typed, told or pasted: many at once, in any grouping."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.database import reading
from app.tickets.models import Ticket
from app.tickets.number import DIGITS, NoSuchTicket, WrongNumber, near, parse

MOST = 500
SENTENCES = 10


@dataclass(frozen=True)
class Named:
    """What was named: the tickets, each once and always the survivor; what is wrong; which were merged into which."""

    tickets: list[Ticket]
    wrong: list[str]
    unsaid: int
    """How many more are wrong than *wrong* says."""
    merged: list[tuple[int, int]]


def pieces(typed: str) -> list[str]:
    """*typed* cut into what are meant to be numbers: by lines and commas, and wherever nine digits are full."""
    found: list[str] = []
    for chunk in re.split(r"[\r\n,;]+", typed):
        piece = ""
        for digits in re.findall(r"[0-9]+", chunk):
            piece = f"{piece} {digits}".strip()
            if len(piece.replace(" ", "")) >= DIGITS:
                found.append(piece)
                piece = ""
        if piece or (chunk.strip() and not re.search(r"[0-9]", chunk)):
            found.append(piece or chunk.strip())
    return found


def read_numbers(typed: str) -> Named:
    """The tickets whose numbers stand in *typed*; more than MOST numbers are for "all waiting of …"."""
    session, asked, wrong = reading(), [], []
    for piece in dict.fromkeys(pieces(typed)):
        try:
            asked.append(parse(piece))
        except WrongNumber:
            wrong.append(piece)
    exist = {ticket.number: ticket for ticket in _by(session, Ticket.number, asked)}
    roots: dict[int | None, Ticket] = {
        one.id: one for one in _by(session, Ticket.id, [one.merged_into_id for one in exist.values()])
    }
    merged = [
        (number, roots[exist[number].merged_into_id].number)
        for number in asked
        if number in exist and exist[number].merged_into_id is not None
    ]
    survivors = [roots.get(exist[number].merged_into_id, exist[number]) for number in asked if number in exist]
    unknown = [number for number in asked if number not in exist]
    sentences = [str(WrongNumber(piece, near(session, piece))) for piece in wrong[:SENTENCES]]
    sentences += [
        str(NoSuchTicket(number, near(session, str(number)))) for number in unknown[: SENTENCES - len(sentences)]
    ]
    return Named(
        list({one.id: one for one in survivors}.values()), sentences, len(wrong) + len(unknown) - len(sentences), merged
    )


def _by(session: Session, column, values) -> list[Ticket]:  # type: ignore[no-untyped-def]
    wanted = [value for value in values if value is not None]
    return list(session.scalars(select(Ticket).where(column.in_(wanted)))) if wanted else []

"""Ticket numbers: seven digits drawn once, and two check digits (ISO 7064, MOD 97-10)."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.counter import draw_from
from app.base.formats import number as spell
from app.base.refused import NotFound, Refused
from app.base.words import _
from app.tickets.models import Ticket

DIGITS = 9


class WrongNumber(Refused):
    """What was typed cannot be a ticket number."""

    status = 404

    def __init__(self, typed: str, near: list[int] | None = None) -> None:
        self.near = near or []
        if not re.search(r"\d", typed):
            sentence = _("A ticket number has nine digits, such as 104 718 291.")
        elif len(digits_of(typed)) != DIGITS:
            sentence = _(
                "“%(typed)s” has %(count)s digits; a ticket number has nine.",
                typed=typed.strip(),
                count=len(digits_of(typed)),
            )
        else:
            sentence = _(
                "The number %(number)s cannot be right: its check digits do not fit.",
                number=spell(int(digits_of(typed))),
            )
        super().__init__(sentence + _did_you_mean(self.near))


class NoSuchTicket(NotFound):
    """The number is well formed, but no ticket has it."""

    def __init__(self, number: int, near: list[int] | None = None) -> None:
        self.near = near or []
        super().__init__(_("There is no ticket %(number)s.", number=spell(number)) + _did_you_mean(self.near))


def _did_you_mean(near: list[int]) -> str:
    return " " + _("Did you mean %(numbers)s?", numbers=", ".join(spell(number) for number in near)) if near else ""


def digits_of(typed: str) -> str:
    """Only the digits of what was typed, whatever stands between them: «S 104-718.291» gives «104718291»."""
    return "".join(re.findall(r"[0-9]", typed))


def with_check(seven: int) -> int:
    """The nine-digit number whose first seven digits are *seven*; such a number leaves 1 when divided by 97."""
    return seven * 100 + 98 - seven * 100 % 97


def is_right(number: int) -> bool:
    """Whether the check digits fit."""
    return number % 97 == 1 and 10**8 <= number < 10**9


def parse(typed: str) -> int:
    """The number in what was typed, in any grouping. Raises WrongNumber."""
    digits = digits_of(typed)
    if len(digits) != DIGITS or not is_right(int(digits)):
        raise WrongNumber(typed)
    return int(digits)


def near(session: Session, typed: str) -> list[int]:
    """Existing numbers that differ from what was typed by one digit, one swap, one digit too many or too few."""
    digits = digits_of(typed)
    if not DIGITS - 1 <= len(digits) <= DIGITS + 1:
        return []
    found: set[str] = set()
    for at in range(len(digits)):
        found |= {digits[:at] + digit + digits[at + 1 :] for digit in "0123456789"}
        found.add(digits[:at] + digits[at + 1 : at + 2] + digits[at : at + 1] + digits[at + 2 :])
        found.add(digits[:at] + digits[at + 1 :])
    for at in range(len(digits) + 1):
        found |= {digits[:at] + digit + digits[at:] for digit in "0123456789"}
    possible = [int(each) for each in found if len(each) == DIGITS and is_right(int(each))]
    return list(
        session.scalars(select(Ticket.number).where(Ticket.number.in_(possible)).order_by(Ticket.number).limit(5))
    )


def draw(session: Session) -> int:
    """The next ticket number. One that a rolled-back transaction drew was told to nobody, so nobody can miss it."""
    return with_check(draw_from(session, "ticket"))

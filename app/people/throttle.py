"""How failed sign-ins slow down the next ones, so that guessing is hopeless and nobody else is locked out.

Attempts are counted per account **and** place. A place is the address that the attempt came from, or a browser that
has signed in to this account before (`device …`, from a signed cookie): whoever guesses at a colleague's account from
the same office slows down strangers' browsers there, not the colleague's own. docs/people.md has the reasons.
"""

import hashlib
import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.base import clock
from app.base.refused import Refused
from app.base.words import ngettext
from app.people.models import FailedSignIn

WINDOW = timedelta(minutes=15)
FREE = 5
"""Failures of one account at one place that cost nothing."""
FIRST_WAIT = 15
"""Seconds to wait after the fifth failure; each further one doubles them, up to the window."""
PER_ACCOUNT = 50
"""Failures of one account from all addresses, in one window; known browsers neither count nor wait."""
PER_ADDRESS = 100
"""Different accounts that failed from one address in one window: an office mistypes fewer."""
KEPT = timedelta(days=1)


class TooManyTries(Refused):
    """The password was not looked at; trying again later helps."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        seconds = max(1, round(wait.total_seconds()))
        if seconds < 60:
            text = ngettext("Too many tries. Wait %(num)d second.", "Too many tries. Wait %(num)d seconds.", seconds)
        else:
            minutes = -(-seconds // 60)
            text = ngettext("Too many tries. Wait %(num)d minute.", "Too many tries. Wait %(num)d minutes.", minutes)
        super().__init__(text)


def place_of(address: str, device: str = "") -> str:
    """Where an attempt comes from: a known *device*, else the address (of IPv6 the network, since a caller owns it all)."""
    if device:
        return f"device {device}"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else address


def digest(login: str) -> str:
    """What is kept of a typed name: people type their password there by mistake."""
    return hashlib.sha256(login.encode()).hexdigest()[:32]


def note_attempt(session: Session, login: str, place: str) -> None:
    """Count this attempt as failed before its password is looked at. Raises TooManyTries.

    Counting first leaves no gap for many tries at the same moment; one that succeeds is taken back (forget).
    """
    name, now = digest(login), clock.now()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(name + place))))
    wait = waiting_time(session, name, place, now)
    if wait > timedelta():
        raise TooManyTries(wait)
    session.execute(delete(FailedSignIn).where(FailedSignIn.at < now - KEPT))
    session.add(FailedSignIn(at=now, login=name, address=place))


def forget(session: Session, login: str, place: str) -> None:
    """The right password: earlier failures of the account at this place no longer count."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.login == digest(login), FailedSignIn.address == place))


def forget_account(session: Session, login: str) -> None:
    """A new password: earlier failures of the account no longer count anywhere."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.login == digest(login)))


def waiting_time(session: Session, name: str, place: str, now: datetime) -> timedelta:
    """How long the account *name* (digest) has to wait at *place*."""
    waits = [_wait_here(session, name, place, now)]
    if not place.startswith("device "):
        waits += [_wait_of_account(session, name, now), _wait_of_address(session, place, now)]
    return max(waits)


def _wait_here(session: Session, name: str, place: str, now: datetime) -> timedelta:
    recent = (FailedSignIn.login == name, FailedSignIn.address == place, FailedSignIn.at > now - WINDOW)
    count, last = session.execute(select(func.count(), func.max(FailedSignIn.at)).where(*recent)).one()
    if count < FREE:
        return timedelta()
    return last + min(timedelta(seconds=FIRST_WAIT * 2 ** (count - FREE)), WINDOW) - now


def _wait_of_account(session: Session, name: str, now: datetime) -> timedelta:
    oldest = session.scalar(
        select(FailedSignIn.at)
        .where(FailedSignIn.login == name, FailedSignIn.at > now - WINDOW, FailedSignIn.address.not_like("device %"))
        .order_by(FailedSignIn.at.desc())
        .offset(PER_ACCOUNT - 1)
        .limit(1)
    )
    return oldest + WINDOW - now if oldest else timedelta()


def _wait_of_address(session: Session, place: str, now: datetime) -> timedelta:
    recent = (FailedSignIn.address == place, FailedSignIn.at > now - WINDOW)
    accounts = select(func.max(FailedSignIn.at).label("last")).where(*recent).group_by(FailedSignIn.login).subquery()
    # The hundredth newest account leaves the window first; then there is room for another try.
    oldest = session.scalar(select(accounts.c.last).order_by(accounts.c.last.desc()).offset(PER_ADDRESS - 1).limit(1))
    return oldest + WINDOW - now if oldest else timedelta()

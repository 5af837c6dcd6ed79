"""Who may do what: default deny. A view without a declaration answers 403 and fails the house test."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from flask import g

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """What a person may do; one person can have several roles."""

    AGENT = "agent"
    SCHEDULER = "scheduler"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


EVERY_ROLE = tuple(Role)


class Acting(Protocol):
    """Whoever does something: a person, or the signed-in one."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def roles(self) -> frozenset[Role]: ...


@dataclass(frozen=True)
class Me:
    """The signed-in person, as one row read per request."""

    id: int
    name: str
    plate: str
    roles: frozenset[Role]
    locale: str
    theme: str
    density: str
    letters: bool
    session_id: int


def allowed(*roles: Role) -> Callable[[View], View]:
    """Declare that people with one of *roles* may use the view."""

    def declare(view: View) -> View:
        view.allowed_roles = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return declare


def for_all_staff(view: View) -> View:
    """Declare that whoever is signed in may use the view, also without any role."""
    view.for_all_staff = True  # type: ignore[attr-defined]
    return allowed(*Role)(view)


def public(view: View) -> View:
    """Declare that the view needs no sign-in."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def me() -> Me:
    """The signed-in person of this request; only for views that are not public."""
    person: Me | None = g.get("me")
    if person is None:
        raise RuntimeError("nobody is signed in here")
    return person

"""What somebody has typed into a form and not yet sent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, select

from app.base.access import Acting
from app.base.database import reading
from app.people.models import Draft

_drafts = select(Draft.place, Draft.text, Draft.at).where(
    Draft.person_id == bindparam("person"), Draft.place.in_(bindparam("places", expanding=True))
)


@dataclass(frozen=True)
class Typed:
    """The drafts of one form, by the names of its fields."""

    form: str
    fields: Sequence[str]
    texts: dict[str, str] = field(default_factory=dict)
    saved: dict[str, datetime] = field(default_factory=dict)

    def place(self, name: str) -> str:
        """Under which name the draft of the field is kept."""
        return f"{self.form}-{name}"

    def saved_at(self, name: str) -> datetime | None:
        """When the draft of the field was kept, if there is one."""
        return self.saved.get(name)

    @property
    def places(self) -> list[str]:
        """All names, for throwing the drafts away."""
        return [self.place(name) for name in self.fields]


def typed(form: str, fields: Sequence[str], *, by: Acting) -> Typed:
    """What *by* was typing into these *fields* of *form*."""
    found = Typed(form, fields)
    for place, text, at in reading().execute(_drafts, {"person": by.id, "places": found.places}):
        name = place.removeprefix(f"{form}-")
        found.texts[name], found.saved[name] = text, at
    return found

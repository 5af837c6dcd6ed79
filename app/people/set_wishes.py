"""Set how the pages look and speak for oneself."""

from typing import Any

from app.base.access import Acting
from app.base.database import locked, transaction
from app.base.record import record
from app.people.models import Person

THEMES = ("auto", "light", "dark")
DENSITIES = ("dense", "comfort")
LOCALES = ("de", "en")


def set_wishes(me: Acting, *, theme: str, density: str, locale: str, letters: bool) -> None:
    """Keep the wishes of *me*: colours, density, language, single letters as keys.

    Raises ValueError for a wish that no page could fulfil.
    """
    wishes: dict[str, Any] = {"theme": theme, "density": density, "locale": locale, "letters": letters}
    if theme not in THEMES or density not in DENSITIES or locale not in LOCALES:
        raise ValueError(f"no such wish: {wishes}")
    with transaction() as session:
        person = locked(session, Person, me.id)
        if any(getattr(person, name) != wish for name, wish in wishes.items()):
            for name, wish in wishes.items():
                setattr(person, name, wish)
            record(session, "wishes_set", person, by=me, live=[f"person:{me.id}"], **wishes)

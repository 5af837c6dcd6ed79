"""What was sent is no draft any more."""

from sqlalchemy import select

from app.base.database import reading
from app.base.record import LogRow
from app.people.drop_drafts import drop_drafts
from app.people.save_draft import save_draft
from app.people.typed import typed


def test_the_named_places_are_forgotten_and_no_others(make):
    anna, berta = make.agent(), make.agent()
    for person in (anna, berta):
        for place in ("concern-note", "concern-text", "call-note"):
            save_draft(place, f"{person.name}, {place}", by=person)

    drop_drafts(["concern-note", "concern-text"], by=anna)

    assert typed("concern", ["note", "text"], by=anna).texts == {}
    assert typed("call", ["note"], by=anna).texts == {"note": f"{anna.name}, call-note"}
    assert set(typed("concern", ["note", "text"], by=berta).texts) == {"note", "text"}


def test_it_is_no_change(make):
    anna = make.agent()
    save_draft("call-note", "Ruft", by=anna)
    before = reading().scalars(select(LogRow.seq)).all()

    drop_drafts(["call-note"], by=anna)

    assert reading().scalars(select(LogRow.seq)).all() == before

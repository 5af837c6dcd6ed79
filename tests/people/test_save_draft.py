"""What is typed and not yet sent."""

from sqlalchemy import select

from app.base.database import reading
from app.base.record import LogRow
from app.people.models import Draft
from app.people.save_draft import save_draft


def drafts(person):
    rows = reading().execute(select(Draft.place, Draft.text).where(Draft.person_id == person.id))
    return {row.place: row.text for row in rows}


def test_the_last_text_counts(make):
    anna = make.agent()

    save_draft("ticket-1-note", "Ruft mor", by=anna)
    save_draft("ticket-1-note", "Ruft morgen an", by=anna)
    save_draft("ticket-2-note", "anderes", by=anna)

    assert drafts(anna) == {"ticket-1-note": "Ruft morgen an", "ticket-2-note": "anderes"}


def test_an_empty_text_throws_it_away(make):
    anna = make.agent()
    save_draft("ticket-1-note", "Ruft", by=anna)

    save_draft("ticket-1-note", "  ", by=anna)
    save_draft("ticket-1-note", "", by=anna)

    assert drafts(anna) == {}


def test_drafts_are_ones_own(make):
    anna, berta = make.agent(), make.agent()

    save_draft("ticket-1-note", "Annas", by=anna)
    save_draft("ticket-1-note", "Bertas", by=berta)

    assert (drafts(anna), drafts(berta)) == ({"ticket-1-note": "Annas"}, {"ticket-1-note": "Bertas"})


def test_a_draft_is_no_change(make):
    anna = make.agent()
    before = reading().scalars(select(LogRow.seq)).all()

    save_draft("ticket-1-note", "Ruft", by=anna)

    assert reading().scalars(select(LogRow.seq)).all() == before

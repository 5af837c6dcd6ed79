from datetime import timedelta

from app.calls.called_back import called_back
from app.calls.due_callbacks import due_callbacks, open_callbacks
from app.customers.facts import AddressFacts
from app.tickets.merge import merge
from tests.calls.promising import promise


def test_overdue_and_due_today_then_the_next(make, clock):
    now, anna = clock.set("2022-08-03 14:03"), make.agent()
    made = {
        name: promise(anna, now + ahead)
        for name, ahead in {
            "tomorrow": timedelta(days=1), "today": timedelta(hours=2), "soon": timedelta(minutes=5),
            "later": timedelta(days=2),
        }.items()
    }  # fmt: skip
    clock.set("2022-08-03 15:00")

    mine = due_callbacks(anna.id)

    assert [one.id for one in mine.due] == [made["soon"].id, made["today"].id]
    assert [one.is_overdue for one in mine.due] == [True, False]
    assert mine.next is not None
    assert mine.next.id == made["tomorrow"].id


def test_the_day_is_the_german_one(make, clock):
    now, anna = clock.set("2022-08-03 12:00"), make.agent()
    promise(anna, now + timedelta(hours=11, minutes=59))
    promise(anna, now + timedelta(hours=12))

    mine = due_callbacks(anna.id)

    assert len(mine.due) == 1
    assert mine.next is not None


def test_it_says_whom_and_about_what(make, clock):
    now, anna = clock.set("2022-08-03 12:00"), make.agent()
    topic, ott = make.topic(), make.customer("Ott", addresses=[AddressFacts("Weg 1", "34117", "Kassel", "HE")])
    older = make.ticket(topic, reported="2022-08-01 08:00", subject="Kein Internet", customer=ott)
    newer = make.ticket(topic, reported="2022-08-02 08:00", customer=ott)
    promise(anna, now + timedelta(hours=1), ticket=newer, phone="0561 12345", note="nach 13 Uhr")
    merge(newer, into=older, by=anna)

    [one] = due_callbacks(anna.id).due

    assert (one.number, one.letter, one.subject) == (older.number, topic.letter, "Kein Internet")
    assert (one.customer, one.customer_number, one.phone, one.note) == (
        "Ute Ott",
        ott.number,
        "+4956112345",
        "nach 13 Uhr",
    )


def test_information_only_names_its_customer(make, clock):
    now, anna = clock.set("2022-08-03 12:00"), make.agent()
    promise(anna, now + timedelta(hours=1), customer=make.customer("Ott"))

    [one] = due_callbacks(anna.id).due

    assert (one.number, one.customer) == (None, "Ute Ott")


def test_the_supervisor_sees_everybodys(make, clock):
    now, anna, other = clock.set("2022-08-03 12:00"), make.agent(), make.agent()
    promise(other, now + timedelta(hours=2))
    promise(anna, now + timedelta(hours=1))
    called_back(promise(anna, now + timedelta(hours=3)), by=anna)

    assert [one.agent for one in open_callbacks()] == [anna.name, other.name]

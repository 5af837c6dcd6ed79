"""Changing what people are called and may do."""

import threading

import pytest
from sqlalchemy import select

from app.base.access import Role
from app.base.database import get_or_404, reading
from app.base.record import LogRow
from app.people.change_person import ChangedMeanwhile, LastAdministrator, change_person, stamp
from app.people.models import Person
from app.people.sessions import who_is
from app.people.sign_in import sign_in
from tests.support.checking_client import PASSWORD


def fresh(person):
    return get_or_404(Person, id=person.id)


def test_only_what_is_said_changes_and_the_log_book_has_before_and_after(make):
    anna, admin = make.agent(), make.admin()

    change_person(anna, hands=4, roles=[Role.AGENT, Role.SCHEDULER], by=admin)

    assert (fresh(anna).hands, fresh(anna).roles, fresh(anna).name) == (4, {Role.AGENT, Role.SCHEDULER}, anna.name)
    row = reading().scalars(select(LogRow).where(LogRow.action == "person_changed")).one()
    assert row.by_id == admin.id
    assert '"was": {"hands": 1, "is_scheduler": false}' in row.facts


def test_nothing_said_is_nothing_recorded(make):
    anna = make.agent()

    change_person(anna, name=anna.name, hands=1, by=make.admin())

    assert reading().scalars(select(LogRow).where(LogRow.action == "person_changed")).all() == []


def test_deactivation_ends_all_sessions(make):
    anna = make.agent()
    token = sign_in(anna.login, PASSWORD, "10.0.0.1", "")

    change_person(anna, is_active=False, by=make.admin())
    change_person(anna, is_active=True, by=make.admin())

    assert who_is(token) is None


def test_a_role_counts_from_the_next_request_on(make):
    anna = make.agent()
    token = sign_in(anna.login, PASSWORD, "10.0.0.1", "")

    change_person(anna, roles=[], by=make.admin())

    assert who_is(token).roles == frozenset()


@pytest.mark.parametrize("loss", [{"is_active": False}, {"roles": [Role.AGENT]}])
def test_the_last_administrator_stays(make, loss):
    admin = make.admin()
    make.admin(is_active=False)

    with pytest.raises(LastAdministrator):
        change_person(admin, by=admin, **loss)

    assert fresh(admin).is_active
    assert fresh(admin).is_administrator


def test_two_administrators_who_dismiss_each_other_leave_one(make, app):
    pair = [make.admin(), make.admin()]
    refused = []

    def dismiss(one, by):
        with app.app_context():
            try:
                change_person(one, roles=[], by=by)
            except LastAdministrator as refusal:
                refused.append(refusal)

    threads = [threading.Thread(target=dismiss, args=args) for args in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert sum(fresh(one).is_administrator for one in pair) == 1


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(make):
    anna, admin = make.agent(), make.admin()
    seen = stamp(anna)
    change_person(anna, name="Anna Neu", seen=seen, by=admin)

    with pytest.raises(ChangedMeanwhile):
        change_person(anna, name="Anna Anders", seen=seen, by=admin)

    assert fresh(anna).name == "Anna Neu"

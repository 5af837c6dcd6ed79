from datetime import date

import pytest
from sqlalchemy import select, text

from app.base.database import database, reading
from app.customers.facts import AddressFacts, ContractFacts
from app.customers.models import Address, Customer, OtherName
from app.customers.search import begins, search, the_one


@pytest.fixture
def wicke(make):
    make.customer("Wickert", given_name="Jörg", phones=["0561 99999"])
    return make.customer(
        "Wicke", given_name="Anneliese", phones=["0176 04069 012"], mails=["a.wicke@example.org"],
        addresses=[AddressFacts("Leipziger Straße 212", "34260", "Kaufungen", "HE")], other_names=["Löwe"],
        contracts=[ContractFacts("V 41 902", "Glasfaser 300", date(2014, 3, 1))],
    )  # fmt: skip


def names(typed, **more):
    return [one.name for one in search(typed, **more)]


@pytest.mark.parametrize(
    "typed", ["0176 04069 012", "+49 176 04069012", "0176/04069-012", "A.Wicke@example.org", "v 41 902"]
)
def test_what_is_exact_is_the_one(wicke, typed):
    found = the_one(typed)

    assert found is not None
    assert (found.number, found.address) == (wicke.number, "Leipziger Straße 212, 34260 Kaufungen")


def test_the_customer_number_with_and_without_its_letter(wicke):
    number = f"{wicke.number:,}".replace(",", " ")

    assert [the_one(typed).id for typed in (str(wicke.number), f"K {number}", f"k{wicke.number}", number)] == [
        wicke.id
    ] * 4


@pytest.mark.parametrize(
    "typed", ["Wicke", "wick", "WICKE, Anneliese", "Anneliese Wicke", "anneliese wick", "Wicke Anne"]
)
def test_names_by_their_beginning_in_either_order(wicke, typed):
    assert "Anneliese Wicke" in names(typed)


def test_folded_names(wicke):
    assert names("joerg wickert") == names("Jörg Wickert") == ["Jörg Wickert"]


def test_other_names_are_found_too(wicke):
    assert names("loewe") == ["Anneliese Wicke"]


@pytest.mark.parametrize(
    "typed", ["Leipziger Str. 212", "leipzigerstr", "Leipziger S", "Leipziger Str., Kaufungen", "Leipziger Str, 34260"]
)
def test_streets_in_any_spelling(wicke, typed):
    assert names(typed) == ["Anneliese Wicke"]


def test_nothing_typed_and_nothing_known_find_nobody(wicke):
    assert [search(typed) for typed in ("", "  ", "x", "%", "_", "Leipziger Str., Kassel", "\x00", "0561 1")] == [
        []
    ] * 8


def test_a_search_is_bounded(make):
    for _each in range(5):
        make.customer("Schmidt")

    assert len(search("schm", limit=3)) == 3


def test_two_with_the_same_telephone_are_not_the_one(make):
    make.customer("Ott", phones=["0561 12345"])
    make.customer("Ott", given_name="Emil", phones=["0561 12345"])

    assert the_one("0561 12345") is None
    assert names("0561 12345") == ["Emil Ott", "Ute Ott"]


@pytest.mark.parametrize("key", [Customer.name_key, OtherName.name_key, Address.street_key])
def test_a_beginning_is_a_range_of_an_index(app, key):
    sql = select(key).where(begins(key, "wick")).order_by(key).limit(20)
    engine = database().engine
    shown = sql.compile(engine, compile_kwargs={"literal_binds": True})
    with engine.connect() as connection:
        if database().is_sqlite:
            plan = str(connection.execute(text(f"EXPLAIN QUERY PLAN {shown}")).all())
            assert "SEARCH" in plan
        else:
            # On an empty table everything is a scan, unless scans are made dear.
            connection.execute(text("SET enable_seqscan = off"))
            plan = str(connection.execute(text(f"EXPLAIN {shown}")).all())
            assert "Index Cond" in plan or "Index Only Scan" in plan


def test_order_is_plain_on_both(make):
    for name in ("Wicke", "Wicke-Ott", "Wickert"):
        make.customer(name, given_name="")

    assert list(reading().scalars(select(Customer.name_key).order_by(Customer.name_key))) == [
        "wicke",
        "wicke ott",
        "wickert",
    ]

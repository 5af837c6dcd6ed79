from datetime import date

import pytest
from sqlalchemy import select

from app.base.database import reading
from app.base.record import LogRow
from app.customers.add_customer import add_customer
from app.customers.facts import AddressFacts, ContractFacts, FactsDoNotFit
from app.customers.models import Contract, Customer
from app.customers.phone import NoTelephoneNumber

HOME = AddressFacts("Leipziger Straße 212", "34260", "Kaufungen", "HE")


def test_a_customer_with_everything(make):
    customer = make.customer(
        "Wicke", given_name="Anneliese", addresses=[HOME], phones=["0561/123-45", "+49 561 12345"],
        mails=[" A.Wicke@Example.org "], other_names=["Anneliese Löwe"],
        contracts=[ContractFacts("v 41 902", "Glasfaser 300", date(2014, 3, 1))],
    )  # fmt: skip

    kept = reading().get_one(Customer, customer.id)
    assert (kept.name, kept.name_key) == ("Anneliese Wicke", "wicke anneliese")
    assert [(one.street_key, one.land) for one in kept.addresses] == [("leipzigerstr212", "HE")]
    assert [one.e164 for one in kept.phones] == ["+4956112345"]
    assert [one.address for one in kept.mails] == ["a.wicke@example.org"]
    assert [one.name_key for one in kept.other_names] == ["anneliese loewe"]
    assert [one.number for one in kept.contracts] == ["V 41 902"]
    assert reading().scalars(select(LogRow.action).where(LogRow.kind == "customer")).all() == ["added"]


def test_each_gets_a_number_of_their_own(make):
    assert make.customer("Ott").number < make.customer("Ott").number


def test_a_second_press_gives_the_first_customer(make):
    anna = make.agent()

    first = add_customer(family_name="Ott", by=anna, once="k")
    again = add_customer(family_name="Ott", by=anna, once="k")

    assert again.id == first.id


def test_a_company_needs_no_family_name(make):
    company = add_customer(company="Bäckerei Öz", by=make.agent())

    assert (company.name, company.name_key) == ("Bäckerei Öz", "baeckerei oez")


@pytest.mark.parametrize(
    "facts",
    [
        {"family_name": " "},
        {"addresses": [AddressFacts("Weg 1", "3426", "Kaufungen", "HE")]},
        {"addresses": [AddressFacts("Weg 1", "٣٤٢٦٠", "Kaufungen", "HE")]},
        {"addresses": [AddressFacts("Weg 1", "34260", "Kaufungen", "XX")]},
        {"addresses": [AddressFacts("", "34260", "Kaufungen", "HE")]},
        {"mails": ["a.wicke@example"]},
        {"contracts": [ContractFacts("V 1", "DSL", date(2020, 1, 2), date(2020, 1, 1))]},
        {"contracts": [ContractFacts("V 1", "DSL", date(2020, 1, 2)), ContractFacts("v 1", "DSL", date(2020, 1, 2))]},
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_kept(make, facts):
    with pytest.raises(FactsDoNotFit):
        make.customer(**facts)

    assert reading().scalars(select(Customer)).all() == []


def test_a_wrong_telephone_number_is_refused(make):
    with pytest.raises(NoTelephoneNumber):
        make.customer(phones=["12345"])


def test_a_contract_belongs_to_one_customer(make):
    make.customer("Ott", contracts=[ContractFacts("V 1", "DSL", date(2020, 1, 1))])

    with pytest.raises(FactsDoNotFit, match="K 100"):
        make.customer("Wicke", contracts=[ContractFacts("V 1", "DSL", date(2021, 1, 1))])

    assert len(reading().scalars(select(Contract)).all()) == 1

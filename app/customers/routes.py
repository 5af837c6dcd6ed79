"""Pages on which a customer is taken in and changed. (The customer's own page belongs to the desk.)"""

from typing import Any

from flask import Blueprint, current_app, flash

from app.base.access import Role, allowed, me
from app.base.database import get_or_404
from app.base.web import asked, checked, filled_or_new, page, see
from app.base.words import _
from app.customers.add_customer import add_customer
from app.customers.change_customer import change_customer
from app.customers.forms import CustomerForm
from app.customers.models import Customer
from app.customers.search import SHORTEST, search
from app.customers.write import facts_of, seen

bp = Blueprint("customers", __name__)
STAFF = (Role.AGENT, Role.SCHEDULER, Role.SUPERVISOR)


@bp.get("/customers/new")
@allowed(*STAFF)
def new() -> Any:
    """A new customer; a telephone number or a name in the address stands in the form already."""
    return show_form(None, None)


@bp.post("/customers")
@allowed(*STAFF)
def add() -> Any:
    """Take the customer in."""
    form = checked(CustomerForm, again=lambda form: show_form(None, form))
    facts = form.facts
    customer = add_customer(
        by=me(), given_name=facts.given_name, family_name=facts.family_name, company=facts.company, note=facts.note,
        addresses=facts.addresses, contracts=facts.contracts, phones=facts.phones, mails=facts.mails,
        other_names=facts.other_names, once=form.once.data,
    )  # fmt: skip
    flash(_("%(name)s is a customer now.", name=customer.name), "good")
    return see("desk.customer", number=customer.number)


@bp.get("/customers/<int(max=2147483647):number>/change")
@allowed(*STAFF)
def change_form(number: int) -> Any:
    """What stands there, to be changed."""
    return show_form(get_or_404(Customer, number=number), None)


@bp.post("/customers/<int(max=2147483647):number>/change")
@allowed(*STAFF)
def change(number: int) -> Any:
    """Change what is known."""
    customer = get_or_404(Customer, number=number)
    form = checked(CustomerForm, again=lambda form: show_form(get_or_404(Customer, number=number), form))
    change_customer(customer, form.facts, saw=form.saw.data, by=me())
    flash(_("Saved."), "good")
    return see("desk.customer", number=number)


@bp.get("/customers/find")
@allowed(*STAFF)
def find() -> Any:
    """The customers that what is being typed may mean, as a choice inside a form."""
    typed = asked("customer")[:200]
    found = search(typed, 8) if len(typed) >= SHORTEST else []
    return page("customers/_found.html", found=found, typed=typed, picked=asked("picked"))


def show_form(customer: Customer | None, filled: CustomerForm | None) -> str:
    """The form page, for a new customer or for *customer*."""
    land = current_app.extensions["settings"].land
    if filled is None and customer is not None:
        filled = CustomerForm(formdata=None, **as_form(customer))
    elif filled is None:
        phone = asked("phone")[:60]
        filled = CustomerForm(
            formdata=None, family_name=asked("family_name")[:100], phones=[{"number": phone}] if phone else []
        )
    return page(
        "customers/form.html", customer=customer, form=filled_or_new(filled, CustomerForm).with_spare_rows(land)
    )


def as_form(customer: Customer) -> dict[str, Any]:
    """The values of the form for what stands there now."""
    facts = facts_of(customer)
    return {
        "given_name": facts.given_name, "family_name": facts.family_name, "company": facts.company, "note": facts.note,
        "addresses": [vars(one) for one in facts.addresses], "contracts": [vars(one) for one in facts.contracts],
        "phones": [vars(one) for one in facts.phones], "mails": facts.mails, "other_names": facts.other_names,
        "saw": seen(customer),
    }  # fmt: skip

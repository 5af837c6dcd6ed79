"""Which customer is meant by what an agent typed."""

from app.base.database import get_or_404
from app.base.refused import Refused
from app.base.words import _
from app.customers.models import Customer
from app.customers.search import search


class WhichCustomer(Refused):
    """What was typed means nobody, or several."""


def pick_customer(typed: str) -> Customer | None:
    """The customer with this number, telephone number, mail address or name; None for nothing typed.

    Raises WhichCustomer with those that could be meant.
    """
    if not typed.strip():
        return None
    found = search(typed, 5)
    if not found:
        raise WhichCustomer(
            _("No customer fits “%(typed)s”. Type the customer number, or leave the field empty.", typed=typed)
        )
    if len(found) > 1:
        these = "; ".join(f"{one.number} {one.name}, {one.address}".rstrip(", ") for one in found)
        raise WhichCustomer(_("Several customers fit. Type the number of one: %(these)s.", these=these))
    return get_or_404(Customer, id=found[0].id)

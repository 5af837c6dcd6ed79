"""Numbers that no row can have, in addresses and in forms: a plain answer, never a fault of ours."""

import pytest

from app.base.access import EVERY_ROLE

LARGE = [2**31, 2**63, 10**30]


@pytest.fixture
def everybody(make, client):
    """Somebody with every role, signed in; ``token`` is the token of their forms."""
    client.login(make.person(*EVERY_ROLE))
    client.get("/me")
    client.token = client.all("form [name=csrf_token]")[0].attrs["value"]
    return client


@pytest.mark.parametrize("number", LARGE)
@pytest.mark.parametrize(
    "path", ["/people/{}", "/customers/{}", "/orders/{}", "/teams/{}", "/queues/{}", "/tickets/{}", "/board?order={}",
             "/control/log?before={}", "/control/log?person={}", "/control/fairness?before={}"],
)  # fmt: skip
def test_in_an_address(everybody, path, number):
    assert everybody.open(path.format(number), method="GET").status_code in (200, 404)


@pytest.mark.parametrize("number", LARGE)
def test_in_a_form(everybody, make, number):
    topic = make.topic()
    ticket = make.ticket(topic)
    forms = [
        (f"/tickets/{ticket.number}/move", {"topic": number, "reason": "x"}),
        (f"/tickets/{ticket.number}/hand-over", {"to": number}),
        ("/report", {"topic": number, "channel": "mail", "day": "2022-07-01", "time": "08:00", "subject": "x", "text": "x"}),
        ("/control/people", {"on": f"{number}-{topic.id}"}),
        ("/control/people", {"on": "1-²"}),
        ("/control/people/move", {"people": number, "topic": topic.id}),
        ("/control/tickets", {"what": "all", "source": number, "to": topic.id, "reason": "x"}),
        ("/control/take-back", {"who": number, "reason": "x"}),
        (f"/control/topics/{number}/close", {}),
        (f"/people/{number}", {"name": "x"}),
        (f"/me/sessions/{number}/end", {}),
        (f"/callbacks/{number}/done", {}),
    ]  # fmt: skip

    answers = {
        path: everybody.open(path, method="POST", data={"csrf_token": everybody.token, **typed}).status_code
        for path, typed in forms
    }

    assert {path: status for path, status in answers.items() if status not in (303, 404, 409, 422)} == {}

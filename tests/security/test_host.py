"""The name by which we are called: only ours is answered, and no link ever leads to another."""

import pytest


@pytest.mark.parametrize("path", ["/login", "/", "/tickets/104718235"])
def test_another_host_gets_a_plain_refusal(client, path):
    answer = client.get(path, status=400, headers={"Host": "evil.example", "Referer": "http://evil.example/"})

    assert "evil" not in answer.text


@pytest.mark.parametrize("referrer", ["http://[", "http://evil.example/", "javascript:alert(1)", "//evil.example/"])
def test_a_page_that_says_no_leads_back_only_to_pages_of_ours(client, referrer):
    answer = client.get("/nowhere", status=404, headers={"Referer": referrer})

    assert "evil" not in answer.text
    assert "javascript" not in answer.text


@pytest.mark.parametrize(
    "back", ["http://[", "http://evil.example/", "//evil.example", "/\\evil.example", "http:///\\evil.example"]
)
def test_a_form_leads_back_only_to_pages_of_ours(client, make, back):
    ticket = make.ticket(make.topic())
    client.login(make.agent())
    client.get(f"/tickets/{ticket.number}")

    client.submit("write", text="Notiz", back=back)

    assert client.page.request.path == f"/tickets/{ticket.number}"

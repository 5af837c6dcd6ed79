"""Pages are zipped for those who take it, and asking again still costs nothing."""

import gzip

import pytest


@pytest.fixture
def anna(make, client):
    topic = make.topic()
    make.tickets(topic, 3)
    client.login(make.agent(topic))
    return client


def test_a_page_comes_zipped(anna):
    plain = anna.open("/queues", method="GET")
    zipped = anna.open("/queues", method="GET", headers={"Accept-Encoding": "gzip, br"})

    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert int(zipped.headers["Content-Length"]) == len(zipped.data) < len(plain.data) / 2
    assert "<h1" in gzip.decompress(zipped.data).decode()
    assert "Accept-Encoding" in zipped.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_who_refuses_gzip_gets_none(anna):
    assert "Content-Encoding" not in anna.open("/queues", method="GET", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_a_head_is_not_zipped(anna):
    answer = anna.open("/queues", method="HEAD", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers
    assert int(answer.headers["Content-Length"]) > 1024


@pytest.mark.parametrize("spelled", ["{}", 'W/"{}"', '"{}"'])
def test_a_part_that_is_the_same_is_not_sent_again(anna, spelled):
    first = anna.open("/queues/all", method="GET", headers={"Accept-Encoding": "gzip"})
    tag = first.headers["ETag"]
    asked = tag if spelled == "{}" else spelled.format(tag.removeprefix('W/"').rstrip('"'))

    again = anna.open("/queues/all", method="GET", headers={"Accept-Encoding": "gzip", "If-None-Match": asked})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag

"""The control room, through the checking client."""


def test_the_room(make, client):
    topic = make.topic()
    make.agent(topic)
    make.tickets(topic, 3)
    client.login(make.supervisor())
    for path in ("/control", "/control/people", "/control/topics", "/control/fairness", "/control/log", "/control/lines", "/control/watch"):
        client.get(path)

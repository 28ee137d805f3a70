"""Changes of many a window at a time: a client sees how far it has come, and may stop."""
import pytest

from event_streams import ServerSentEvents
from sample_mail import mail


@pytest.fixture
def filled(server):
    server.send_many(mail(f"{'even' if number % 2 == 0 else 'odd'} {number}") for number in range(40))
    return server


def windows_of(server, method, query, body=None):
    """Every answer, until there is no cursor."""
    answers, cursor = [], ""
    while cursor is not None:
        answer = server.request(method, f"/v1/messages?{query}{cursor}", body)
        assert answer.status == 200, answer
        answers.append(answer.json())
        cursor = "&cursor=" + answers[-1]["nextCursor"] if answers[-1]["nextCursor"] else None
    return answers


def test_all_of_a_search_is_changed(filled):
    answers = windows_of(filled, "PATCH", "q=even&limit=6", {"read": True, "addTags": ["seen"]})
    assert [answer["updated"] for answer in answers] == [6, 6, 6, 2]
    assert filled.json("/v1/messages")["unread"] == 20
    assert filled.json("/v1/messages?q=even tag:seen is:read".replace(" ", "%20"))["matched"] == 20


def test_deletion_goes_from_the_newest_on_and_can_be_stopped(filled):
    ids = [summary["id"] for summary in filled.list_all("order=newest&q=odd")]
    with ServerSentEvents(filled) as stream:
        stream.next()
        answer = filled.request("DELETE", "/v1/messages?q=odd&limit=5").json()
        deleted = stream.next()
    assert answer["deleted"] == 5
    assert deleted["type"] == "message.deleted" and sorted(deleted["ids"]) == sorted(ids[:5])
    assert [summary["id"] for summary in filled.list_all("order=newest&q=odd")] == ids[5:]


def test_what_arrives_meanwhile_stays(filled):
    first = filled.request("DELETE", "/v1/messages?all=true&limit=30").json()
    late = filled.send(mail("late"))
    last = filled.request("DELETE", f"/v1/messages?all=true&limit=30&cursor={first['nextCursor']}").json()
    assert last == {"deleted": 10, "nextCursor": None}
    assert [summary["id"] for summary in filled.list_all()] == [late]


def test_without_a_limit_the_answer_is_as_ever(filled):
    assert filled.request("PATCH", "/v1/inboxes/default/messages", {"read": True}).json() == {"updated": 40}
    assert filled.request("DELETE", "/v1/inboxes/default/messages").json() == {"deleted": 40}

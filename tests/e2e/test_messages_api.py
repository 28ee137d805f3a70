"""One message and many: read, find the latest, change, delete."""
import json

import pytest

from sample_mail import mail


def test_latest_with_a_search(server):
    server.send(mail("Welcome", to="bob@example.test"))
    server.send(mail("Invoice"))
    assert server.latest()["subject"] == "Invoice"
    assert server.json("/v1/messages/latest?q=subject:welcome")["subject"] == "Welcome"
    assert b"Subject: Welcome" in server.get("/v1/messages/latest/raw?q=to:bob").body
    assert server.get("/v1/messages/latest?q=to:carol").status == 404
    server.get("/v1/messages/latest?q=to:carol").error()


def test_search_goes_with_latest_only(server):
    message_id = server.send(mail("one"))
    assert server.get(f"/v1/messages/{message_id}?q=one").status == 400


def test_reading_marks_read_only_when_asked_to(server):
    message_id = server.send(mail("one"))
    assert server.json(f"/v1/messages/{message_id}")["read"] is False
    assert server.json("/v1/messages")["unread"] == 1
    assert server.json(f"/v1/messages/{message_id}?markRead=true")["read"] is True
    assert server.json("/v1/messages")["unread"] == 0


def test_patch_one(server):
    message_id = server.send(mail("one"))
    path = f"/v1/messages/{message_id}"
    before = server.json("/v1/messages")["messages"][0]
    for change, expected in [
        ({"read": True}, {"read": True}),
        ({"pinned": True, "tags": ["a", "b"]}, {"pinned": True, "tags": ["a", "b"]}),
        ({"addTags": ["c", "a"], "removeTags": ["b"]}, {"tags": ["a", "c"]}),
        ({"read": False, "tags": []}, {"read": False, "tags": []}),
        ({"inbox": "other"}, {"inbox": "other"}),
    ]:
        before.update(expected)
        answer = server.request("PATCH", path, change)
        assert answer.status == 200, answer
        assert answer.json() == before
        assert server.json("/v1/messages")["messages"] == [before]


def test_patch_many(server):
    server.send_many([mail("one"), mail("two"), mail("three")])
    assert server.request("PATCH", "/v1/messages?q=two", {"read": True, "addTags": ["x"]}).json() == {"updated": 1}
    assert server.json("/v1/messages")["unread"] == 2
    assert server.request("PATCH", "/v1/messages?all=true", {"addTags": ["all"]}).json() == {"updated": 3}
    assert [summary["tags"] for summary in server.list_all()] == [["all"], ["x", "all"], ["all"]]
    assert server.request("PATCH", "/v1/messages?inbox=default", {"pinned": True}).json() == {"updated": 3}
    assert server.request("PATCH", "/v1/messages", {"read": True}).status == 400


@pytest.mark.parametrize("body", [
    {}, [], "read", {"raed": True}, {"read": "yes"}, {"read": None}, {"tags": "a"}, {"tags": [1]},
    {"tags": ["a"], "addTags": ["b"]}, {"inbox": "a b"}, {"inbox": ""}, {"tags": [""]}, {"tags": ["a\nb"]}])
def test_malformed_patch_is_refused_and_changes_nothing(server, body):
    message_id = server.send(mail("one"))
    before = server.json(f"/v1/messages/{message_id}")
    body = json.dumps(body).encode()
    answer = server.request("PATCH", f"/v1/messages/{message_id}", body, {"Content-Type": "application/json"})
    assert answer.status == 400 and answer.error()["message"]
    assert server.json(f"/v1/messages/{message_id}") == before


def test_delete_one(server):
    first, second = server.send_many([mail("one"), mail("two")])
    assert server.request("DELETE", f"/v1/messages/{first}").status == 204
    for view in ("", "/raw", "/html", "/text", "/headers", "/parts", "/attachments.zip"):
        answer = server.get(f"/v1/messages/{first}{view}")
        assert answer.status == 404 and answer.error()["code"] == "not_found"
    assert server.request("DELETE", f"/v1/messages/{first}").status == 404
    assert [summary["id"] for summary in server.list_all()] == [second]


def test_deleting_many_needs_saying_so(server):
    server.send_many([mail("one"), mail("two"), mail("three")])
    for query in ("", "?q=", "?q=%20", "?all=false", "?all", "?inbox="):
        assert server.request("DELETE", "/v1/messages" + query).status == 400, query
    assert server.json("/v1/messages")["total"] == 3
    assert server.request("DELETE", "/v1/messages?q=two").json() == {"deleted": 1}
    assert server.request("DELETE", "/v1/messages?inbox=elsewhere").json() == {"deleted": 0}
    assert server.request("DELETE", "/v1/messages?all=true").json() == {"deleted": 2}
    page = server.json("/v1/messages")
    assert (page["messages"], page["total"], page["unread"]) == ([], 0, 0)
    assert server.get("/v1/messages/latest").status == 404

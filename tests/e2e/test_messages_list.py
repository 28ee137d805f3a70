"""GET /v1/messages as a test suite of somebody would use it: summaries, pages, searches, what arrived since."""
import pytest

from sample_mail import mail


def subjects(server, query):
    return [summary["subject"] for summary in server.json("/v1/messages?" + query)["messages"]]


def test_empty_list(server):
    page = server.json("/v1/messages")
    assert page == {"messages": [], "nextCursor": None, "total": 0, "unread": 0, "sequence": page["sequence"]}


def test_summary(server):
    message_id = server.send(mail("Hello", to="Alice <alice@example.test>"), "bounce@shop.test", ["alice@example.test"])
    page = server.json("/v1/messages")
    [summary] = page["messages"]
    assert (page["total"], page["unread"], page["nextCursor"]) == (1, 1, None)
    assert page["sequence"] >= summary["sequence"] > 0
    assert summary.pop("receivedAt").endswith("Z") and summary.pop("sequence")
    assert summary == {
        "id": message_id, "inbox": "default", "from": {"name": "Shop", "address": "app@shop.test"},
        "to": [{"name": "Alice", "address": "alice@example.test"}], "cc": [], "bcc": [], "subject": "Hello", "snippet": "hello",
        "size": len(mail("Hello", to="Alice <alice@example.test>")), "read": False, "pinned": False, "tags": [],
        "attachmentCount": 0, "sender": "bounce@shop.test", "recipients": ["alice@example.test"]}


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_pages_by_cursor_while_mail_arrives(server, order):
    ids = server.send_many(mail(f"mail {number}") for number in range(120))
    expected = ids if order == "oldest" else ids[::-1]
    found, cursor, sizes = [], "", []
    while True:
        page = server.json(f"/v1/messages?limit=50&order={order}{cursor}")
        found += [summary["id"] for summary in page["messages"]]
        sizes.append(len(page["messages"]))
        assert page["total"] == 120 + len(sizes) - 1
        if page["nextCursor"] is None:
            break
        cursor = "&cursor=" + page["nextCursor"]
        server.send(mail("arrived meanwhile"))
    assert found[:120] == expected
    assert sizes == ([50, 50, 20] if order == "newest" else [50, 50, 22])
    assert len(set(found)) == len(found)


def test_a_page_goes_on_where_the_last_ended_though_that_message_is_deleted(server):
    ids = server.send_many(mail(f"mail {number}") for number in range(4))
    page = server.json("/v1/messages?limit=2&order=oldest")
    assert server.request("DELETE", f"/v1/messages/{ids[1]}").status == 204
    rest = server.json(f"/v1/messages?limit=2&order=oldest&cursor={page['nextCursor']}")
    assert [summary["id"] for summary in rest["messages"]] == ids[2:]


def test_after_gives_only_what_arrived_since(server):
    server.send(mail("old"))
    sequence = server.json("/v1/messages")["sequence"]
    assert server.json(f"/v1/messages?after={sequence}")["messages"] == []
    server.send(mail("new"))
    assert subjects(server, f"after={sequence}") == ["new"]
    assert subjects(server, "after=0&order=oldest") == ["old", "new"]


def test_search(server):
    server.send(mail("Welcome Jürgen", sender="Shop <app@shop.test>", to="juergen@example.test", text="Your code is 482913"))
    server.send(mail("Invoice 17", sender="Billing <billing@shop.test>", to="alice@example.test", text="please pay 10 EUR"))
    server.send(mail("Reminder", sender="billing@shop.test", to="bob@example.test", text="WELCOME again, 100% off_"))
    for query, expected in [
        ("welcome", ["Reminder", "Welcome Jürgen"]),
        ("subject:welcome", ["Welcome Jürgen"]),
        ("subject%3Awelcome", ["Welcome Jürgen"]),
        ("from:billing", ["Reminder", "Invoice 17"]),
        ("from:billing+to:alice", ["Invoice 17"]),
        ("to:alice@example.test", ["Invoice 17"]),
        ("J%C3%9CRGEN", ["Welcome Jürgen"]),
        ("%22please+pay%22", ["Invoice 17"]),
        ("ode+is+48", ["Welcome Jürgen"]),
        ("100%25", ["Reminder"]),
        ("off_", ["Reminder"]),
        ("1__+off", []),
        ("from:billing+-reminder", ["Invoice 17"]),
        ("invoice+OR+reminder", ["Reminder", "Invoice 17"]),
        ("(invoice+OR+reminder)+from:Billing+to:bob", ["Reminder"]),
        ("nothing-like-this", []),
        ("", ["Reminder", "Invoice 17", "Welcome Jürgen"]),
    ]:
        page = server.json(f"/v1/messages?q={query}")
        assert [summary["subject"] for summary in page["messages"]] == expected, query
        assert page["total"] == 3
        if query:
            assert (page["matched"], page["matchedMore"]) == (len(expected), False)


@pytest.mark.parametrize("q", ["fro:x", "(", "%22open", "a+OR", "subject:"])
def test_malformed_search_names_its_column(server, q):
    answer = server.get(f"/v1/messages?q={q}")
    assert answer.status == 400
    assert answer.error()["code"] == "invalid_query" and "column" in answer.error()["message"]


def test_inbox_confines(server):
    server.send_many([mail("one"), mail("two")])
    server.request("PATCH", "/v1/messages/latest", {"inbox": "checkout-7"})
    assert subjects(server, "inbox=checkout-7") == ["two"]
    assert subjects(server, "inbox=default") == ["one"]
    page = server.json("/v1/messages?inbox=nobody")
    assert (page["messages"], page["total"]) == ([], 0)
    assert server.json("/v1/messages/latest?inbox=default")["subject"] == "one"

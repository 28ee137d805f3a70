"""The order of lists: sorted by size and texts, paged through while mail comes and goes, and begun in the middle."""
import random

import pytest

from sample_mail import mail

WORDS = ("apple", "Apple", "Ärger", "ärger", "zebra", "fig", "FIG", "0 items", "apple pie", "")


def key_of(summary, sort):
    if sort == "subject":
        return summary["subject"].casefold()
    if sort == "from":
        return (summary["from"]["name"] or summary["from"]["address"]).casefold()
    return summary["size"] if sort == "size" else summary["sequence"]


@pytest.fixture
def filled(server):
    dice = random.Random(4)
    authors = ("Shop <a@shop.test>", "mia@example.test", "zoe <z@example.test>", "SHOP <b@shop.test>")
    server.send_many(mail(dice.choice(WORDS), sender=dice.choice(authors), text="x" * dice.randrange(300)) for _ in range(60))
    return server


def ids(page):
    return [summary["id"] for summary in page["messages"]]


@pytest.mark.parametrize("q", ["", "&q=x"])
@pytest.mark.parametrize("order,is_descending", [("newest", True), ("oldest", False), ("descending", True), ("ascending", False)])
@pytest.mark.parametrize("sort", ["received", "size", "subject", "from"])
def test_every_order_is_that_of_its_keys(filled, sort, order, is_descending, q):
    listed = filled.json(f"/v1/messages?sort={sort}&order={order}&limit=1000{q}")["messages"]
    expected = sorted(listed, key=lambda summary: (key_of(summary, sort), summary["sequence"]), reverse=is_descending)
    assert len(listed) >= 50 and listed == expected
    assert filled.list_all(f"sort={sort}&order={order}{q}") == listed
    page = filled.json(f"/v1/messages?sort={sort}&order={order}&limit=7&offset=20{q}")
    assert page["messages"] == listed[20:27]


def test_a_sorted_list_is_paged_while_mail_comes_and_goes(filled):
    expected = ids(filled.json("/v1/messages?sort=subject&order=ascending&limit=1000"))
    found, cursor = [], ""
    while cursor is not None:
        page = filled.json("/v1/messages?sort=subject&order=ascending&limit=10" + cursor)
        found += ids(page)
        cursor = "&cursor=" + page["nextCursor"] if page["nextCursor"] else None
        assert filled.request("DELETE", f"/v1/messages/{found[-1]}").status == 204
        filled.send(mail("0 comes first"))
    assert found == expected


def test_a_page_in_the_middle_of_one_inbox_goes_on_by_cursor(filled):
    expected = ids(filled.json("/v1/inboxes/default/messages?limit=1000"))
    page = filled.json("/v1/inboxes/default/messages?offset=45&limit=10")
    assert ids(page) == expected[45:55]
    rest = filled.json(f"/v1/inboxes/default/messages?limit=10&cursor={page['nextCursor']}")
    assert ids(rest) == expected[55:]
    beyond = filled.json("/v1/inboxes/default/messages?offset=60")
    assert (beyond["messages"], beyond["nextCursor"], beyond["total"]) == ([], None, 60)


@pytest.mark.parametrize("query,words", [
    ("cursor=5&offset=5", ["offset", "cursor"]), ("sort=size&cursor=5", ["cursor", "received", "size"]),
    ("sort=sender", ["sort", "subject"]), ("order=desc", ["order", "descending"]), ("offset=-1", ["offset"]),
])  # fmt: skip
def test_what_is_wrong_is_named(server, query, words):
    answer = server.get("/v1/messages?" + query)
    assert answer.status == 400
    assert all(word in answer.error()["message"] for word in words), answer

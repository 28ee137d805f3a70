"""MailCatcher's API as its clients use it: REST by number, and frames over a WebSocket at the same path."""
import re

import pytest

from event_streams import WebSocketEvents
from sample_mail import mail

ROW = ["id", "sender", "recipients", "subject", "size", "created_at"]
RICH = (b"From: Shop <app@shop.test>\r\nTo: alice@example.test\r\nSubject: rich\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n"
        b"--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
        b"--a\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGr\xfc\xdfe\r\n"
        b"--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<script>x</script><img src=\"cid:logo@shop\">\r\n--a--\r\n"
        b"--m\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@shop>\r\nContent-Disposition: inline; filename=logo.png\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
        b"--m\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=f.pdf\r\n\r\n%PDF-\r\n--m--\r\n")


def rows(server):
    found = server.json("/messages")
    for row in found:
        assert list(row) == ROW and isinstance(row["size"], str), row
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", row["created_at"])
    return found


def numbers(server):
    return [row["id"] for row in rows(server)]


def test_rows_come_oldest_first(server):
    server.send(mail("one"), "app@shop.test", ["alice@example.test", "b@x.test"])
    server.send(mail("two"), "", ["alice@example.test"])
    one, two = rows(server)
    assert one == {"id": 1, "sender": "<app@shop.test>", "recipients": ["<alice@example.test>", "<b@x.test>"], "subject": "one",
                   "size": str(len(mail("one"))), "created_at": one["created_at"]}
    assert (two["id"], two["sender"]) == (2, "<>")


def test_message(server):
    server.send(RICH)
    message = server.json("/messages/1.json")
    assert list(message) == [*ROW, "type", "formats", "attachments"]
    assert message["type"] == "multipart/mixed" and message["formats"] == ["source", "html", "plain"]
    logo, pdf = message["attachments"]
    assert logo == {"cid": "logo@shop", "type": "image/png", "filename": "logo.png", "size": 8}
    assert {**pdf, "cid": ""} == {"cid": "", "type": "application/pdf", "filename": "f.pdf", "size": 5}
    part = server.get(f"/messages/1/parts/{pdf['cid']}")
    assert part.body == b"%PDF-" and part.headers["Content-Disposition"] == 'attachment; filename="f.pdf"'
    logo = server.get("/messages/1/parts/logo@shop")
    assert logo.headers["Content-Type"].startswith("image/png")
    assert [answer.headers["Cross-Origin-Resource-Policy"] for answer in (logo, part)] == ["cross-origin", "same-origin"]


def test_large_html(server):
    server.send(RICH.replace(b"<script>", b"x" * 60 + b"\r\n" + (b"y" * 60 + b"\r\n") * 2000 + b"<script>"))
    page = server.get("/messages/1.html")
    assert len(page.body) > 64 * 1024 and b'src="1/parts/logo%40shop"' in page.body


def test_bodies(server):
    server.send(RICH)
    server.send(mail("plain only"))
    html = server.get("/messages/1.html")
    assert html.headers["Content-Type"] == "text/html;charset=utf-8" and b'src="1/parts/logo%40shop"' in html.body
    assert "script-src" not in html.headers["Content-Security-Policy"] and "sandbox" in html.headers["Content-Security-Policy"]
    assert server.get("/messages/1/parts/logo%40shop").status == 200
    plain = server.get("/messages/1.plain")
    assert plain.headers["Content-Type"] == "text/plain;charset=iso-8859-1" and plain.body.strip() == b"Gr\xfc\xdfe"
    source, eml = server.get("/messages/1.source"), server.get("/messages/1.eml")
    assert source.body == eml.body == RICH
    assert source.headers["Content-Type"].startswith("text/plain") and eml.headers["Content-Type"] == "message/rfc822"
    assert server.get("/messages/2.html").status == 404
    assert server.json("/messages/2.json")["formats"] == ["source", "plain"]


def test_numbers_begin_again_when_all_are_gone(server):
    server.send_many([mail("one"), mail("two"), mail("three")])
    assert numbers(server) == [1, 2, 3]
    assert server.request("DELETE", "/messages/2").status == 204
    server.send(mail("four"))
    assert numbers(server) == [1, 3, 4]
    assert server.request("DELETE", "/messages/4").status == 204
    server.send(mail("five"))
    assert [(row["id"], row["subject"]) for row in rows(server)] == [(1, "one"), (3, "three"), (4, "five")]
    assert server.request("DELETE", "/messages").status == 204 and rows(server) == []
    server.send(mail("again"))
    assert server.json("/messages/1.json")["subject"] == "again"


def test_numbers_of_mail_that_was_there_before_anybody_asked(start):
    server = start()
    server.send_many([mail("one"), mail("two")])
    server.request("DELETE", "/v1/messages/" + server.list_all()[0]["id"])
    assert [(row["id"], row["subject"]) for row in rows(server)] == [(1, "two")]
    assert server.stop() == 0
    server.start()
    assert server.json("/messages/1.json")["subject"] == "two"


@pytest.mark.parametrize("name", ["9.json", "0.json", "-1.json", "x.json", "1.exe", "1", "1.", ".json", "99999999999999999999999.html",
                                  "1.json.html", "9/parts/x", "1/parts/x"])
def test_unknown(server, name):
    server.send(mail("one"))
    assert server.get(f"/messages/{name}").status == 404


def test_unknown_to_delete_and_quitting(server):
    for name in ("9", "x", "0"):
        assert server.request("DELETE", f"/messages/{name}").status == 404
    assert server.request("DELETE", "/").status == 403
    page = server.get("/")
    assert page.status == 200 and page.headers["Content-Type"].startswith("text/html")
    assert server.request("PUT", "/").status == 405 and server.is_running


def test_frames(server):
    server.send(mail("before"))
    with WebSocketEvents(server, path="/messages") as stream:
        server.send(mail("live"), "app@shop.test", ["alice@example.test"])
        added = stream.next()
        assert list(added) == ["type", "message"] and added["type"] == "add"
        assert list(added["message"]) == [*ROW, "type"]
        assert {**rows(server)[1], "type": "text/plain"} == added["message"] and added["message"]["id"] == 2
        server.request("DELETE", "/messages/1")
        assert stream.next() == {"type": "remove", "id": 1}
        server.request("DELETE", "/messages")
        assert stream.next() == {"type": "clear"}
        server.send(mail("again"))
        assert stream.next()["message"]["id"] == 1
        server.terminate()
        assert stream.next() == {"type": "quit"}
        assert stream.close_code() == 1001
        assert server.wait() == 0


def test_frames_of_deletions_by_others(server):
    ids = server.send_many([mail("one"), mail("two")])
    with WebSocketEvents(server, path="/messages") as stream:
        server.request("DELETE", f"/v1/messages/{ids[1]}")
        assert stream.next() == {"type": "remove", "id": 2}
        server.request("DELETE", "/v1/messages?q=subject:one")
        assert stream.next() == {"type": "clear"}

"""MailHog's APIs as its clients use them: the shapes of its own answers, key by key."""
import base64
import http.client
import json
import re
import subprocess
from pathlib import Path

import pytest

from event_streams import TIMEOUT_SECONDS, WebSocketEvents
from sample_mail import mail

HERE = Path(__file__).resolve().parent
PATH_KEYS = {"Relays", "Mailbox", "Domain", "Params"}
CONTENT_KEYS = {"Headers", "Body", "Size", "MIME"}
MULTIPART = (b"From: Shop <app@shop.test>\r\nTo: Alice <alice@example.test>\r\nSubject: folded\r\n subject\r\nX-Twice: a\r\nX-Twice: b\r\n"
             b"Content-Type: multipart/mixed;\r\n boundary=\"out\"\r\n\r\npreamble\r\n"
             b"--out\r\nContent-Type: multipart/alternative; boundary=outer\r\n\r\n"
             b"--outer\r\nContent-Type: text/plain\r\n\r\nplain =C3=A9\r\n"
             b"--outer\r\nContent-Type: text/html\r\n\r\n<p>html & more</p>\r\n--outer--\r\n"
             b"--out\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\nX-Evil: 1\r\nSet-Cookie: a=b\r\n\r\n"
             + base64.b64encode(b"%PDF-") + b"\r\n--out--\r\n")

FLAT = (b"From: app@shop.test\r\nTo: Alice <alice@example.test>\r\nSubject: invoice\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=C3=A9</p>\r\n"
        b"--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\npdf\r\n--b--\r\n")


@pytest.fixture
def hog(start):
    return start("--ephemeral", "--compat-v1=mailhog")


def check_message(message):
    assert set(message) == {"ID", "From", "To", "Content", "Created", "MIME", "Raw"}
    for path in [message["From"], *message["To"]]:
        assert set(path) == PATH_KEYS and path["Relays"] is None and path["Params"] == ""
    assert set(message["Raw"]) == {"From", "To", "Data", "Helo"}
    assert set(message["Content"]) == CONTENT_KEYS and message["Content"]["MIME"] is None
    assert all(isinstance(values, list) for values in message["Content"]["Headers"].values())
    if message["MIME"] is not None:
        check_parts(message["MIME"])
    return message


def check_parts(mime):
    assert set(mime) == {"Parts"}
    for part in mime["Parts"]:
        assert set(part) == CONTENT_KEYS
        if part["MIME"] is not None:
            check_parts(part["MIME"])


def page(server, query="", path="/api/v2/messages"):
    answer = server.get(path + query)
    assert answer.status == 200, answer
    body = answer.json()
    assert list(body) == ["total", "count", "start", "items"] and body["count"] == len(body["items"])
    for item in body["items"]:
        check_message(item)
    return body


def subjects(body):
    return [item["Content"]["Headers"]["Subject"][0] for item in body["items"]]


def test_message(server):
    queued = server.send(mail("hi <&>"), "app@shop.test", ["alice@example.test", "b@x.test"])
    answer = server.get("/api/v2/messages")
    assert answer.headers["Content-Type"] == "text/json" and b"hi \\u003c\\u0026\\u003e" in answer.body
    [message] = page(server)["items"]
    assert message["ID"] == f"{queued}@mailhog.example"
    assert (message["From"]["Mailbox"], message["From"]["Domain"]) == ("app", "shop.test")
    assert [to["Mailbox"] for to in message["To"]] == ["alice", "b"] and message["MIME"] is None
    content, raw = message["Content"], message["Raw"]
    assert content["Headers"]["Subject"] == ["hi <&>"] and content["Body"] == "hello"
    assert content["Headers"]["Message-ID"] == [message["ID"]] and content["Headers"]["Return-Path"] == ["<app@shop.test>"]
    [received] = content["Headers"]["Received"]
    assert re.fullmatch(rf"from \S+ by mailhog\.example \(MailHog\)\r\n          id {re.escape(message['ID'])}; "
                        r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000", received), received
    assert (raw["From"], raw["To"]) == ("app@shop.test", ["alice@example.test", "b@x.test"])
    assert raw["Data"] == mail("hi <&>").decode().removesuffix("\r\n") and content["Size"] == len(raw["Data"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", message["Created"])
    for name in (message["ID"], queued):
        assert server.json(f"/api/v1/messages/{name}") == message


def test_multipart_is_cut_and_not_decoded(server):
    server.send(MULTIPART)
    [message] = page(server)["items"]
    headers = message["Content"]["Headers"]
    assert headers["Subject"] == ["folded subject"] and headers["X-Twice"] == ["b"]
    alternative, pdf, end = message["MIME"]["Parts"]
    assert [part["Body"] for part in alternative["MIME"]["Parts"]] == ["plain =C3=A9", "<p>html & more</p>", "--"]
    assert pdf["Headers"]["Content-Type"] == ["application/pdf"] and pdf["Body"] == base64.b64encode(b"%PDF-").decode()
    assert end == {"Headers": {}, "Body": "--", "Size": 2, "MIME": None}


def test_downloads(server):
    server.send(MULTIPART, "app@shop.test")
    [message] = page(server)["items"]
    base = f"/api/v1/messages/{message['ID']}"
    whole = server.get(base + "/download")
    assert whole.headers["Content-Type"] == "message/rfc822"
    assert whole.headers["Content-Disposition"] == f'attachment; filename="{message["ID"]}.eml"'
    added, original = whole.body[: -len(MULTIPART)], whole.body[-len(MULTIPART):]
    assert original == MULTIPART and b"Return-Path: <app@shop.test>\r\n" in added and b"Message-ID: " in added
    part = server.get(base + "/mime/part/1/download")
    assert part.body == b"%PDF-" and part.headers["Content-Type"] == "application/pdf"
    assert part.headers["Content-Disposition"] == f'attachment; filename="{message["ID"]}-part-1"'
    assert "X-Evil" not in part.headers and "Set-Cookie" not in part.headers
    for number in ("3", "-1", "99999999999999999999", "x"):
        assert server.get(f"{base}/mime/part/{number}/download").status == 404


def test_large_messages_are_as_the_small_ones(server):
    large = MULTIPART + (b"epilogue " * 7 + b"\r\n") * 1200
    server.send(large, "app@shop.test")
    [message] = page(server)["items"]
    base = f"/api/v1/messages/{message['ID']}"
    assert len(large) > 64 * 1024 and server.get(base + "/download").body.endswith(large)
    assert server.get(base + "/mime/part/1/download").body == b"%PDF-"
    assert server.get(base + "/mime/part/9/download").status == 404
    with WebSocketEvents(server, path="/api/v2/websocket") as stream:
        server.send(large, "app@shop.test")
        assert check_message(stream.next())["Raw"]["Data"].encode() == large[:-2]


def test_pages(server):
    server.send_many([mail(f"m{number}") for number in range(5)])
    assert subjects(page(server)) == ["m4", "m3", "m2", "m1", "m0"]
    third = page(server, "?start=2&limit=2")
    assert (third["total"], third["start"], subjects(third)) == (5, 2, ["m2", "m1"])
    for query in ("?start=5", "?start=99999999999", "?start=4&limit=1"):
        assert page(server, query)["total"] == 5
    for query in ("?limit=0", "?limit=-1", "?limit=x", "?limit=99999999999999999999999", "?start=-3"):
        assert page(server, query)["count"] == 5


def test_search(server):
    server.send(mail("Order 1", sender="Shop Desk <app@shop.test>"), "bounce@envelope.test", ["alice@example.test"])
    server.send(mail("Order 2", to="Bob <bob@example.test>", text="Your CODE is =31"), "app@shop.test", ["hidden@x.test"])

    def found(kind, query):
        return sorted(subjects(page(server, f"?kind={kind}&query={query}", "/api/v2/search")))

    assert found("from", "bounce@ENV") == ["Order 1"] and found("from", "shop%20desk") == ["Order 1"]
    assert found("from", "app@shop") == ["Order 1", "Order 2"]
    assert found("to", "hidden") == ["Order 2"] and found("to", "BOB") == ["Order 2"]
    assert found("containing", "your%20code%20is%20%3D31") == ["Order 2"] and found("containing", "order") == ["Order 1", "Order 2"]
    assert found("containing", "nowhere") == []
    assert server.get("/api/v2/search?kind=from&query=app").headers["Content-Type"] == "application/json"
    last = page(server, "?kind=containing&query=order&start=1&limit=1", "/api/v2/search")
    assert (last["total"], last["count"], subjects(last)) == (2, 1, ["Order 1"])
    for query in ("", "?kind=from", "?kind=subject&query=x", "?query=x", "?kind=to&query="):
        assert server.get("/api/v2/search" + query).status == 400


def test_delete_and_unknown_ids(server):
    server.send_many([mail("one"), mail("two")])
    [newest, oldest] = page(server)["items"]
    assert server.request("DELETE", f"/api/v1/messages/{newest['ID']}").status == 200
    assert [it["ID"] for it in page(server)["items"]] == [oldest["ID"]]
    unknown = server.get("/api/v1/messages/nope@mailhog.example")
    assert (unknown.status, unknown.body) == (200, b"null")
    for method, path in [("DELETE", ""), ("GET", "/download"), ("GET", "/mime/part/0/download"), ("POST", "/release")]:
        assert server.request(method, f"/api/v1/messages/nope{path}", body=b"{}" if method == "POST" else None).status == 404


def test_release_is_refused_in_shape(server):
    server.send(mail("x"))
    path = f"/api/v1/messages/{page(server)['items'][0]['ID']}/release"
    for body in (b"", b"[]", b"{", b'{"Port": 25}', b'{"Name": "unknown"}', b'{"username": "u", "mechanism": "NTLM"}'):
        assert server.request("POST", path, body=body).status == 400, body
    wanted = {"email": "a@b.test", "Host": "127.0.0.1", "Port": "25", "Mechanism": "PLAIN"}
    assert server.request("POST", path, body=wanted).status == 501
    assert server.get("/api/v2/outgoing-smtp").body == b"{}"


def test_whose_v1_list_it_is(start, hog):
    hog.send(mail("mine"))
    answer = hog.get("/api/v1/messages")
    assert answer.headers["Content-Type"] == "text/json" and [check_message(it)["MIME"] for it in answer.json()] == [None]
    cleared = hog.request("DELETE", "/api/v1/messages")
    assert (cleared.status, cleared.body) == (200, b"") and hog.json("/api/v1/messages") == []
    assert isinstance(start("--ephemeral").json("/api/v1/messages"), dict)
    assert start("--ephemeral", "--compat=mailhog").json("/api/v1/messages") == []
    assert start("--ephemeral", "--compat=none").get("/api/v2/messages").status == 404


def test_default_server_clears_by_v1(server):
    server.send(mail("x"))
    assert server.request("DELETE", "/api/v1/messages").status == 200
    assert page(server)["total"] == 0


# --- events


def test_websocket(server):
    with WebSocketEvents(server, path="/api/v2/websocket") as stream:
        server.send(mail("live"))
        message = check_message(stream.next())
        assert message["Content"]["Headers"]["Subject"] == ["live"] and message == page(server)["items"][0]
    assert server.get("/api/v2/websocket").status == 400


def test_server_sent_events(server):
    connection = http.client.HTTPConnection(*server.http_address, timeout=TIMEOUT_SECONDS)
    connection.request("GET", "/api/v1/events")
    response = connection.getresponse()
    assert response.headers["Content-Type"].startswith("text/event-stream")
    server.send(mail("live"))
    lines = []
    while not lines or lines[-1]:
        line = response.readline().decode().rstrip("\r\n")
        if line.startswith("data: ") or not line and lines:
            lines.append(line.removeprefix("data: "))
    connection.close()
    assert lines[1].startswith('  "ID": "')
    assert check_message(json.loads("\n".join(lines)))["Content"]["Headers"]["Subject"] == ["live"]


# --- the npm package "mailhog"


def test_mailhog_client_from_npm(server):
    assert (HERE / "node_modules" / "mailhog").is_dir(), "mailhog is missing: run `npm ci` in tests/e2e, or ./dev test"
    server.send(FLAT, "app@shop.test", ["alice@example.test"])
    server.send(b"From: app@shop.test\r\nTo: bob@example.test\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
                b"Content-Type: text/plain; charset=utf-8\r\n\r\nYour code is 482913\r\n", "app@shop.test", ["bob@example.test"])
    host, port = server.http_address
    done = subprocess.run(["node", HERE / "read_with_mailhog.mjs"], input=json.dumps({"host": host, "port": port}), text=True,
                          capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report == {"total": 2, "subjects": ["Grüße", "invoice"], "text": "Your code is 482913", "to": "Alice <alice@example.test>",
                      "html": "<p>é</p>", "attachments": [{"name": "a.pdf", "type": "application/pdf"}], "found": 1, "left": [1, 0]}

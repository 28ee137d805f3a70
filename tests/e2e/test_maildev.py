"""maildev's API as its clients use it, version 2 and, below /api, version 3; shapes checked against maildev 2.2.1 itself."""
import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

from sample_mail import mail

HERE = Path(__file__).resolve().parent
ALWAYS = {"headers", "priority", "id", "time", "read", "envelope", "source", "size", "sizeHuman", "attachments", "calculatedBcc"}
PLAIN = b"From: A B <a@x.test>\r\nTo: b@x.test\r\nSubject: hi\r\n\r\nhello\r\nworld\r\n"
RICH = (b"From: Shop <app@shop.test>\r\nTo: Alice <alice@example.test>, c@x.test\r\nCc: bob@example.test\r\nReply-To: r@x.test\r\n"
        b"X-Id: 7\r\nX-Twice: a\r\nX-Twice: b\r\nReferences: <r1@x> <r2@x>\r\nIn-Reply-To: <r2@x>\r\nX-Priority: 1\r\n"
        b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <1@shop.test>\r\nDate: Sat, 21 Nov 2026 22:32:25 +0100\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n"
        b"--m\r\nContent-Type: multipart/related; boundary=r\r\n\r\n"
        b"--r\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hi<img src=\"cid:logo@shop\"></p>\r\n"
        b"--r\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <logo@shop>\r\nContent-Disposition: inline; filename=logo.png\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--r--\r\n"
        b"--m\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\npdf\r\n--m--\r\n")
RICH_TO = ["alice@example.test", "c@x.test", "bob@example.test", "hidden@x.test"]


@pytest.fixture
def filled(server):
    server.send(PLAIN, "a@x.test", ["b@x.test"])
    server.send(RICH, "app@shop.test", RICH_TO, " BODY=8BITMIME")
    return server


def subjects(server, query, path="/email"):
    return [email["subject"] for email in server.json(path + query)]


def test_plain_email(filled):
    answer = filled.get("/email")
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    email = answer.json()[0]
    assert set(email) == ALWAYS | {"text", "subject", "from", "to"}
    assert email["text"] == "hello\nworld\n" and email["from"] == [{"address": "a@x.test", "name": "A B"}]
    assert email["headers"] == {"from": "A B <a@x.test>", "to": "b@x.test", "subject": "hi"}
    assert email["envelope"] == {"from": {"address": "a@x.test", "args": False}, "to": [{"address": "b@x.test", "args": False}],
                                 "host": email["envelope"]["host"], "remoteAddress": "127.0.0.1"}
    assert (email["priority"], email["read"], email["size"], email["sizeHuman"]) == ("normal", False, len(PLAIN), f"{len(PLAIN)} bytes")
    assert email["attachments"] is None and email["calculatedBcc"] == []
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", email["time"])


def test_rich_email(filled):
    email = filled.json("/email")[1]
    assert set(email) == ALWAYS | {"html", "subject", "from", "to", "cc", "replyTo", "references", "messageId", "inReplyTo", "date"}
    assert email["html"] == '<p>Hi<img src="cid:logo@shop"></p>' and email["time"] == email["date"] == "2026-11-21T21:32:25.000Z"
    assert email["references"] == ["r1@x", "r2@x"] and email["inReplyTo"] == ["r2@x"] and email["messageId"] == "1@shop.test"
    assert email["headers"]["x-twice"] == ["a", "b"] and email["headers"]["subject"] == email["subject"] == "Grüße"
    assert email["priority"] == "high" and email["calculatedBcc"] == [{"address": "hidden@x.test", "name": ""}]
    assert email["envelope"]["from"]["args"] == {"BODY": "8BITMIME"}
    logo, pdf = email["attachments"]
    keys = ["contentType", "fileName", "contentDisposition", "transferEncoding", "generatedFileName", "contentId", "checksum", "length",
            "transformed"]
    assert list(logo) == keys and set(pdf) == set(keys) - {"fileName", "transferEncoding"}
    assert (logo["contentId"], logo["contentDisposition"], logo["transferEncoding"]) == ("logo@shop", "inline", "base64")
    assert pdf["checksum"] == hashlib.md5(b"pdf").hexdigest() and pdf["length"] == 3
    assert re.fullmatch(r"[0-9a-f]{32}\.png", logo["generatedFileName"]) and pdf["generatedFileName"].endswith(".pdf")


def test_version_3_shapes(filled):
    plain, rich = filled.json("/api/email")
    assert plain["attachments"] == []
    logo, pdf = rich["attachments"]
    assert list(logo) == ["filename", "generatedFileName", "contentType", "contentId", "contentDisposition", "size"]
    assert set(pdf) == set(logo) - {"contentId"} and logo["size"] == 8
    page = filled.json("/api/email/summary")
    assert list(page) == ["items", "total", "storeTotal", "unread", "skip", "limit"]
    assert (page["total"], page["storeTotal"], page["unread"], page["skip"], page["limit"]) == (2, 2, 2, 0, 50)
    newest, oldest = page["items"]
    keys = ["id", "time", "read", "subject", "size", "sizeHuman", "from", "to", "attachmentCount", "preview"]
    assert list(oldest) == keys and set(newest) == {*keys, "cc"} and oldest["preview"] == "hello world"
    assert [it["subject"] for it in filled.json("/api/email/summary?sort=asc&limit=1")["items"]] == ["hi"]
    assert filled.json("/api/email/summary?search=hello&limit=100000")["total"] == 1
    filled.get(f"/api/email/{oldest['id']}")
    assert [it["subject"] for it in filled.json("/api/email/summary?unread=true")["items"]] == ["Grüße"]


@pytest.mark.parametrize(("query", "expected"), [
    ("?subject=hi", ["hi"]), ("?from.address=app@shop.test", ["Grüße"]), ("?to.address=c@x.test", ["Grüße"]), ("?headers.x-id=7", ["Grüße"]),
    ("?headers.x-twice=b&from.name=Shop", ["Grüße"]), ("?subject=hi&from.name=Shop", []), ("?read=false", ["hi", "Grüße"]), ("?read=true", []),
    ("?envelope.to.address=hidden@x.test", ["Grüße"]), ("?calculatedBcc.address=hidden@x.test", ["Grüße"]), ("?size=65", ["hi"]),
    ("?nonsense=1", []), ("?subject.x=1", []), ("?skip=1", ["Grüße"]), ("?skip=2", []), ("?skip=99999999999", []), ("?skip=x", ["hi", "Grüße"]),
    ("?limit=1", ["hi"]), ("?sort=desc", ["Grüße", "hi"]), ("?read=false&skip=1&limit=1", ["Grüße"]), ("?attachments.length=3", ["Grüße"])])
def test_filters(filled, query, expected):
    assert subjects(filled, query) == expected
    if "length" not in query:
        assert subjects(filled, query, "/api/email") == expected


def test_reading_marks_as_read(filled):
    first = filled.json("/email")[0]
    assert filled.json(f"/email/{first['id']}") == {**first, "read": True}
    assert filled.json("/email?read=true")[0]["id"] == first["id"]
    changed = filled.request("PATCH", "/email/read-all")
    assert (changed.status, changed.body) == (200, b"1") and filled.request("PATCH", "/email/read-all").body == b"0"


def test_other_sites_mark_nothing_as_read(filled):
    first = filled.json("/email")[0]
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        for path in ("/email", "/api/email"):
            assert filled.get(f"{path}/{first['id']}", **headers).json()["read"] is False
    assert filled.get("/email/nope", **{"Sec-Fetch-Site": "cross-site"}).status == 404
    assert filled.json("/email?read=true") == []
    assert filled.get(f"/email/{first['id']}", **{"Sec-Fetch-Site": "same-origin"}).json()["read"] is True


def test_large_emails_are_as_the_small_ones(server):
    filler = b"<p>" + b"x" * 60 + b"</p>\r\n"
    server.send(RICH.replace(b"<p>Hi", filler * 2000 + b"<p>Hi"), "app@shop.test", RICH_TO)
    [email] = server.json("/email")
    page = server.get(f"/email/{email['id']}/html").text
    assert len(page) > 64 * 1024 and page.strip().endswith(f'/attachment/{email["attachments"][0]["generatedFileName"]}"></p>')
    assert email["html"].count("\n") == 2000 and "\r" not in email["html"]


def test_html_and_attachments(filled):
    plain, rich = filled.json("/email")
    logo = rich["attachments"][0]["generatedFileName"]
    html = filled.get(f"/email/{rich['id']}/html")
    host = "{}:{}".format(*filled.http_address)
    assert html.text.strip() == f'<p>Hi<img src="//{host}/email/{rich["id"]}/attachment/{logo}"></p>'
    assert html.headers["Content-Type"] == "text/html; charset=utf-8" and "sandbox" in html.headers["Content-Security-Policy"]
    image = filled.get(f"/email/{rich['id']}/attachment/{logo}")
    assert image.headers["Content-Type"] == "image/png" and image.body.startswith(b"\x89PNG")
    pdf = filled.get(f"/email/{rich['id']}/attachment/{rich['attachments'][1]['generatedFileName']}")
    policies = [answer.headers["Cross-Origin-Resource-Policy"] for answer in (image, pdf)]
    assert policies == ["cross-origin", "same-origin"]
    for path in (f"{rich['id']}/attachment/nope", f"{plain['id']}/attachment/{logo}", "nope/attachment/x", "nope/download", "nope/source"):
        missing = filled.get(f"/email/{path}")
        assert (missing.status, missing.json()) == (404, "File not found")
    assert filled.get(f"/email/{plain['id']}/html").body == b""
    v3 = filled.get(f"/api/email/{rich['id']}/html").text
    assert f"/api/email/{rich['id']}/attachment/{logo}" in v3


def test_source_and_download(filled):
    rich = filled.json("/email")[1]
    assert filled.get(f"/email/{rich['id']}/source").body == RICH
    download = filled.get(f"/email/{rich['id']}/download")
    assert download.body == RICH and download.headers["Content-Type"] == "message/rfc822"
    assert download.headers["Content-Disposition"] == f'attachment; filename="{rich["id"]}.eml"'


def test_deleting(filled):
    first = filled.json("/email")[0]
    deleted = filled.request("DELETE", f"/email/{first['id']}")
    assert (deleted.status, deleted.body) == (200, b"true") and subjects(filled, "") == ["Grüße"]
    again = filled.request("DELETE", f"/email/{first['id']}")
    assert (again.status, again.json()) == (404, {"error": "Email not found"})
    listed = filled.request("POST", "/api/email/delete", body={"ids": ["nope", filled.json("/email")[0]["id"]]}).json()
    assert listed["notFound"] == ["nope"] and len(listed["deleted"]) == 1
    server_id = filled.send(mail("twice"))
    twice = filled.request("POST", "/email/delete", body={"ids": [server_id, "nope", server_id, "nope"]}).json()
    assert twice == {"deleted": [server_id], "notFound": ["nope"]}
    many = filled.request("POST", "/email/delete", body={"ids": [f"n{number}" for number in range(10_001)]})
    assert (many.status, many.json()) == (400, {"error": "these are more than 10000 ids"})
    for body in (b"", b"[]", b'{"ids": "x"}', b'{"ids": [1]}', b"{"):
        refused = filled.request("POST", "/api/email/delete", body=body)
        assert refused.status == 400 and set(refused.json()) == {"error"}
    filled.send(mail("x"))
    assert filled.request("DELETE", "/email/all").json() is True and filled.json("/email") == []


def test_errors_and_the_rest(server):
    server.send(mail("x"))
    unknown = server.get("/email/nope")
    assert (unknown.status, unknown.json()) == (404, {"error": "Email was not found"})
    email = server.json("/email")[0]
    for path, status, error in [("nope/relay", 404, "Email was not found"), (f"{email['id']}/relay", 501, "Outgoing mail not configured"),
                                (f"{email['id']}/relay/a@b.test", 501, "Outgoing mail not configured"),
                                (f"{email['id']}/relay/bad", 400, "Incorrect email address provided :bad")]:
        refused = server.request("POST", f"/email/{path}")
        assert (refused.status, refused.json()) == (status, {"error": error})
    assert server.json("/config") == server.json("/api/config") == {
        "version": "2.2.1", "smtpPort": str(server.smtp[1]), "isOutgoingEnabled": False}
    assert server.json("/healthz") is True and server.json("/reloadMailsFromDirectory") is True
    wrong = server.request("PUT", "/email")
    assert wrong.status == 405 and set(wrong.json()) == {"error"}


def test_socket_io_client_from_npm(server):
    assert (HERE / "node_modules" / "socket.io-client").is_dir(), "socket.io-client is missing: run `npm ci` in tests/e2e, or ./dev test"
    watch = subprocess.Popen(["node", HERE / "watch_with_socket_io.mjs", server.http], stdout=subprocess.PIPE, text=True)
    try:
        assert watch.stdout.readline() == "connected\n"
        first, _ = server.send_many([PLAIN, mail("two")])
        name, email = json.loads(watch.stdout.readline())
        assert name == "newMail" and email == server.json("/email")[0] and email["id"] == first
        assert json.loads(watch.stdout.readline())[1]["subject"] == "two"
        server.request("DELETE", f"/email/{first}")
        assert json.loads(watch.stdout.readline()) == ["deleteMail", {"id": first, "index": -1}]
        server.request("DELETE", "/email/all")
        assert json.loads(watch.stdout.readline()) == ["deleteMail", {"id": "all"}]
        server.terminate()
        assert watch.wait(60) == 0 and server.wait() == 0
    finally:
        watch.kill()
        watch.stdout.close()


def test_socket_io_polling_is_refused(server):
    refused = server.get("/socket.io/?EIO=4&transport=polling")
    assert refused.status == 400 and refused.json() == {"code": 0, "message": "Transport unknown"}
    assert server.get("/socket.io/?EIO=3&transport=websocket").json()["code"] == 5

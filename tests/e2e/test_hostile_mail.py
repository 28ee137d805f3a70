"""A mail is written by a stranger: nothing in it may run in a browser, leave its folder, or forge a header or a log line."""
import base64
import io
import zipfile

import pytest

from plain_http import check_safe_headers

MAIL = (b"From: a@b.test\r\nTo: c@d.test\r\nSubject: safe\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n"
        b"<p>hello</p><script>alert(1)</script>\r\n")


def with_parts(*parts):
    body = b"".join(b"--b\r\n" + headers + b"\r\n\r\n" + content + b"\r\n" for headers, content in parts)
    head = b"From: a@b.test\r\nSubject: parts\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    return head + body + b"--b--\r\n"


def leaves(server, message_id):
    return server.json(f"/v1/messages/{message_id}/parts")["parts"]


def test_html_of_a_mail_is_sandboxed(server):
    server.send(MAIL)
    for query, remote in (("", False), ("?remote=false", False), ("?remote=true", True)):
        answer = server.get("/v1/messages/latest/html" + query)
        assert answer.headers["Content-Type"].replace(" ", "") == "text/html;charset=utf-8"
        policy = check_safe_headers(answer)
        sandbox = policy["sandbox"]
        assert not {"allow-scripts", "allow-same-origin", "allow-forms", "allow-top-navigation"} & set(sandbox)
        assert policy["default-src"] == ["'none'"] and policy["form-action"] == ["'none'"]
        assert "script-src" not in policy or policy["script-src"] == ["'none'"]
        assert any("http" in source for source in policy["img-src"]) == remote
        assert answer.headers["Access-Control-Allow-Origin"] is None


ACTIVE_TYPES = ["text/html", "TEXT/HTML; charset=utf-8", "application/xhtml+xml", "image/svg+xml", "text/xml",
                "application/xml", "text/javascript", "application/javascript", "application/pdf", "text/css", "x/y",
                "application/x-shockwave-flash", "multipart/x-mixed-replace", "text/html;", "image/png, text/html",
                "text/html\t", "message/rfc822", "text/x-html"]
HARMLESS = ("application/octet-stream", "text/plain")


@pytest.mark.parametrize("declared", ACTIVE_TYPES)
def test_attachment_is_never_of_a_type_that_a_browser_runs(shared_server, declared):
    script = b"<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>"
    headers = f"Content-Type: {declared}\r\nContent-Disposition: attachment; filename=evil.html".encode()
    message_id = shared_server.send(with_parts((b"Content-Type: text/plain", b"hi"), (headers, script)))
    for node in leaves(shared_server, message_id):
        for query in ("", "?download=true", "?download=false"):
            answer = shared_server.get(f"/v1/messages/{message_id}/parts/{node['partId']}{query}")
            assert answer.status == 200
            assert answer.headers["Content-Type"].split(";")[0] in (*HARMLESS, "image/png"), (declared, answer)
            policy = check_safe_headers(answer)
            assert "sandbox" in policy and policy["default-src"] == ["'none'"]
            if answer.headers["Content-Type"].startswith("application/octet-stream"):
                assert answer.headers["Content-Disposition"].startswith("attachment")


def test_raw_is_not_rendered_as_a_page(server):
    server.send(b"Subject: <script>\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>\r\n")
    for query in ("", "?download=true"):
        answer = server.get("/v1/messages/latest/raw" + query)
        assert answer.headers["Content-Type"].split(";")[0] in ("message/rfc822", *HARMLESS)
        assert "sandbox" in check_safe_headers(answer)
    text = server.get("/v1/messages/latest/text")
    assert text.headers["Content-Type"].startswith("text/plain")


HOSTILE_NAMES = [
    b"filename*=utf-8''a%0d%0aX-Evil:%201%0d%0a%0d%0a<script>.txt", b"filename*=utf-8''a%00b.txt", b'filename="a\\"; x=y.txt"',
    b'filename="../../../etc/passwd"', b'filename="/etc/passwd"', b'filename="C:\\\\windows\\\\system32\\\\a.dll"',
    b"filename*=utf-8''%e2%80%aegnp.exe", b'filename="."', b'filename=".."', b'filename=""', b'filename="a\x01\x1b[31mb.txt"',
    b'filename="=?utf-8?q?a=0D=0AX-Evil=3A_1?="', b'filename="' + b"x" * 5000 + b'.txt"', b'filename="\xff\xfe.txt"',
    b"filename*=utf-8''%ff%fe.txt", b'filename="aux"', b'filename="a/b\\c:d*e?.txt"', b'filename="..\\..\\up.txt"']


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=lambda name: repr(name[:40]))
def test_hostile_file_names_stay_names(shared_server, name):
    headers = b"Content-Type: application/x-test\r\nContent-Disposition: attachment; " + name
    message_id = shared_server.send(with_parts((headers, b"one"), (headers, b"two")))
    message = shared_server.json(f"/v1/messages/{message_id}")
    assert len(message["attachments"]) == 2
    for attachment in message["attachments"]:
        shown = attachment["filename"]
        assert not set(shown) & set("/\\\r\n\0\x1b") and shown not in (".", ".."), shown
        answer = shared_server.get(f"/v1/messages/{message_id}/parts/{attachment['partId']}?download=true")
        assert answer.body in (b"one", b"two")
        check_one_line(answer)
    archive = zipfile.ZipFile(io.BytesIO(shared_server.get(f"/v1/messages/{message_id}/attachments.zip").body))
    assert sorted(archive.read(entry) for entry in archive.infolist()) == [b"one", b"two"]
    for entry in archive.namelist():
        assert entry and not set(entry) & set("/\\\r\n\0\x1b") and entry not in (".", ".."), entry


def check_one_line(answer):
    assert answer.headers["X-Evil"] is None
    disposition = answer.headers.get_all("Content-Disposition")
    assert len(disposition) == 1 and disposition[0].startswith("attachment") and disposition[0].isprintable()
    assert disposition[0].isascii() and len(disposition[0]) < 4000


def test_hostile_headers_reach_neither_answers_nor_the_log(start):
    server = start("--ephemeral", "--log-level", "debug")
    evil = "\x1b]0;owned\x07\x1b[31m\x9b31m"
    encoded = base64.b64encode(f"x\r\nX-Evil: 1\r\n\0{evil}".encode()).decode()
    mail = (f"From: =?utf-8?b?{encoded}?= <a@b.test>\r\nTo: \"{evil}\" <c@d.test>\r\nSubject: =?utf-8?b?{encoded}?=\r\n"
            f"Message-ID: <{evil}@x>\r\nList-Unsubscribe: <javascript:alert(1)>, <https://x.test/\r\n y>\r\n"
            f"Content-Type: text/plain; charset=\"{evil}\"; name=\"=?utf-8?b?{encoded}?=\"\r\n\r\nhi {evil}\r\n").encode()
    with server.connect() as client:
        client.expect(220)
        client.write(f"EHLO {evil}\r\n".encode())
        client.read_reply()
        client.say("EHLO ok.test", 250)
        for _ in range(3):
            client.write(f"MAIL FROM:<{evil}@x.test>\r\n".encode())
            client.read_reply()
        client.say("RSET", 250)
        client.send_mail(mail)
    for view in ("", "/raw", "/raw?download=true", "/html", "/text", "/headers", "/parts", "/parts/0",
                 "/parts/0?download=true", "/attachments.zip"):
        answer = server.get("/v1/messages/latest" + view)
        assert answer.status == 200 and answer.headers["X-Evil"] is None
        assert all(value.isprintable() for value in answer.headers.values()), (view, answer)
    server.get("/v1/messages?q=" + "%1b%5d0%3bowned%07")
    server.get("/%1b%5b31m")
    assert not set(server.log) & (set(map(chr, range(32))) - {"\n"}) and "\x9b" not in server.log

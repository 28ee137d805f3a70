"""Other web sites and hostile mails: every route of schema/openapi.yaml is walked, so a new one is tested the day it is written."""
import base64
import io
import json
import random
import socket
import zipfile

import pytest
import websocket

from event_streams import ServerSentEvents, WebSocketEvents
from openapi_document import routes

MAIL = (b"From: a@b.test\r\nTo: c@d.test\r\nSubject: safe\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        b"<p>hello</p><script>alert(1)</script>\r\n")
ROUTES = [pytest.param(route, id=str(route)) for route in routes()]
CHANGES = [pytest.param(route, id=str(route)) for route in routes() if route.changes_state]
FOREIGN_HOSTS = ["evil.example", "evil.example:8025", "mailstop.example.com", "127.0.0.1.evil.example", "test.evil", "xtest.com",
                 "localhost.evil.example", "a.testing", "evil.example."]
LOCAL_HOSTS = ["localhost", "LOCALHOST:8025", "localhost.", "mailstop", "mailstop:80", "x.test", "x.internal", "a.b.local", "nas.lan",
               "box.home.arpa", "app.localhost", "[::1]", "[::1]:8025", "[fd00::1]", "10.1.2.3", "192.168.0.9:8025"]
CROSS_SITE = [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"}, {"Origin": "http://localhost:1"},
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"}, {"Origin": "file://"}, {"Origin": ""},
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "CROSS-SITE"}]


@pytest.fixture(scope="module")
def filled(shared_server):
    """A server whose one mail no test of this module may change."""
    shared_server.send(MAIL)
    return shared_server


def ask(server, route, headers=None):
    """The route's request as a program would make it, with a body that would be accepted."""
    body = None
    if route.method == "PATCH":
        body = {"read": True}
    if route.method == "POST":
        body = {"from": "a@b.test", "to": "c@d.test"}
    query = "?all=true" if route.template == "/v1/messages" and route.method in ("PATCH", "DELETE") else ""
    return server.request(route.method, route.path() + query, body, headers)


# --- DNS rebinding


@pytest.mark.parametrize("route", ROUTES)
def test_foreign_host_is_421_on_every_route(filled, route):
    for host in FOREIGN_HOSTS:
        answer = ask(filled, route, {"Host": host})
        assert answer.status == 421, (host, answer)
        assert "--allowed-hosts" in answer.error()["message"]


def test_foreign_host_is_421_on_pages_and_other_methods(filled):
    for method, path in [("GET", "/"), ("GET", "/m/latest"), ("GET", "/nope"), ("HEAD", "/v1/messages"), ("OPTIONS", "/v1/messages"),
                         ("PUT", "/v1/messages")]:
        assert filled.request(method, path, headers={"Host": "evil.example"}).status == 421, (method, path)


@pytest.mark.parametrize("host", LOCAL_HOSTS)
def test_local_names_are_served(filled, host):
    for path in ("/livez", "/v1/messages", "/", "/v1/messages/latest/raw"):
        assert filled.get(path, Host=host).status == 200


def test_allowed_hosts(start):
    server = start("--ephemeral", "--allowed-hosts", "mail.example.com,.corp.example")
    for host in ("mail.example.com", "MAIL.example.com:8025", "a.b.corp.example", "localhost"):
        assert server.get("/livez", Host=host).status == 200, host
    for host in ("example.com", "xmail.example.com", "evilcorp.example", "mail.example.com.evil.example"):
        assert server.get("/livez", Host=host).status == 421, host


def exchange(server, *lines, body=b""):
    """-> the answer to a request written by hand, of an endless one its beginning, b"" when the server just hangs up"""
    with socket.create_connection(server.http_address, timeout=60) as connection:
        received = b""
        try:
            connection.sendall("".join(line + "\r\n" for line in lines).encode("utf-8") + b"Connection: close\r\n\r\n" + body)
            while chunk := connection.recv(65536):
                received += chunk
                if b"text/event-stream" in received:
                    break
        except (ConnectionResetError, BrokenPipeError):
            pass
        return received


def status_of(received):
    assert received.startswith(b"HTTP/1.1 "), received[:200]
    return int(received.split()[1])


@pytest.mark.parametrize("lines,statuses", [
    (["GET /livez HTTP/1.1"], {400}),
    (["GET /livez HTTP/1.1", "Host:"], {400}),
    (["GET /livez HTTP/1.1", "Host: localhost", "Host: evil.example"], {400}),
    (["GET /livez HTTP/1.1", "Host: evil.example", "Host: localhost"], {400}),
    (["GET /livez HTTP/1.1", "Host: localhost@evil.example"], {400, 421}),
    (["GET /livez HTTP/1.1", "Host: evil.example#localhost"], {400, 421}),
    (["GET /livez HTTP/1.1", "Host: localhost:8025:evil.example"], {400}),
    (["GET http://evil.example/livez HTTP/1.1", "Host: localhost"], {400, 421}),
    (["GET http://localhost/livez HTTP/1.1", "Host: evil.example"], {200, 400, 421}),
], ids=lambda value: "|".join(value) if isinstance(value, list) else "")
def test_ambiguous_host_is_refused(filled, lines, statuses):
    assert status_of(exchange(filled, *lines)) in statuses


# --- cross-site requests


@pytest.mark.parametrize("route", CHANGES)
def test_cross_site_change_is_403_and_changes_nothing(filled, route):
    before = filled.json("/v1/messages")
    for headers in CROSS_SITE:
        answer = ask(filled, route, headers)
        assert answer.status == 403, (headers, answer)
        answer.error()
    assert filled.json("/v1/messages") == before


def test_cross_site_change_by_odd_spelling_of_the_path_changes_nothing(filled):
    before = filled.json("/v1/messages")
    for path in ("/v1/%6Dessages?all=true", "/v1//messages?all=true", "/v1/./messages?all=true", "/x/../v1/messages?all=true",
                 "/v1/messages/?all=true", "/V1/messages?all=true", "/v1/messages;x?all=true", "/v1%2Fmessages?all=true"):
        answer = filled.request("DELETE", path, headers={"Origin": "https://evil.example"})
        assert answer.status in (400, 403, 404, 405), (path, answer)
    assert filled.json("/v1/messages") == before


def test_cross_site_read_does_not_mark_read(filled):
    answer = filled.get("/v1/messages/latest?markRead=true", Origin="https://evil.example")
    assert answer.status == 403
    assert filled.latest()["read"] is False


@pytest.mark.parametrize("headers", CROSS_SITE, ids=str)
def test_cross_site_websocket_and_event_stream_are_403(filled, headers):
    with pytest.raises(websocket.WebSocketBadStatusException) as refusal:
        WebSocketEvents(filled, header=headers)
    assert refusal.value.status_code == 403
    answer = filled.get("/v1/events", Accept="text/event-stream", **headers)
    assert answer.status == 403
    answer.error()


def test_own_page_may_do_everything(server):
    server.send(MAIL)
    own = {"Origin": server.http, "Sec-Fetch-Site": "same-origin"}
    with WebSocketEvents(server, header=own) as stream, ServerSentEvents(server, header=own) as sse:
        assert stream.next()["type"] == sse.next()["type"] == "hello"
    # The page opened under another of the server's names
    named = {"Host": "mailstop.test:8025", "Origin": "http://mailstop.test:8025", "Sec-Fetch-Site": "same-origin"}
    for headers in (own, named, {"Sec-Fetch-Site": "none"}, {}):
        assert server.request("PATCH", "/v1/messages/latest", {"read": True}, headers).status == 200, headers
        assert server.request("POST", "/v1/messages", {"from": "a@b.test", "to": "c@d.test"}, headers).status == 201, headers
    assert server.request("DELETE", "/v1/messages?all=true", headers=own).status == 200


def test_no_other_site_may_read(filled):
    for path in ("/v1/messages", "/v1/messages/latest", "/v1/messages/latest/raw", "/"):
        for method in ("GET", "OPTIONS"):
            answer = filled.request(method, path, headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"})
            assert not [name for name in answer.headers if name.lower().startswith("access-control-")]


# --- headers of every answer


def directives(answer):
    [policy] = answer.headers.get_all("Content-Security-Policy")
    return {words[0]: words[1:] for words in (directive.split() for directive in policy.split(";")) if words}


def check_safe_headers(answer):
    assert answer.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert answer.headers.get_all("Referrer-Policy") == ["no-referrer"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = directives(answer)
    assert "unsafe-inline" not in str(policy.get("script-src", policy["default-src"]))
    assert "*" not in policy["default-src"] and policy["base-uri"] == ["'none'"]
    return policy


@pytest.mark.parametrize("route", ROUTES)
def test_safe_headers_on_every_route(server, route):
    server.send(MAIL)
    answer = ask(server, route)
    assert answer.status in (200, 201, 204)
    check_safe_headers(answer)


def test_safe_headers_on_every_refusal(filled):
    json_type = {"Content-Type": "application/json"}
    for status, method, path, body, headers in [
        (400, "GET", "/v1/messages?x=1", None, {}), (400, "PATCH", "/v1/messages/latest", b"{", json_type),
        (403, "DELETE", "/v1/messages?all=true", None, {"Origin": "null"}), (404, "GET", "/nope", None, {}),
        (404, "GET", "/v1/messages/nope", None, {}), (405, "PUT", "/v1/messages", None, {}),
        (413, "PATCH", "/v1/messages/latest", b" " * (2 << 20), json_type), (415, "POST", "/v1/messages", b"x", {}),
        (416, "GET", "/v1/messages/latest/raw", None, {"Range": "bytes=999999-"}), (421, "GET", "/", None, {"Host": "evil.example"}),
        (304, "GET", "/v1/messages/latest/raw", None, {"If-None-Match": "*"}), (200, "GET", "/", None, {}),
        (200, "GET", "/m/latest", None, {}),
    ]:
        answer = filled.request(method, path, body, headers)
        assert answer.status == status, (method, path, answer)
        check_safe_headers(answer)


def test_safe_headers_on_malformed_requests(filled):
    for lines in (["BOGUS"], ["GET / HTTP/9.9", "Host: localhost"], ["GET /%zz HTTP/1.1", "Host: localhost"],
                  ["GET / HTTP/1.1", "Host: localhost", "X: " + "x" * 100_000]):
        received = exchange(filled, *lines)
        if received:
            assert 400 <= status_of(received) < 500
            assert b"nosniff" in received and b"content-security-policy:" in received.lower()


# --- hostile mail


def with_parts(*parts, head=b""):
    body = b"".join(b"--b\r\n" + headers + b"\r\n\r\n" + content + b"\r\n" for headers, content in parts)
    return (b"From: a@b.test\r\nSubject: parts\r\n" + head + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            + body + b"--b--\r\n")


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


ACTIVE_TYPES = ["text/html", "TEXT/HTML; charset=utf-8", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml",
                "text/javascript", "application/javascript", "application/pdf", "text/css", "application/x-shockwave-flash", "x/y",
                "multipart/x-mixed-replace", "text/html;", "image/png, text/html", "text/html\t", "message/rfc822", "text/x-html"]
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
    for view in ("", "/raw", "/raw?download=true", "/html", "/text", "/headers", "/parts", "/parts/1", "/parts/1?download=true",
                 "/attachments.zip"):
        answer = server.get("/v1/messages/latest" + view)
        assert answer.status == 200 and answer.headers["X-Evil"] is None
        assert all(value.isprintable() for value in answer.headers.values()), (view, answer)
    server.get("/v1/messages?q=" + "%1b%5d0%3bowned%07")
    server.get("/%1b%5b31m")
    assert not set(server.log) & (set(map(chr, range(32))) - {"\n"}) and "\x9b" not in server.log


# --- garbage


def scrambled(chance, text):
    """Each call another mutilation of it, rarely none."""
    pieces = ["%00", "%", "%zz", "%ff", "%2e%2e", "..", "/", "//", "?", "#", "&", "=", "latest", "-1", "0", "9" * 30, "é", "{", "'", '"',
              "+", "%20", "(", ")", "from:", "OR", "*", "\\", "\x7f", "x" * 300]
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(pieces) + text[at + chance.randrange(3):]
    return text


def scrambled_value(chance, depth=0):
    kind = chance.randrange(9 if depth < 3 else 7)
    if kind < 7:
        return [None, True, -1, 1e300, "", chance.choice(["a@b.test", "\r\nX: y", "\0", "x" * 2000, "😀", "\ud800"]), 2**64][kind]
    if kind == 7:
        return [scrambled_value(chance, depth + 1) for _ in range(chance.randrange(4))]
    names = ["from", "to", "subject", "text", "html", "headers", "attachments", "filename", "content", "read", "tags", "addTags", "inbox",
             "name", "address", "zzz", ""]
    return {chance.choice(names): scrambled_value(chance, depth + 1) for _ in range(chance.randrange(5))}


def test_garbage_requests_are_never_a_500(server):
    chance = random.Random(1)
    server.send_many([MAIL] * 3)
    parameters = ["q", "inbox", "after", "limit", "cursor", "order", "all", "markRead", "download", "remote", "sender", "recipient", "zz"]
    values = ["", "true", "false", "default", "50", "newest", "a", "from:a", '"x', "(a OR b) -c", "subject:"]
    known = routes()
    for number in range(600):
        route = chance.choice(known)
        query = "&".join(f"{chance.choice(parameters)}={chance.choice(values)}" for _ in range(chance.randrange(4)))
        target = scrambled(chance, route.path() + "?" + query).replace(" ", "%20")
        method = chance.choice([route.method] * 4 + ["GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS"])
        body = json.dumps(scrambled_value(chance)).encode() if route.changes_state else b""
        body = body if chance.random() < 0.8 else bytes(chance.randrange(256) for _ in range(chance.randrange(200)))
        content_type = chance.choice(["application/json"] * 4 + ["message/rfc822", "text/plain", ""])
        headers = [f"Host: {chance.choice(['localhost'] * 9 + ['evil.example'])}", f"Content-Length: {len(body)}",
                   f"Content-Type: {content_type}"]
        received = exchange(server, f"{method} {target} HTTP/1.1", *headers, body=body)
        status = status_of(received)
        assert status < 500, (number, method, target, body, received)
        if status >= 400 and method != "HEAD":
            assert b'{"error":{' in received, (number, method, target, received)
    assert server.get("/livez").status == 200
    server.send(MAIL)


def test_garbage_bytes_harm_neither_port(server):
    chance = random.Random(2)
    for number in range(100):
        garbage = bytes(chance.randrange(256) for _ in range(chance.randrange(400)))
        prefix = chance.choice([b"", b"GET / HTTP/1.1\r\n", b"POST /v1/messages HTTP/1.1\r\nHost: x\r\n", b"EHLO x\r\n", b"\x16\x03\x01"])
        for address in (server.http_address, server.smtp):
            with socket.create_connection(address, timeout=60) as connection:
                connection.sendall(prefix + garbage + b"\r\n\r\n")
                connection.shutdown(socket.SHUT_WR)
                received = b""
                try:
                    while chunk := connection.recv(65536):
                        received += chunk
                except ConnectionResetError:
                    pass
                assert b"HTTP/1.1 5" not in received, (number, prefix + garbage)
    assert server.is_running and server.get("/livez").status == 200
    server.send(MAIL)


def test_slow_or_greedy_clients_do_not_stop_others(server):
    opened = [socket.create_connection(server.http_address, timeout=60) for _ in range(100)]
    try:
        for connection in opened:
            connection.sendall(b"GET /v1/messages HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        server.send(MAIL)
        assert server.latest()["subject"] == "safe"
    finally:
        for connection in opened:
            connection.close()

"""Other web sites and hostile mails: every route of schema/openapi.yaml is walked, so a new one is tested the day it is
written."""
import pytest
import websocket

from event_streams import ServerSentEvents, WebSocketEvents
from openapi_document import routes
from plain_http import check_safe_headers, exchange, status_of

MAIL = (b"From: a@b.test\r\nTo: c@d.test\r\nSubject: safe\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/html; charset=utf-8\r\n\r\n"
        b"<p>hello</p><script>alert(1)</script>\r\n")
ROUTES = [pytest.param(route, id=str(route)) for route in routes()]
CHANGES = [pytest.param(route, id=str(route)) for route in routes() if route.changes_state]
FOREIGN_HOSTS = ["evil.example", "evil.example:8025", "mailstop.example.com", "127.0.0.1.evil.example", "test.evil",
                 "xtest.com", "localhost.evil.example", "a.testing", "evil.example."]
LOCAL_HOSTS = ["localhost", "LOCALHOST:8025", "localhost.", "mailstop", "mailstop:80", "x.test", "x.internal", "a.b.local",
               "nas.lan", "box.home.arpa", "app.localhost", "[::1]", "[::1]:8025", "[fd00::1]", "10.1.2.3", "192.168.0.9:8025"]
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
        body = {"name": "renamed"} if route.template == "/v1/inboxes/{inbox}" else {"read": True}
    if route.method == "POST":
        body = {"count": 1} if route.template.endswith("/expect") else {"from": "a@b.test", "to": "c@d.test"}
    if route.method == "PUT":
        body = {"routes": []} if route.template == "/v1/routes" else {}
    query = "?all=true" if route.template in ("/v1/messages", "/v1/sessions") and route.method in ("PATCH", "DELETE") else ""
    return server.request(route.method, route.path() + (route.required_query or query), body, headers)


# --- DNS rebinding


@pytest.mark.parametrize("route", ROUTES)
def test_foreign_host_is_421_on_every_route(filled, route):
    for host in FOREIGN_HOSTS:
        answer = ask(filled, route, {"Host": host})
        assert answer.status == 421, (host, answer)
        assert "--allowed-hosts" in answer.error()["message"]


def test_foreign_host_is_421_on_pages_and_other_methods(filled):
    for method, path in [("GET", "/"), ("GET", "/m/latest"), ("GET", "/nope"), ("HEAD", "/v1/messages"),
                         ("OPTIONS", "/v1/messages"), ("PUT", "/v1/messages")]:
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
            headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
            names = filled.request(method, path, headers=headers).headers
            assert not [name for name in names if name.lower().startswith("access-control-")]


# --- headers of every answer


@pytest.mark.parametrize("route", ROUTES)
def test_safe_headers_on_every_route(start, route):
    server = start("--ephemeral", "--tls=auto")  # or /v1/ca.pem has nothing to give
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
        (416, "GET", "/v1/messages/latest/raw", None, {"Range": "bytes=999999-"}),
        (421, "GET", "/", None, {"Host": "evil.example"}),
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

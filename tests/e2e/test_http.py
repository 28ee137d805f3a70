"""What HTTP promises on every route: refusals that say why, conditional and partial requests, compression, HEAD, pipelining."""
import gzip
import json
import re
import socket

import pytest

from sample_mail import mail

RFC822 = {"Content-Type": "message/rfc822"}


def test_unknown_parameters_are_refused_with_a_suggestion(server):
    message_id = server.send(mail("one"))
    for method, path in [("GET", "/v1/messages?limt=5"), ("DELETE", "/v1/messages?all=true&force=1"),
                         ("GET", f"/v1/messages/{message_id}?raw=1"), ("GET", f"/v1/messages/{message_id}/raw?dowload=true"),
                         ("PATCH", f"/v1/messages/{message_id}?read=true"), ("POST", "/v1/messages?from=x"),
                         ("GET", "/v1/info?x=1"), ("GET", "/livez?x=1")]:
        answer = server.request(method, path, {"read": True} if method == "PATCH" else None)
        assert answer.status == 400, path
        assert "unknown query parameter" in answer.error()["message"]
    assert 'did you mean "limit"' in server.get("/v1/messages?limt=5").error()["message"]
    assert server.json("/v1/messages")["total"] == 1


@pytest.mark.parametrize("query", [
    "limit=0", "limit=1001", "limit=x", "limit=", "limit=-1", "limit=1e2", "limit=5&limit=6", "order=up", "after=-1",
    "after=1.5", "after=99999999999999999999", "cursor=%00", "inbox=a%20b", "inbox=", "q=a&q=b", "limit=%zz", "q=%ff",
    "inbox=" + "x" * 129])
def test_malformed_parameters_are_refused(server, query):
    answer = server.get("/v1/messages?" + query)
    assert answer.status == 400, answer
    answer.error()


def test_unknown_ids_and_routes_are_404(server):
    server.send(mail("one"))
    for path in ("/v1/messages/nope", "/v1/messages/latest/parts/99", "/v1/messages/latest/parts/x",
                 "/v1/messages/latest/nope", "/v1/nope", "/v1", "/v1/messages/", "/nope.txt"):
        answer = server.get(path)
        assert answer.status == 404, path
        answer.error()


def test_wrong_method_is_405_with_allow(server):
    for method, path, allowed in [
        ("PUT", "/v1/messages", {"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"}),
        ("POST", "/v1/messages/latest", {"GET", "HEAD", "PATCH", "DELETE", "OPTIONS"}),
        ("DELETE", "/v1/messages/latest/raw", {"GET", "HEAD", "OPTIONS"}),
        ("POST", "/livez", {"GET", "HEAD", "OPTIONS"}),
    ]:
        answer = server.request(method, path)
        assert answer.status == 405, (method, path, answer)
        assert set(answer.headers["Allow"].replace(" ", "").split(",")) == allowed
        answer.error()


def test_options_tells_the_methods(server):
    answer = server.request("OPTIONS", "/v1/messages")
    assert answer.status in (200, 204)
    assert set(answer.headers["Allow"].replace(" ", "").split(",")) == {"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"}


def test_wrong_content_type_is_415(server):
    for headers in ({}, {"Content-Type": "text/plain"}, {"Content-Type": "multipart/form-data; boundary=x"}):
        for method, path in (("POST", "/v1/messages"), ("PATCH", "/v1/messages?all=true")):
            answer = server.request(method, path, b'{"read":true}', headers)
            assert answer.status == 415, (method, headers, answer)
            answer.error()


@pytest.mark.parametrize("body", [
    b"", b"{", b"nul", b'{"read":true}x', b"\xff", b"[" * 100_000, b'{"read":true,"read":false}'],
    ids=lambda body: repr(body[:20]))
def test_body_that_is_no_json_is_400(server, body):
    server.send(mail("one"))
    answer = server.request("PATCH", "/v1/messages?all=true", body, {"Content-Type": "application/json"})
    assert answer.status == 400, answer
    answer.error()
    assert server.json("/v1/messages")["unread"] == 1


def test_too_large_bodies_are_413(start):
    server = start("--ephemeral", "--max-message-size", "10k")
    answer = server.request("POST", "/v1/messages", b"x" * 10241, RFC822)
    assert answer.status == 413 and answer.error()["message"]
    answer = server.request("PATCH", "/v1/messages?all=true", b" " * (2 << 20), {"Content-Type": "application/json"})
    assert answer.status == 413
    answer.error()
    assert server.request("POST", "/v1/messages", b"x" * 10240, RFC822).status == 201


def test_etag_and_not_modified(server):
    message_id = server.send(mail("one"))
    for view in ("/raw", "/parts/0"):
        path = f"/v1/messages/{message_id}{view}"
        first = server.get(path)
        etag = first.headers["ETag"]
        assert first.status == 200 and etag
        for condition in (etag, "*", f'"other", {etag}', "W/" + etag.removeprefix("W/")):
            again = server.get(path, **{"If-None-Match": condition})
            assert (again.status, again.body, again.headers["ETag"]) == (304, b"", etag), condition
        assert server.get(path, **{"If-None-Match": '"other"'}).body == first.body


def test_ranges(server):
    raw = mail("one", text="x" * 5000)
    message_id = server.send(raw)
    path = f"/v1/messages/{message_id}/raw"
    for wanted, status, body, content_range in [
        ("bytes=0-9", 206, raw[:10], f"bytes 0-9/{len(raw)}"),
        ("bytes=10-", 206, raw[10:], f"bytes 10-{len(raw) - 1}/{len(raw)}"),
        ("bytes=-7", 206, raw[-7:], f"bytes {len(raw) - 7}-{len(raw) - 1}/{len(raw)}"),
        ("bytes=0-999999", 206, raw, f"bytes 0-{len(raw) - 1}/{len(raw)}"),
        ("bytes=x", 200, raw, None),
        ("pages=1-2", 200, raw, None),
    ]:
        answer = server.get(path, Range=wanted)
        assert (answer.status, answer.body, answer.headers["Content-Range"]) == (status, body, content_range), wanted
    answer = server.get(path, Range="bytes=999999-")
    assert answer.status == 416 and answer.headers["Content-Range"] == f"bytes */{len(raw)}"
    answer.error()
    assert server.get(path, Range="bytes=0-9", **{"If-Range": '"other"'}).status == 200


def test_gzip_when_accepted(server):
    server.send_many(mail(f"mail {number}") for number in range(50))
    plain = server.get("/v1/messages")
    assert plain.headers["Content-Encoding"] is None
    packed = server.get("/v1/messages", **{"Accept-Encoding": "gzip, deflate"})
    assert packed.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed.headers["Vary"]
    assert json.loads(gzip.decompress(packed.body))["messages"] == plain.json()["messages"]
    assert len(packed.body) < len(plain.body) / 2
    assert server.get("/v1/messages", **{"Accept-Encoding": "gzip;q=0"}).headers["Content-Encoding"] is None


def test_head_is_get_without_a_body(server):
    message_id = server.send(mail("one"))
    for path in ("/v1/messages", f"/v1/messages/{message_id}", f"/v1/messages/{message_id}/raw", "/livez", "/v1/info", "/",
                 "/v1/openapi.json", "/v1/nope"):
        get, head = server.get(path), server.request("HEAD", path)
        assert (head.status, head.body) == (get.status, b""), path
        assert head.headers["Content-Type"] == get.headers["Content-Type"]
        if path != "/v1/info":  # tells the time
            assert head.headers["Content-Length"] == str(len(get.body)), path


def test_pipelined_requests_are_answered_in_order(server):
    message_id = server.send(mail("one"))
    paths = ["/livez", f"/v1/messages/{message_id}/raw", "/v1/nope", "/readyz"]
    with socket.create_connection(server.http_address, timeout=60) as connection:
        connection.sendall("".join(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n" for path in paths).encode()
                           + b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        received = b""
        while chunk := connection.recv(65536):
            received += chunk
    statuses = re.findall(rb"HTTP/1\.1 (\d+) ", received)
    assert statuses == [b"200", b"200", b"404", b"200", b"200"]
    assert mail("one") in received


def test_service_routes(server):
    assert server.json("/livez") == {"status": "ok"} and server.json("/readyz") == {"status": "ok"}
    info = server.json("/v1/info")
    assert (info["messages"], info["unread"]) == (0, 0)
    settings = info["settings"]
    assert settings["smtp"] == ["%s:%d" % server.smtp] and settings["http"] == [server.http]
    assert (settings["ephemeral"], settings["database"], settings["auth"]) == (True, "", "optional")
    assert server.json("/v1/openapi.json") == server.json("/openapi.json")
    assert server.json("/openapi.json")["openapi"].startswith("3.1")

"""Requests that nobody should send: each is refused or answered, none is a 500, none harms the next. The seeds are fixed."""
import json
import random
import socket

from openapi_document import routes
from plain_http import exchange, status_of

MAIL = b"From: a@b.test\r\nTo: c@d.test\r\nSubject: safe\r\n\r\nhello\r\n"


def scrambled(chance, text):
    """Each call another mutilation of it, rarely none."""
    pieces = ["%00", "%", "%zz", "%ff", "%2e%2e", "..", "/", "//", "?", "#", "&", "=", "latest", "-1", "0", "9" * 30, "é", "{",
              "'", '"', "+", "%20", "(", ")", "from:", "OR", "*", "\\", "\x7f", "x" * 300]
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(pieces) + text[at + chance.randrange(3):]
    return text


def scrambled_value(chance, depth=0):
    kind = chance.randrange(9 if depth < 3 else 7)
    if kind < 7:
        text = chance.choice(["a@b.test", "\r\nX: y", "\0", "x" * 2000, "😀", "\ud800"])
        return [None, True, -1, 1e300, "", text, 2**64][kind]
    if kind == 7:
        return [scrambled_value(chance, depth + 1) for _ in range(chance.randrange(4))]
    names = ["from", "to", "subject", "text", "html", "headers", "attachments", "filename",
             "content", "read", "tags", "addTags",
             "inbox", "name", "address", "zzz", ""]
    return {chance.choice(names): scrambled_value(chance, depth + 1) for _ in range(chance.randrange(5))}


def test_garbage_requests_are_never_a_500(start):
    server = start("--ephemeral", "--compat=none")  # other tools have errors of their own shape: test_compat_fuzz.py
    chance = random.Random(1)
    server.send_many([MAIL] * 3)
    parameters = ["q", "inbox", "after", "limit", "cursor", "order", "all", "markRead", "download", "remote",
                  "sender", "recipient", "zz"]
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
            assert b'"error":{"code":' in received, (number, method, target, received)  # a 417 says more
    assert server.get("/livez").status == 200
    server.send(MAIL)


def test_garbage_bytes_harm_neither_port(server):
    chance = random.Random(2)
    for number in range(100):
        garbage = bytes(chance.randrange(256) for _ in range(chance.randrange(400)))
        prefix = chance.choice([b"", b"GET / HTTP/1.1\r\n", b"POST /v1/messages HTTP/1.1\r\nHost: x\r\n", b"EHLO x\r\n",
                                b"\x16\x03\x01"])
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

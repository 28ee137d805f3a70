"""The load of waiting.py and fanout.py, where each mail has to be told from the others: SMTP, HTTP and WebSocket spoken
over bare sockets with as little work as possible, so that what is measured is the server."""
import asyncio
import base64
import json
import os
import socket
import urllib.parse

from programs import PATIENCE

SENDER = "app@bench.test"


def split_address(address):
    host, port = address.rsplit(":", 1)
    return host.strip("[]"), int(port)


def http_address(server):
    url = urllib.parse.urlsplit(server.http)
    return url.hostname, url.port


def connect(address):
    client = socket.create_connection(address, timeout=PATIENCE)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def recipient(number):
    return f"user-{number}@bench.test"


def envelope_of(number):
    """What is said before the content, in one packet."""
    return f"MAIL FROM:<{SENDER}>\r\nRCPT TO:<{recipient(number)}>\r\nDATA\r\n".encode()


def content_of(number):
    text = "This is one of many mails that are sent to see how fast something else is.\r\n" * 20
    return (f"From: {SENDER}\r\nTo: {recipient(number)}\r\nSubject: Mail {number}\r\nMessage-ID: <{number}@bench.test>\r\n\r\n"
            f"{text}.\r\n").encode()


def expectation(server, number, within="60s"):
    """A request that holds until the mail of that number is there, and then has exactly one message."""
    body = json.dumps({"match": {"to": recipient(number)}, "count": 1, "within": within}).encode()
    host = server.http.removeprefix("http://")
    return (f"POST /v1/expect HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


def missing_bytes(answer):
    """How much of an HTTP answer has not come yet; None while that cannot be said."""
    head, separator, body = answer.partition(b"\r\n\r\n")
    if not separator:
        return None
    [length] = [int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    return length - len(body)


def check_met(answer, number):
    head, _, body = bytes(answer).partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200 "):
        raise AssertionError(f"expectation {number} was answered with {bytes(answer)!r}")
    recipients = [message["recipients"] for message in json.loads(body)["messages"]]
    if recipients != [[recipient(number)]]:
        raise AssertionError(f"expectation {number} was met by mail to {recipients}")


class SmtpClient:
    """One session for many mails, for use with asyncio."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    @classmethod
    async def open(cls, address):
        client = cls(*await asyncio.open_connection(sock=connect(split_address(address))))
        await client.expect_reply(b"220 ")
        client.writer.write(b"EHLO bench.test\r\n")
        await client.expect_reply(b"250 ")
        return client

    async def expect_reply(self, start):
        line = await self.reader.readline()
        while line[3:4] == b"-":
            line = await self.reader.readline()
        if not line.startswith(start):
            raise AssertionError(f"SMTP: {line!r}, not {start!r}")

    async def send(self, number):
        """-> the time at which the content was sent, and that at which its 250 had come"""
        clock = asyncio.get_running_loop().time
        await self.begin(number)
        sent = clock()
        await self.finish(content_of(number))
        return sent, clock()

    async def begin(self, number):
        self.writer.write(envelope_of(number))
        for start in (b"250 ", b"250 ", b"354 "):
            await self.expect_reply(start)

    async def finish(self, content):
        self.writer.write(content)
        await self.expect_reply(b"250 ")

    def close(self):
        self.writer.close()


def open_events(server):
    """A WebSocket of /v1/events that has had its hello."""
    client = connect(http_address(server))
    key = base64.b64encode(os.urandom(16)).decode()
    client.sendall(f"GET /v1/events HTTP/1.1\r\nHost: {server.http.removeprefix('http://')}\r\nConnection: Upgrade\r\n"
                   f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode())
    answer = b""
    while not (frames_end(answer.partition(b"\r\n\r\n")[2])):
        more = client.recv(4096)
        if not more or not b"HTTP/1.1 101 ".startswith((answer + more)[:13]):
            raise AssertionError(f"no WebSocket: {answer + more!r}")
        answer += more
    return client


def frames_end(stream):
    """The end of each complete frame; the server's have no mask."""
    ends, begin = [], 0
    while len(stream) - begin >= 2:
        length, head = stream[begin + 1], 2
        if length == 126:
            length, head = int.from_bytes(stream[begin + 2:begin + 4], "big"), 4
        elif length == 127:
            length, head = int.from_bytes(stream[begin + 2:begin + 10], "big"), 10
        begin += head + length
        if begin > len(stream):
            break
        ends.append(begin)
    return ends

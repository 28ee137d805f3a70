"""Clients for /v1/events, one event at a time: a WebSocket and Server-Sent Events look the same to a test."""
import http.client
import json

import websocket

TIMEOUT_SECONDS = 60


class WebSocketEvents:
    def __init__(self, server, query="", path="/v1/events", **options):
        url = server.http.replace("http://", "ws://", 1) + path + query
        # A program, not a page: without an Origin.
        self.socket = websocket.create_connection(url, timeout=TIMEOUT_SECONDS, suppress_origin=True, **options)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close(timeout=0)

    def next(self):
        opcode, data = self.socket.recv_data()
        assert opcode == websocket.ABNF.OPCODE_TEXT, (opcode, data)
        return json.loads(data)

    def close_code(self):
        """Waits for the server to close."""
        opcode, data = self.socket.recv_data()
        assert opcode == websocket.ABNF.OPCODE_CLOSE, (opcode, data)
        return int.from_bytes(data[:2], "big")


class ServerSentEvents:
    def __init__(self, server, query="", header=None, connection=None, path="/v1/events"):
        self.connection = connection or http.client.HTTPConnection(*server.http_address, timeout=TIMEOUT_SECONDS)
        self.connection.request("GET", path + query, headers={"Accept": "text/event-stream", **(header or {})})
        self.response = self.connection.getresponse()
        assert self.response.status == 200, (self.response.status, self.response.read())
        assert self.response.headers["Content-Type"].startswith("text/event-stream")
        self.last_id = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.connection.close()

    def next(self):
        fields = self._next_block()
        event = json.loads(fields["data"])
        assert fields["event"] == event["type"]
        if event["type"] != "lagged":
            assert fields["id"] == str(event["sequence"])
            self.last_id = fields["id"]
        return event

    def _next_block(self):
        """Comments (the heartbeat) and blocks without data are no events."""
        fields = {}
        while True:
            line = self.response.readline().decode("utf-8").rstrip("\r\n")
            assert line or not self.response.isclosed(), "the stream ended"
            if line:
                name, _, value = line.partition(":")
                if name:
                    fields[name] = value.removeprefix(" ")
            elif "data" in fields:
                return fields

    def is_closed(self):
        return self.response.read() == b""

    def types_to_the_end(self):
        """Of all that is still sent before the server closes."""
        lines = self.response.read().decode("utf-8").splitlines()
        return [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]


def take(stream, count):
    return [stream.next() for _ in range(count)]

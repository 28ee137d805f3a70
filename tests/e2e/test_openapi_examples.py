"""The examples of schema/openapi.yaml are requests that work: each is sent to a live server, as the API page shows it."""
import json
import urllib.parse
from dataclasses import dataclass, field

import pytest

from openapi_document import operation_of, parameters_of, resolve, routes, text_of, value_of
from test_openapi import check_answer

MAIL = b"""From: Shop <app@shop.test>\r
To: Alice <alice@example.test>\r
Subject: Welcome\r
X-Order: 10482\r
Message-ID: <1@shop.test>\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=m\r
\r
--m\r
Content-Type: multipart/alternative; boundary=a\r
\r
--a\r
Content-Type: text/plain; charset=utf-8\r
\r
Hello Alice, your code: 482 913. Confirm: https://shop.test/confirm?user=alice\r
--a\r
Content-Type: text/html; charset=utf-8\r
\r
<table><tr><td>Your code<td class="code">482 913</table>\r
<p><a href="https://shop.test/confirm?user=alice">Confirm</a></p>\r
--a--\r
--m\r
Content-Type: application/pdf\r
Content-Disposition: attachment; filename=terms.pdf\r
\r
%PDF-1.4\r
--m--\r
"""
# What the examples say of an expectation's mail, and what no example can show.
SECOND_MAIL = (b"From: app@shop.test\r\nTo: zoe@example.test\r\nSubject: Invoice\r\nMIME-Version: 1.0\r\n"
               b"Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=invoice.pdf\r\n\r\n%PDF-1.4\r\n")
WITHOUT_CONTENT = ("101", "204")


@dataclass(frozen=True)
class Example:
    route: object
    query: dict = field(default_factory=dict)
    content_type: str = ""

    def __str__(self):
        return f"{self.route}{self.target_query}{' ' + self.content_type if self.content_type else ''}"

    @property
    def target_query(self):
        query = {name: text_of(value) for name, value in self.query.items()}
        return "?" + urllib.parse.urlencode(query) if query else self.route.required_query

    @property
    def path(self):
        return self.route.path(**{one["name"]: text_of(value_of(one)) for one in parameters_of(self.route) if one["in"] == "path"})

    @property
    def body(self):
        if not self.content_type:
            return None
        content = resolve(operation_of(self.route)["requestBody"])["content"][self.content_type]["example"]
        return content.encode() if isinstance(content, str) else json.dumps(content).encode()


def examples_of(route):
    operation = operation_of(route)
    content_types = list(resolve(operation["requestBody"])["content"]) if "requestBody" in operation else [""]
    listed = operation.get("x-examples", [{"contentType": one} for one in content_types])
    return [Example(route, one.get("query", {}), one.get("contentType", content_types[0])) for one in listed]


def example_answer(media):
    """The example of an answer: its own, or one of its schema."""
    if "example" in media:
        return media["example"]
    schema = resolve(media["schema"])
    if schema.get("type") == "array":
        return [resolve(schema["items"])["examples"][0]]
    return schema["examples"][0]


EXAMPLES = [pytest.param(example, id=str(example)) for route in routes() for example in examples_of(route)]
ROUTES = [pytest.param(route, id=str(route)) for route in routes()]


@pytest.fixture
def filled(start):
    server = start("--ephemeral", "--tls=auto")
    server.send(SECOND_MAIL, "app@shop.test", ["zoe@example.test"])
    server.send(MAIL, "app@shop.test", ["alice@example.test"])
    return server


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_has_examples(route):
    operation = operation_of(route)
    assert operation["summary"] and operation["tags"]
    for parameter in parameters_of(route):
        assert value_of(parameter) is not None, f"parameter {parameter['name']} has no example, default or enum"
    if "requestBody" in operation:
        for content_type, media in resolve(operation["requestBody"])["content"].items():
            assert media["example"], content_type
    known = {parameter["name"] for parameter in parameters_of(route)}
    for example in examples_of(route):
        assert set(example.query) <= known, example
    for status, response in operation["responses"].items():
        if status in WITHOUT_CONTENT or not status.startswith("2"):
            continue
        for media in resolve(response).get("content", {}).values():
            assert example_answer(media) is not None, status


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_works(filled, example):
    headers = {"Content-Type": example.content_type} if example.content_type else {}
    answer = filled.request(example.route.method, example.path + example.target_query, example.body, headers)
    documented = [status for status in operation_of(example.route)["responses"] if status.startswith("2")]
    assert str(answer.status) in documented, answer
    check_answer(example.route, answer)


# Each example with the answer that shows that it did something.
@pytest.mark.parametrize("operation,expected", [
    ("listMessages", lambda answer: answer["messages"]),
    ("updateMessages", lambda answer: answer["updated"]),
    ("deleteMessages", lambda answer: answer["deleted"]),
    ("selectInMessage", lambda answer: answer["matches"]),
    ("matchInMessage", lambda answer: answer["matches"]),
    ("listSessions", lambda answer: answer["sessions"]),
])  # fmt: skip
def test_example_finds_something(start, operation, expected):
    [route] = [route for route in routes() if operation_of(route)["operationId"] == operation]
    for number, example in enumerate(examples_of(route)):
        server = start("--ephemeral")
        server.send(MAIL, "app@shop.test", ["alice@example.test"])
        headers = {"Content-Type": example.content_type} if example.content_type else {}
        answer = server.request(route.method, example.path + example.target_query, example.body, headers)
        assert expected(answer.json()), (number, answer)

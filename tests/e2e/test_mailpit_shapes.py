"""Each operation that Mailpit documents is asked for, and its answer has exactly the members that are documented, no more and no
fewer. mailpit_shapes.json is read from Mailpit's description of its API (1.30): "*" is any name, a word with a capital another shape.
Two members that all its versions answer with are not in that description: MessagesSummary.count and MessageRelay.RecipientAllowlist."""
import json
from pathlib import Path

import jsonschema
import pytest

from sample_mail import MIXED

DOCUMENT = json.loads((Path(__file__).parent / "mailpit_shapes.json").read_text())
# What is sent where it is not enough to name the operation: what follows the path, the body, the status.
ID, PART, TAG = "latest", "2", "spring"
WISHES = {
    "PUT /api/v1/chaos": ("", {"Sender": {"ErrorCode": 451, "Probability": 0}}, 200),
    "POST /api/v1/message/{ID}/release": ("", {"To": ["alice@example.test"]}, 400),  # there is no relay
    "GET /api/v1/message/{ID}/link-check": ("?follow=true", None, 200),
    "PUT /api/v1/messages": ("?tz=UTC", {"Read": True, "Search": "ticket"}, 200),
    "GET /api/v1/search": ("?query=ticket&start=0&limit=5&tz=UTC", None, 200),
    "DELETE /api/v1/search": ("?query=nothing-like-it", None, 200),
    "POST /api/v1/send": ("", {"From": {"Email": "a@b.test"}, "To": [{"Email": "c@d.test"}], "Subject": "sent"}, 200),
    "PUT /api/v1/tags": ("", {"IDs": ["nobody"], "Tags": ["x"]}, 200),
    "PUT /api/v1/tags/{Tag}": ("", {"Name": "Spring"}, 200),
    "DELETE /api/v1/messages": ("", {"IDs": ["nobody"]}, 200),
}


def to_schema(shape):
    """"string", ["Address"], {"*": "integer"}, {"ID": "string"} -> JSON Schema, no member too many or too few"""
    if isinstance(shape, list):
        return {"type": "array", "items": to_schema(shape[0])}
    if isinstance(shape, str):
        return to_schema(DOCUMENT["shapes"][shape]) if shape in DOCUMENT["shapes"] else {"type": shape}
    if set(shape) == {"*"}:
        return {"type": "object", "additionalProperties": to_schema(shape["*"])}
    return {"type": "object", "properties": {name: to_schema(member) for name, member in shape.items()},
            "required": list(shape), "additionalProperties": False}


def test_all_operations_of_the_description_are_there():
    assert len(DOCUMENT["answers"]) == 25
    assert set(WISHES) <= set(DOCUMENT["answers"])


@pytest.mark.parametrize("operation", DOCUMENT["answers"])
def test_the_answer_has_the_shape_that_is_documented(server, operation):
    server.send(MIXED, "bounce@shop.test", ["alice@example.test", "hidden@example.test"])
    method, path = operation.split(" ")
    query, body, status = WISHES.get(operation, ("", None, 200))
    answer = server.request(method, path.format(ID=ID, PartID=PART, Tag=TAG) + query, body)
    assert answer.status == status, answer
    shape = DOCUMENT["answers"][operation]
    if shape == "string" or status != 200:
        expected = "image/" if "/part/" in path else "text/html" if path.endswith(".html") else "text/plain"
        assert answer.headers["Content-Type"].startswith(expected), answer
        assert answer.body
        return
    assert answer.headers["Content-Type"] == "application/json" and answer.body.endswith(b"\n"), answer
    jsonschema.validate(answer.json(), to_schema(shape), cls=jsonschema.Draft7Validator)


def test_nothing_is_null_in_a_mail_that_says_nothing(server):
    server.send(b"\r\n")
    for operation in ("GET /api/v1/message/{ID}", "GET /api/v1/messages"):
        answer = server.json(operation.split(" ")[1].format(ID=ID))
        jsonschema.validate(answer, to_schema(DOCUMENT["answers"][operation]), cls=jsonschema.Draft7Validator)


def test_errors_are_plain_text_but_those_of_sending(server):
    for method, path, status, text in (
            ("GET", "/api/v1/message/nobody", 404, "404 page not found"), ("GET", "/api/v1/message/latest", 404, "Message not found"),
            ("GET", "/api/v1/message/latest/html-check", 404, "404 page not found"), ("GET", "/view/nobody.html", 404, "Message not found"),
            ("GET", "/api/v1/search", 400, "Error: no search query"), ("DELETE", "/api/v1/tags/none", 400, "tag not found: none")):
        answer = server.request(method, path)
        assert (answer.status, answer.text.strip()) == (status, text), (path, answer)
        assert answer.headers["Content-Type"].startswith("text/plain"), path
    refused = server.request("POST", "/api/v1/send", {})
    assert refused.status == 400 and set(refused.json()) == {"Error"}

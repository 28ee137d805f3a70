"""schema/openapi.yaml against a live server: every route is called, and every answer is what the document says it is. That
the router has no other routes is a unit test (tests/unit/api/service_routes_test.cpp)."""
import json
import re
import urllib.parse

import jsonschema
import pytest

from mailstop_process import PROJECT
from openapi_document import document, operation_of, parameters_of, resolve, routes, text_of, value_of

DOCUMENT = document()
ROUTES = [pytest.param(route, id=str(route)) for route in routes()]
WITH_ID = [pytest.param(route, id=str(route)) for route in routes() if "{id}" in route.template]
NOT_ALONE = {"/v1/messages": ("sender", "recipient", "tag", "cursor"), "/v1/expect": ("linkText",), "/v1/messages/wait": ("linkText",)}
NOT_ALONE |= {path.replace("/v1/", "/v1/inboxes/{inbox}/"): names for path, names in NOT_ALONE.items()}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
MAIL = b"""From: Shop <app@shop.test>\r
To: =?utf-8?q?Zo=C3=AB?= <zoe@example.test>\r
Cc: bob@example.test\r
Reply-To: help@shop.test\r
Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r
Message-ID: <1@shop.test>\r
In-Reply-To: <0@shop.test>\r
References: <0@shop.test>\r
Date: Sat, 21 Nov 2026 22:32:25 +0100\r
List-Unsubscribe: <https://shop.test/u>, <mailto:u@shop.test>\r
List-Unsubscribe-Post: List-Unsubscribe=One-Click\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=m\r
\r
--m\r
Content-Type: multipart/alternative; boundary=a\r
\r
--a\r
Content-Type: text/plain; charset=iso-8859-1\r
\r
Gr\xfc\xdfe https://shop.test/text\r
--a\r
Content-Type: multipart/related; boundary=r\r
\r
--r\r
Content-Type: text/html; charset=utf-8\r
\r
<p><a href="https://shop.test/c">Confirm</a><img src="cid:logo" width=10 alt=Logo></p>\r
--r\r
Content-Type: image/png; name=logo.png\r
Content-ID: <logo>\r
Content-Disposition: inline\r
Content-Transfer-Encoding: base64\r
\r
iVBORw0KGgo=\r
--r--\r
--a--\r
--m\r
Content-Type: application/pdf\r
Content-Disposition: attachment; filename*=utf-8''gr%C3%BC%C3%9Fe.pdf\r
\r
bare\nline feeds\r
--m--\r
"""


@pytest.fixture
def filled(start):
    server = start("--ephemeral", "--tls=auto")  # or /v1/ca.pem has nothing to give
    server.send(MAIL, "bounce@shop.test", ["zoe@example.test", "hidden@example.test"])
    while not server.has_no_session():
        pass
    return server


def check_schema(schema, value):
    formats = jsonschema.FormatChecker(formats=())
    formats.checks("date-time")(lambda text: not isinstance(text, str) or TIME.fullmatch(text) is not None)
    resolver = jsonschema.RefResolver("", DOCUMENT)
    jsonschema.Draft202012Validator(schema, resolver=resolver, format_checker=formats).validate(value)


def check_answer(route, answer):
    """Status, content type, headers and body are as the document says."""
    responses = operation_of(route)["responses"]
    response = resolve(responses.get(str(answer.status), responses["default"]))
    assert str(answer.status) in responses or answer.status >= 400, (str(route), answer)
    for name in response.get("headers", {}):
        assert answer.headers[name], (name, answer)
    content = response.get("content")
    if content is None:
        assert answer.body == b"" and answer.headers["Content-Type"] is None, answer
        return
    content_type = answer.headers["Content-Type"].split(";")[0]
    media = content.get(content_type) or content.get("*/*")
    assert media, f"{content_type} is not in the document, only {list(content)}"
    if content_type == "application/json":
        check_schema(media["schema"], answer.json())
    elif content_type in content and content_type.startswith("text/"):
        answer.body.decode("utf-8")


def example_body(route, content_type="application/json"):
    body = operation_of(route).get("requestBody")
    if body is None:
        return None, {}
    example = resolve(body)["content"][content_type]["example"]
    content = example.encode() if isinstance(example, str) else json.dumps(example).encode()
    return content, {"Content-Type": content_type}


def must_say_which(route):
    bulk = {("PATCH", "/v1/messages"), ("DELETE", "/v1/messages"), ("DELETE", "/v1/sessions")}
    return (route.method, route.template) in bulk


def waits(route):
    return route.template.endswith(("/expect", "/messages/wait"))


def call(server, route, query="", path=None, content_type="application/json"):
    body, headers = example_body(route, content_type)
    query = query or route.required_query or ("?all=true" if must_say_which(route) else "")
    return server.request(route.method, (path or route.path()) + query, body, headers)


# --- the document itself


def test_document_is_served_as_it_is_in_the_repository(server):
    for path in ("/openapi.json", "/v1/openapi.json"):
        assert server.json(path) == DOCUMENT


def walk(thing, path=()):
    yield path, thing
    children = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    for name, child in children:
        yield from walk(child, path + (name,))


def test_schemas_are_valid_and_strict():
    for name, schema in DOCUMENT["components"]["schemas"].items():
        jsonschema.Draft202012Validator.check_schema(schema)
        for path, thing in walk(schema, (name,)):
            if isinstance(thing, dict) and "properties" in thing and thing.get("type") == "object":
                assert thing["additionalProperties"] is False, path
                assert set(thing.get("required", [])) <= set(thing["properties"]), path


def test_references_lead_somewhere():
    for path, thing in walk(DOCUMENT):
        if isinstance(thing, dict) and "$ref" in thing:
            assert resolve(thing), path


def test_examples_are_valid():
    checked = 0
    for path, thing in walk(DOCUMENT):
        if isinstance(thing, dict) and "schema" in thing and "example" in thing:
            check_schema(thing["schema"], thing["example"])
            checked += 1
    for schema in DOCUMENT["components"]["schemas"].values():
        for example in schema.get("examples", []):
            check_schema(schema, example)
            checked += 1
    assert checked > 40


def test_operations_are_named_once():
    names = [operation_of(route)["operationId"] for route in routes()]
    assert len(set(names)) == len(names)


def test_events_carry_the_summary_of_the_document():
    events = json.loads((PROJECT / "schema" / "events.schema.json").read_text(encoding="utf-8"))["$defs"]
    here = json.loads(json.dumps(DOCUMENT["components"]["schemas"]).replace("#/components/schemas/", "#/$defs/"))
    for name in ("Summary", "Address"):
        assert shape(events[name]) == shape(here[name])


def shape(schema):
    """Without the prose and the examples."""
    if isinstance(schema, list):
        return [shape(item) for item in schema]
    if isinstance(schema, dict):
        return {name: shape(item) for name, item in schema.items()
                if not (name == "description" and isinstance(item, str)) and name != "examples"}
    return schema


# --- every route


@pytest.mark.parametrize("route", ROUTES)
def test_answer_is_as_documented(filled, route):
    answer = call(filled, route)
    assert answer.status < 300, answer
    check_answer(route, answer)


@pytest.mark.parametrize("route", WITH_ID)
def test_unknown_message_is_as_documented(filled, route):
    answer = call(filled, route, path=route.path(id="0000000000000000"))
    assert answer.status == 404, answer
    check_answer(route, answer)


@pytest.mark.parametrize("route", ROUTES)
def test_unknown_parameter_is_as_documented(filled, route):
    answer = call(filled, route, "?nonsense=1")
    assert answer.status == 400, answer
    check_answer(route, answer)
    assert "nonsense" in answer.error()["message"]


@pytest.mark.parametrize("route", ROUTES)
def test_every_documented_parameter_is_taken(filled, route):
    """Each alone, with its example or default: `inbox` and `q` of the examples must find nothing worse than no message."""
    for parameter in parameters_of(route):
        if parameter["in"] != "query" or parameter["name"] in NOT_ALONE.get(route.template, ("cursor",)):
            continue
        text = urllib.parse.quote(text_of(value_of(parameter)))
        at_once = "&within=0s" if waits(route) and parameter["name"] != "within" else ""
        others = "" if parameter.get("required") else route.required_query.replace("?", "&")
        answer = call(filled, route, f"?{parameter['name']}={text}{at_once}{others}")
        needs_more = must_say_which(route) and answer.status == 400 and parameter["name"] not in ("q", "inbox", "all")
        is_unmet = waits(route) and answer.status == 417
        assert answer.status < 300 or answer.status == 404 or needs_more or is_unmet, (parameter["name"], answer)
        check_answer(route, answer)


@pytest.mark.parametrize("content_type", ["application/json", "message/rfc822"])
def test_both_ways_to_put_in_a_message(filled, content_type):
    [route] = [route for route in routes() if operation_of(route)["operationId"] == "createMessage"]
    query = "?sender=app%40shop.test&recipient=a%40b.test&recipient=c%40d.test" if content_type == "message/rfc822" else ""
    answer = call(filled, route, query, content_type=content_type)
    assert answer.status == 201
    check_answer(route, answer)


# --- what one call of each route does not show


def named(operation):
    return next(route for route in routes() if operation_of(route)["operationId"] == operation)


def test_every_part_is_as_documented(filled):
    route = named("getMessagePart")
    pending, seen = [filled.json("/v1/messages/latest/parts")], 0
    while pending:
        node = pending.pop()
        pending += node["parts"]
        seen += 1
        for query in ("", "?download=true", "?download=false"):
            answer = filled.get(route.path(partId=node["partId"]) + query)
            assert answer.status == 200
            check_answer(route, answer)
            assert len(answer.body) == node["size"] or node["role"] == "container"
    assert seen == 7


def test_conditional_and_partial_answers_are_as_documented(filled):
    for route in (named("getMessageRaw"), named("getMessagePart")):
        etag = filled.get(route.path()).headers["ETag"]
        for headers, status in (({"If-None-Match": etag}, 304), ({"Range": "bytes=0-3"}, 206), ({"Range": "bytes=9999999-"}, 416)):
            answer = filled.get(route.path(partId="2"), **headers) if status != 304 else filled.get(route.path(), **headers)
            assert answer.status == status, (str(route), answer)
            check_answer(route, answer)


def test_lists_are_as_documented(filled):
    route = named("listMessages")
    filled.send_many([MAIL] * 3)
    for query in ("?limit=2", "?limit=2&order=oldest", "?q=shop", "?q=nothing-like-this", "?inbox=default&after=1", "?inbox=empty"):
        answer = filled.get(route.path() + query)
        check_answer(route, answer)
        assert ("matched" in answer.json()) == ("q=" in query)


@pytest.mark.parametrize("raw", [b"", b"no header at all\r\n", b"\xff\xfe: \x00\r\n\r\n\xff\n\r", b"From: \r\nDate: x\r\n\r\n",
                                 b"Content-Type: multipart/mixed; boundary=x\r\n\r\nno parts\r\n"])
def test_odd_mail_is_as_documented(server, raw):
    server.send(raw, "", ["a@b.test"])
    for route in routes():
        if route.method == "GET" and "{id}" in route.template:
            parts = server.json("/v1/messages/latest/parts")
            answer = server.get(route.path(partId=parts["partId"]) + route.required_query)
            assert answer.status == 200, (str(route), answer)
            check_answer(route, answer)

"""/metrics: in the format that Prometheus reads, true, and documented."""
import re

from mailstop_process import PROJECT

SAMPLE = re.compile(r'^([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\.)*",?)+)\})? (\S+)$')


def samples(server):
    """{(name, labels): value}, and {family: type}"""
    answer = server.get("/metrics")
    assert answer.status == 200 and answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    values, types = {}, {}
    for line in answer.body.decode().splitlines():
        if line.startswith("# HELP "):
            helped = line.split(" ", 3)
            assert len(helped) == 4 and helped[3].endswith("."), line
        elif line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            assert name not in types and name == helped[2]
            types[name] = kind
        else:
            name, labels, value = SAMPLE.match(line).groups()
            assert (name, labels) not in values, line
            values[name, labels] = float(value)
    return values, types


def family_of(name, types):
    return name if name in types else re.sub(r"_(bucket|sum|count)$", "", name)


def test_every_family_is_documented_and_nothing_else(server):
    samples(server)  # answers are counted when they are given
    values, types = samples(server)
    rows = re.findall(r"^\| `([a-z_]+)` \| (\w+) \|", (PROJECT / "docs" / "metrics.md").read_text(), re.MULTILINE)
    assert dict(rows) == types
    assert {family_of(name, types) for name, _ in values} == set(types)


def test_it_counts_what_happens(start):
    server = start("--ephemeral", "--discard-domains", "drop.test")
    raw = b"Subject: counted\r\n\r\nbody\r\n"
    server.send_many([raw, raw])
    server.send(raw, recipients=["x@drop.test"])
    with server.connect() as client:
        client.greet()
    message = server.latest()
    assert server.request("DELETE", f"/v1/messages/{message['id']}").status == 204
    server.json("/v1/messages?q=counted")
    assert server.get("/v1/nothing").status == 404
    while not server.has_no_session():
        pass
    values, _ = samples(server)
    assert values["mailstop_messages", None] == values["mailstop_messages_unread", None] == 1
    assert values["mailstop_messages_stored_total", None] == 2
    assert values["mailstop_messages_stored_bytes_total", None] == 2 * len(raw)
    assert values["mailstop_messages_deleted_total", None] == 1
    assert values["mailstop_messages_discarded_total", None] == 1
    assert values["mailstop_smtp_sessions_total", 'outcome="delivered"'] >= 1
    assert values["mailstop_search_seconds_count", None] == values["mailstop_search_seconds_bucket", 'le="+Inf"'] == 1
    assert values["mailstop_commit_changes_sum", None] >= 3
    assert values["mailstop_http_answers_total", 'route="/v1/messages/{id}",method="DELETE",status="204"'] == 1
    assert values["mailstop_http_answers_total", 'route="other",method="GET",status="404"'] == 1
    assert values["process_resident_memory_bytes", None] > 1e6 and values["process_open_fds", None] > 3
    assert server.request("DELETE", "/v1/inboxes/default").status == 200
    assert server.get("/v1/messages?unknown=1").status == 400
    later, _ = samples(server)
    assert later["mailstop_messages_deleted_total", None] == 2
    assert later["mailstop_http_answers_total", 'route="other",method="GET",status="400"'] == 1
    assert later["mailstop_http_answers_total", 'route="/metrics",method="GET",status="200"'] == 1

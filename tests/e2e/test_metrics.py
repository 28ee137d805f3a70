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
    server.send(b"X-Tags: sale\r\nSubject: tagged\r\n\r\nbody\r\n")  # a tag is a label
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


def test_mailpits_names_say_the_same(start):
    server = start("--ephemeral")
    raw = b"X-Tags: sale, a b\r\nSubject: x\r\n\r\nbody\r\n"
    server.send_many([raw, raw])
    assert server.request("DELETE", f"/v1/messages/{server.latest()['id']}").status == 204
    while not server.has_no_session():
        pass
    values, types = samples(server)
    same = {"messages": "messages", "messages_unread": "messages_unread", "messages_deleted_total": "messages_deleted_total",
            "smtp_accepted_total": "messages_stored_total", "smtp_accepted_size_bytes_total": "messages_stored_bytes_total",
            "database_size_bytes": "database_bytes"}
    for name, native in same.items():
        assert values[f"mailpit_{name}", None] == values[f"mailstop_{native}", None], name
        assert types[f"mailpit_{name}"] == types[f"mailstop_{native}"], name
    assert values["mailpit_smtp_accepted_total", None] == 2
    assert values["mailpit_smtp_rejected_total", None] == values["mailpit_smtp_ignored_total", None] == 0
    assert values["mailpit_tag_messages", 'tag="sale"'] == values["mailpit_tag_messages", 'tag="a b"'] == 1
    assert values["mailpit_memory_usage_bytes", None] > 1e6 and values["mailpit_uptime_seconds", None] >= 0


def test_mailpits_names_go_with_its_api(start):
    for tools in ("none", "mailhog,maildev"):
        _, types = samples(start("--ephemeral", "--compat", tools))
        assert types and not [name for name in types if not name.startswith(("mailstop_", "process_"))]

"""SMTP sessions: what was said, why it failed, and how messages and sessions name each other."""
MAIL = b"From: app@shop.test\r\nTo: a@b.test\r\nSubject: hello\r\n\r\nhello\r\n"


def ended(server, query=""):
    return server.json("/v1/sessions?live=false" + query)["sessions"]


def quit_after(server, *lines):
    """A session that says these (line, expected code) and QUIT."""
    with server.connect() as client:
        client.greet()
        for line, code in lines:
            client.say(line, code)
        client.say("QUIT", 221)
        assert client.is_closed()


def test_a_message_and_its_session_name_each_other(server, eventually):
    message_id = server.send(MAIL)
    eventually(server.has_no_session)
    message = server.json(f"/v1/messages/{message_id}")
    session = server.json(f"/v1/messages/{message_id}/session")
    assert session["id"] == message["sessionId"]
    assert session == server.json(f"/v1/sessions/{session['id']}")
    assert session["messages"] == [message_id] and session["inboxes"] == ["default"]
    assert (session["protocol"], session["helo"], session["outcome"]) == ("smtp", "client.test", "delivered")
    assert session["listener"] == "%s:%d" % server.smtp
    assert session["clientAddress"] == "127.0.0.1" and session["clientPort"] == message["envelope"]["clientPort"]
    assert session["startedAt"] <= message["receivedAt"] <= session["endedAt"]
    assert session["bytesIn"] > len(MAIL) and session["bytesOut"] > 100


def test_the_transcript_shows_and_explains_each_line(server, eventually):
    message_id = server.send(MAIL)
    eventually(server.has_no_session)
    lines = server.json(f"/v1/messages/{message_id}/session")["transcript"]
    assert [line["direction"] for line in lines[:2]] == ["S", "C"]
    assert lines[0]["text"].startswith("220 ") and lines[1]["text"] == "EHLO client.test"
    said = [line["text"] for line in lines if line["direction"] == "C"]
    assert said[1:4] == ["MAIL FROM:<sender@example.test>", "RCPT TO:<rcpt@example.test>", "DATA"]
    assert f"<{len(MAIL)} bytes>" in said
    for line in lines:
        assert line["at"].startswith("+") and line["at"].endswith("ms")
        if line["text"].split(" ")[0] in ("EHLO", "MAIL", "RCPT", "DATA"):
            assert line["note"], line
    times = [int(line["at"][1:-2]) for line in lines]
    assert times == sorted(times)


def test_a_failed_session_says_why(server, eventually):
    quit_after(server, ("MAIL FROM:<a b@c.test>", 501))
    eventually(server.has_no_session)
    session = server.json("/v1/sessions/latest")
    assert (session["outcome"], session["messages"]) == ("rejected", [])
    assert "MAIL" in session["diagnosis"]


def test_an_open_session_is_listed(server):
    with server.connect() as client:
        client.greet()
        [session] = server.json("/v1/sessions")["sessions"]
        assert (session["endedAt"], session["outcome"], session["sequence"]) == (None, None, 0)
        assert session["helo"] == "client.test"
        shown = server.json(f"/v1/sessions/{session['id']}")["transcript"]
        assert any(line["text"] == "EHLO client.test" for line in shown)
        assert ended(server) == []


def test_lists_by_pages_and_filters(server, eventually):
    for _ in range(3):
        server.send(MAIL)
    quit_after(server, ("RCPT TO:<a@b.test>", 503))
    eventually(server.has_no_session)
    page = server.json("/v1/sessions?limit=3")
    rest = server.json(f"/v1/sessions?limit=3&cursor={page['nextCursor']}")
    assert len(page["sessions"]) == 3 and len(rest["sessions"]) == 1 and rest["nextCursor"] is None
    both = page["sessions"] + rest["sessions"]
    assert [one["sequence"] for one in both] == sorted((one["sequence"] for one in both), reverse=True)
    assert all("transcript" not in one for one in both)
    assert len(ended(server, "&outcome=delivered")) == 3
    assert len(ended(server, "&inbox=default")) == 3
    assert ended(server, f"&after={both[0]['sequence']}") == []


def test_the_newest_are_kept_and_those_of_kept_messages(start, eventually):
    server = start("--ephemeral", "--max-sessions", 10)
    first, second = server.send(MAIL), server.send(MAIL)
    for _ in range(20):
        quit_after(server)
    eventually(server.has_no_session)
    assert len(ended(server)) == 12
    of_first = server.json(f"/v1/messages/{first}/session")["id"]
    assert server.request("DELETE", f"/v1/messages/{first}").status == 204
    assert len(ended(server)) == 11
    answer = server.get(f"/v1/sessions/{of_first}")
    assert answer.status == 404 and "no longer kept" in answer.error()["message"]
    assert server.json(f"/v1/messages/{second}/session")["messages"] == [second]


def test_forgetting_sessions_leaves_messages(server, eventually):
    message_id = server.send(MAIL)
    eventually(server.has_no_session)
    refused = server.request("DELETE", "/v1/sessions")
    assert refused.status == 400 and "all=true" in refused.error()["message"]
    assert server.request("DELETE", "/v1/sessions?all=true").json() == {"deleted": 1}
    assert ended(server) == []
    assert server.json(f"/v1/messages/{message_id}")["sessionId"]
    answer = server.get(f"/v1/messages/{message_id}/session")
    assert answer.status == 404 and "not kept" in answer.error()["message"]


def test_an_injected_message_has_no_session(server):
    answer = server.request("POST", "/v1/messages", MAIL, {"Content-Type": "message/rfc822"})
    assert answer.json()["sessionId"] is None
    assert server.get("/v1/messages/latest/session").status == 404


def test_sessions_survive_a_restart(start, tmp_path, eventually):
    server = start("--database", tmp_path / "mail.db")
    server.send(MAIL)
    eventually(server.has_no_session)
    before = server.json("/v1/messages/latest/session")
    with server.connect() as client:
        client.greet()
        server.terminate()
        client.expect(421)
    assert server.wait() == 0
    server.start()
    assert server.json("/v1/messages/latest/session") == before
    cut_off, delivered = ended(server)
    assert delivered["id"] == before["id"]
    assert cut_off["outcome"] == "refused" and cut_off["diagnosis"], "what was open at the end is kept as well"

"""What senders do on the wire: packets cut anywhere, bytes of any kind, limits reached. The session survives what it can."""
import json
import random
import urllib.parse

from smtp_wire import as_stored, dot_stuffed, on_the_wire, queued_id

MAIL = b"From: a@b.test\r\nTo: rcpt@example.test\r\nSubject: wire\r\n\r\nhello\r\n"


def test_commands_in_one_packet_then_message_and_quit_in_another(server):
    with server.connect() as client:
        client.greet()
        client.write(b"MAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nRCPT TO:<e@f.test>\r\nDATA\r\n")
        for code in (250, 250, 250, 354):
            client.expect(code)
        client.write(on_the_wire(MAIL) + b"QUIT\r\n")
        message_id = queued_id(client.expect(250))
        client.expect(221)
        assert client.is_closed()
    assert server.raw(message_id) == MAIL
    assert server.latest()["recipients"] == ["c@d.test", "e@f.test"]


def test_two_whole_mails_in_one_packet(server):
    mail = b"MAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n" + on_the_wire(MAIL)
    with server.connect() as client:
        client.greet()
        client.write(mail + mail + b"QUIT\r\n")
        for code in (250, 250, 354, 250, 250, 250, 354, 250, 221):
            client.expect(code)
        assert client.is_closed()
    assert server.json("/v1/messages")["total"] == 2


def test_final_dot_in_its_own_packet(server):
    with server.connect() as client:
        client.greet()
        client.begin_data()
        client.write(MAIL)
        client.write(b".\r\n")
        assert server.raw(queued_id(client.expect(250))) == MAIL


def test_client_that_sends_one_byte_per_packet(server):
    commands = b"EHLO slow.test\r\nMAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n"
    with server.connect() as client:
        for byte in commands + on_the_wire(MAIL):
            client.write(bytes([byte]))
        for code in (220, 250, 250, 250, 354):
            client.expect(code)
        assert server.raw(queued_id(client.expect(250))) == MAIL


def test_only_crlf_dot_crlf_ends_the_message(server):
    smuggled = b"MAIL FROM:<evil@x.test>\r\nRCPT TO:<victim@y.test>\r\nDATA\r\n"
    endings = [b"\n.\n", b"\n.\r\n", b"\r.\r", b"\r.\r\n", b"\n.\r", b"\r\n.\n", b"\r\n.\r", b"\r\n\x00.\r\n", b"\r\n.\x00\r\n"]
    with server.connect() as client:
        client.greet()
        for ending in endings:
            client.begin_data()
            sent = b"Subject: smuggling\r\n\r\nbody" + ending + smuggled + b"end\r\n"
            client.write(sent + b".\r\n")
            message_id = queued_id(client.expect(250))
            # Of a line that starts with a dot, RFC 5321 section 4.5.2 takes the dot away.
            assert server.raw(message_id) == sent.replace(b"\r\n.", b"\r\n"), ending
        client.say("NOOP", 250)
    assert server.json("/v1/messages")["total"] == len(endings)


def test_every_byte_comes_back(server):
    hard = [
        bytes(range(256)),
        bytes(range(256)) * 100 + b"\r\n",
        b".\r\n..\r\n...\r\n.a\r\n",
        b"\r\n.\r\n",
        b"\r",
        b"\n",
        b"\r\n",
        b"\r\r\n\n\r\n",
        b"a\r",
        b"long " + b"x" * 100_000 + b"\r\n",
        b"Subject: nul\x00\r\n\r\n\x00\xff\xfe\r\n",
    ]
    with server.connect() as client:
        client.greet()
        for raw in hard:
            assert server.raw(client.send_mail(raw)) == as_stored(raw), raw[:80]


def test_random_bytes_around_dots_and_line_ends_come_back(server):
    chance = random.Random(4)
    mails = [bytes(chance.choices(b".\r\n\x00a\xff", k=chance.randrange(60))) for _ in range(200)]
    envelope = b"MAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n"
    with server.connect() as client, server.open_http() as http:
        client.greet()
        for raw in mails:
            client.write(envelope + on_the_wire(raw))
            for code in (250, 250, 354):
                client.expect(code)
            assert server.raw(queued_id(client.expect(250)), http) == as_stored(raw)


def test_large_message_comes_back(server):
    raw = b"Subject: large\r\n\r\n" + random.Random(5).randbytes(6 << 20)
    assert server.raw(server.send(raw)) == as_stored(raw)


def test_message_over_the_limit_is_refused_and_the_session_lives(start):
    server = start("--ephemeral", "--max-message-size", "10k")
    with server.connect() as client:
        assert "SIZE 10240" in client.greet()
        assert client.say("MAIL FROM:<a@b.test> SIZE=10241", 552).startswith("5.3.4")
        client.begin_data(mail_options=" SIZE=10240")
        client.write(on_the_wire(b"x" * 200_000))
        assert client.expect(552).startswith("5.3.4")
        message_id = client.send_mail(MAIL)
        exact = dot_stuffed(b"y" * 10238 + b"\r\n")
        exact_id = client.send_mail(exact)
    assert [it["id"] for it in server.list_all()] == [message_id, exact_id]
    assert server.raw(exact_id) == exact


def test_recipients_over_the_limit_are_refused_and_the_others_get_the_mail(start):
    server = start("--ephemeral", "--max-recipients", "3")
    with server.connect() as client:
        client.greet()
        client.say("MAIL FROM:<a@b.test>", 250)
        for number in range(3):
            client.say(f"RCPT TO:<r{number}@b.test>", 250)
        assert client.say("RCPT TO:<r3@b.test>", 452).startswith("4.5.3")
        client.say("DATA", 354)
        client.write(on_the_wire(MAIL))
        client.expect(250)
    assert server.latest()["recipients"] == ["r0@b.test", "r1@b.test", "r2@b.test"]


def test_idle_client_is_told_421(start):
    server = start("--ephemeral", "--idle-timeout", "300ms")
    with server.connect() as client:
        client.greet()
        client.expect(421)
        assert client.is_closed()


def test_client_that_stops_inside_data_stores_nothing(start):
    server = start("--ephemeral", "--idle-timeout", "300ms")
    with server.connect() as client:
        client.greet()
        client.begin_data()
        client.write(b"Subject: half\r\n\r\nhalf a mess")
        client.expect(421)
        assert client.is_closed()
    assert server.json("/v1/messages")["total"] == 0


def test_client_that_vanishes_inside_data_stores_nothing(server):
    with server.connect() as client:
        client.greet()
        client.begin_data()
        client.write(MAIL)
    server.send(MAIL, sender="next@b.test")
    assert [it["sender"] for it in server.list_all()] == ["next@b.test"]


def test_connections_over_the_limit_are_told_421(start, eventually):
    server = start("--ephemeral", "--max-connections", "2")
    with server.connect() as first, server.connect() as second:
        first.expect(220)
        second.expect(220)
        with server.connect() as third:
            third.expect(421)
            assert third.is_closed()
        first.say("QUIT", 221)

        def is_served():
            with server.connect() as fourth:
                return fourth.read_reply()[0] == 220

        eventually(is_served)
        second.say("NOOP", 250)


def test_session_of_mistakes_ends_with_421(server):
    with server.connect() as client:
        client.greet()
        codes = []
        while not codes or codes[-1] != 421:
            client.write(b"BOGUS\r\n")
            codes.append(client.read_reply()[0])
        assert set(codes[:-1]) == {500} and 19 <= len(codes) <= 21
        assert client.is_closed()


def test_endless_command_line_is_refused_and_not_kept(server):
    with server.connect() as client:
        client.greet()
        for _ in range(64):
            client.write(b"x" * 65536)
        client.write(b"\r\n")
        client.expect(500)
        client.say("NOOP", 250)


def test_the_last_reply_names_the_message_and_its_page(server):
    with server.connect() as client:
        client.greet()
        client.begin_data()
        client.write(on_the_wire(MAIL))
        words = client.expect(250).split()
    assert words[:4] == ["2.0.0", "Ok:", "queued", "as"] and len(words) == 6
    message_id, url = words[4:]
    assert url == f"{server.http}/m/{message_id}"
    page = server.get(urllib.parse.urlsplit(url).path)
    assert page.status == 200 and page.headers["Content-Type"].startswith("text/html")
    assert server.json(f"/v1/messages/{message_id}")["subject"] == "wire"


def test_public_url_stands_in_the_reply(start):
    server = start("--ephemeral", "--public-url", "https://mail.test/inbox")
    with server.connect() as client:
        client.greet()
        client.begin_data()
        client.write(on_the_wire(MAIL))
        assert client.expect(250).split()[5].startswith("https://mail.test/inbox/m/")


def test_every_envelope_is_accepted(server):
    senders = ["", "postmaster", '"quoted local"@x.test', "a@[192.0.2.1]", "a@[IPv6:2001:db8::1]", "jürgen@bücher.test"]
    recipients = ["Postmaster", '"a b"@x.test', "@relay.test:b@x.test", "b@[192.0.2.1]", "用户@例子.test", "no-domain"]
    with server.connect() as client:
        client.greet()
        for sender in senders:
            client.send_mail(MAIL, sender, recipients)
            found = server.latest()
            assert found["sender"] == sender
            assert found["recipients"] == [recipient.removeprefix("@relay.test:") for recipient in recipients]
    json.dumps(found).encode("utf-8")

"""Mailpit's API v1 as its clients use it: against the live process, sent by SMTP, keys compared exactly."""
import json
import smtplib
import subprocess
from pathlib import Path

import pytest

from sample_mail import MIXED, mail

HERE = Path(__file__).parent
ADDRESS = {"Name", "Address"}
SUMMARY = {"ID", "MessageID", "Read", "From", "To", "Cc", "Bcc", "ReplyTo", "Subject", "Created", "Username", "Tags", "Size",
           "Attachments", "Snippet"}
MESSAGES = {"total", "unread", "count", "messages_count", "messages_unread", "start", "tags", "messages"}
MESSAGE = {"ID", "MessageID", "From", "To", "Cc", "Bcc", "ReplyTo", "ReturnPath", "Subject", "ListUnsubscribe", "Date", "Tags",
           "Username", "Text", "HTML", "Size", "Inline", "Attachments"}
ATTACHMENT = {"PartID", "FileName", "ContentType", "ContentID", "Size", "Checksums"}


def test_a_mail_by_smtp_has_the_shape_that_clients_read(server):
    message_id = server.send(MIXED, "bounce@shop.test", ["alice@example.test", "hidden@example.test"])
    page = server.json("/api/v1/messages")
    assert set(page) == MESSAGES
    assert (page["total"], page["unread"], page["count"], page["start"]) == (1, 1, 1, 0)
    assert page["tags"] == ["Sale", "spring"]
    [summary] = page["messages"]
    assert set(summary) == SUMMARY and summary["ID"] == message_id and summary["Attachments"] == 1
    assert all(set(address) == ADDRESS for address in [summary["From"], *summary["To"], *summary["Bcc"]])
    assert summary["Bcc"] == [{"Name": "", "Address": "hidden@example.test"}]
    message = server.json("/api/v1/message/latest?query=subject:ticket")
    assert set(message) == MESSAGE
    assert message["ReturnPath"] == "bounce@shop.test" and message["ListUnsubscribe"]["Links"] == ["https://shop.test/u"]
    assert [part["FileName"] for part in message["Attachments"]] == ["ticket.pdf"]
    assert [part["ContentID"] for part in message["Inline"]] == ["logo"]
    assert all(set(part) == ATTACHMENT and set(part["Checksums"]) == {"MD5", "SHA1", "SHA256"}
               for part in message["Attachments"] + message["Inline"])
    assert server.json("/api/v1/messages")["unread"] == 0

    raw = server.get(f"/api/v1/message/{message_id}/raw")
    assert raw.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert raw.body.endswith(MIXED) and raw.body.startswith(b"Return-Path: <bounce@shop.test>\r\nReceived: from ")
    assert len(raw.body) == message["Size"] == summary["Size"]
    headers = server.json(f"/api/v1/message/{message_id}/headers")
    assert headers["Subject"] == ["Your ticket"] and headers["Message-Id"] and "Mime-Version" in headers
    assert list(headers) == sorted(headers)
    download = server.get(f"/api/v1/message/{message_id}/raw?dl=1")
    assert download.headers["Content-Disposition"] == f'attachment; filename="{message_id}.eml"'
    assert server.get(f"/api/v1/message/{message_id}/part/3").body == b"pdf"
    assert server.get(f"/view/{message_id}.html").text.count(f"/api/v1/message/{message_id}/part/2") == 1
    # What came by SMTP stays as it was sent.
    assert server.get(f"/v1/messages/{message_id}/raw").body == MIXED


def test_a_suite_cleans_up_and_finds_its_own_mails(server):
    first, second = server.send_many([mail("one", to="a@x.test"), mail("two", to="b@x.test")])
    found = server.json("/api/v1/search?query=to:a@x.test")
    assert [message["ID"] for message in found["messages"]] == [first]
    assert server.request("PUT", "/api/v1/messages", {"IDs": [first], "Read": True}).text == "ok"
    assert [message["ID"] for message in server.json("/api/v1/search?query=is:unread")["messages"]] == [second]
    assert server.request("DELETE", "/api/v1/messages", {"IDs": [first, first, "nobody"]}).text == "ok"
    assert server.request("DELETE", "/api/v1/search?query=subject:none").text == "ok"
    assert server.json("/api/v1/messages")["total"] == 1
    assert server.request("DELETE", "/api/v1/messages").text == "ok"
    assert server.json("/api/v1/messages")["messages"] == []
    assert server.get("/api/v1/message/latest").status == 404


def test_what_says_nothing_changes_nothing(server):
    message_id = server.send(mail("one"))
    for query in ("%22%22", "tag:", "before:nonsense"):
        refused = server.request("DELETE", f"/api/v1/search?query={query}")
        assert refused.status == 400 and refused.text == "Error: nothing in the search query can be searched for"
    assert server.request("PUT", "/api/v1/messages", {"Search": "tag:", "Read": True}).status == 400
    assert server.request("PUT", "/api/v1/tags", {"IDs": [message_id], "Tags": ["sale"]}).text == "ok"
    for path, name in (("sale", "sale"), ("SALE", "Sale")):
        assert server.request("PUT", f"/api/v1/tags/{path}", {"Name": name}).text == "ok"
        assert server.json("/api/v1/tags") == [name]
    too_many = server.request("DELETE", "/api/v1/messages", {"IDs": [str(number) for number in range(10_001)]})
    assert too_many.status == 400 and too_many.text == "IDs are more than 10000"
    assert server.json("/api/v1/messages")["unread"] == 1


def test_a_large_message_is_shown_whole_and_unread_to_other_sites(server):
    html = "<p>" + "long <b>text</b> &amp; more\r\n" * 10_000 + "</p>"
    message_id = server.send(f"Return-Path: <own@x.test>\r\nFrom: a@b.test\r\nSubject: large\r\nContent-Type: text/html\r\n\r\n{html}\r\n".encode())
    foreign = server.get(f"/view/{message_id}.html", **{"Sec-Fetch-Site": "cross-site"})
    assert foreign.status == 200 and html in foreign.text
    assert server.json("/api/v1/messages")["unread"] == 1
    message = server.json(f"/api/v1/message/{message_id}")
    assert html in message["HTML"] and server.json("/api/v1/messages")["unread"] == 0
    raw = server.get(f"/api/v1/message/{message_id}/raw").body
    assert len(raw) == message["Size"] == server.json("/api/v1/messages")["messages"][0]["Size"]
    assert server.json(f"/api/v1/message/{message_id}/headers")["Return-Path"][1] == "<own@x.test>"


def test_search_knows_time_zones(server):
    server.send(mail("now"))
    year = int(server.json("/api/v1/messages")["messages"][0]["Created"][:4])
    for zone in ("UTC", "Europe/Berlin", "No/Where"):
        assert server.json(f"/api/v1/search?query=after:{year}-01-01&tz={zone}")["count"] == 1
        assert server.json(f"/api/v1/search?query=before:{year}-01-01&tz={zone}")["count"] == 0


def test_sends_by_http(server):
    body = {"From": {"Email": "shop@x.test", "Name": "Shop"}, "To": [{"Email": "a@x.test"}], "Subject": "<Hi>", "Text": "text",
            "Tags": ["one"], "Attachments": [{"Content": "aGk=", "Filename": "hi.txt"}]}
    sent = server.request("POST", "/api/v1/send", body)
    assert set(sent.json()) == {"ID"}
    message = server.json("/api/v1/message/" + sent.json()["ID"])
    assert message["Subject"] == "<Hi>" and message["Tags"] == ["one"]
    refused = server.request("POST", "/api/v1/send", {"From": {"Email": "shop@x.test"}, "To": [{"Email": "nobody"}]})
    assert refused.status == 400 and refused.json() == {"Error": "invalid To address: nobody"}


def test_a_body_beyond_the_limit_is_told_in_its_words(start):
    server = start("--ephemeral", "--max-message-size", "1k")
    refused = server.request("POST", "/api/v1/send", b"x" * (2 << 20))
    assert refused.status == 413 and refused.json() == {"Error": "http: request body too large"}
    refused = server.request("PUT", "/api/v1/tags", b"x" * (6 << 20))
    assert refused.status == 400 and refused.headers["Content-Type"].startswith("text/plain")


def test_chaos_strikes_senders_recipients_and_logins_of_open_connections_too(server):
    everything = {name: {"ErrorCode": code, "Probability": 100}
                  for name, code in (("Sender", 451), ("Recipient", 552), ("Authentication", 535))}
    with server.connect() as client:
        client.greet()
        for name, refusal in (("Sender", (451, "4.7.0 Chaos sender error")), ("Recipient", (552, "5.7.0 Chaos recipient error")),
                              ("Authentication", (535, "5.7.0 Chaos authentication error"))):
            answer = server.request("PUT", "/api/v1/chaos", {name: everything[name]})
            assert answer.json()[name] == everything[name]
            if name == "Authentication":
                client.write(b"AUTH PLAIN AGEAYg==\r\n")
                assert client.read_reply() == refusal
                continue
            if name == "Recipient":
                client.say("MAIL FROM:<a@b.test>", 250)
            client.write(b"MAIL FROM:<a@b.test>\r\n" if name == "Sender" else b"RCPT TO:<c@d.test>\r\n")
            assert client.read_reply() == refusal
            client.say("RSET", 250)
    assert server.request("PUT", "/api/v1/chaos", {}).json()["Sender"] == {"ErrorCode": 451, "Probability": 0}
    server.send(mail("calm again"))


def test_chaos_by_a_flag_is_told_in_the_session(start):
    server = start("--ephemeral", "--chaos", "Sender:452:100")
    with pytest.raises(smtplib.SMTPSenderRefused) as refused, smtplib.SMTP(*server.smtp) as client:
        client.sendmail("a@b.test", ["c@d.test"], mail("x"))
    assert refused.value.sender and refused.value.smtp_code == 452
    assert "by chance" in server.json("/v1/sessions/latest")["diagnosis"]


def test_tools_can_be_left_out(start):
    server = start("--ephemeral", "--compat", "none")
    for path in ("/api/v1/messages", "/api/v1/info", "/view/latest", "/api/events"):
        assert server.get(path).status == 404, path


def test_variables_of_mailpit_hold_and_are_logged(start):
    environment = {"MP_MAX_MESSAGES": "1", "MP_WEBROOT": "/mail/", "MP_SMTP_MAX_RECIPIENTS": "5"}
    server = start("--ephemeral", "--max-recipients", "6", environment=environment)
    assert server.json("/v1/info")["settings"]["maxRecipients"] == 6
    assert server.log.count("MP_MAX_MESSAGES is taken as --max-messages=1") == 1
    assert "do nothing: MP_WEBROOT\n" in server.log
    assert "MP_SMTP_MAX_RECIPIENTS" not in server.log


def test_plus_addresses_are_tags_when_they_are_wanted(start):
    server = start("--ephemeral", "--tags-from", "header,plus-address", environment={"MP_TAG": 'hello=subject:one "all of"="hello"'})
    server.send(b"X-Tags: sale\r\n" + mail("one", to="alice+news+beta@example.test"), recipients=["alice+news+beta@example.test"])
    assert server.json("/api/v1/tags") == ["all of", "beta", "hello", "news", "sale"]
    assert server.json("/api/v1/search?query=tag:news")["count"] == 1
    plain = start("--ephemeral")
    plain.send(mail("one", to="alice+news@example.test"))
    assert plain.json("/api/v1/tags") == []


def test_client_from_npm(server):
    assert (HERE / "node_modules" / "mailpit-api").is_dir(), "mailpit-api is missing: run `npm ci` in tests/e2e, or ./dev test"
    server.send(mail("Welcome"))
    done = subprocess.run(["node", HERE / "use_mailpit_api.mjs"], input=server.http, text=True, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert [name for name, answer in report.items() if answer == "ok"] == [
        "setReadStatus", "setTags", "renameTag", "deleteTag", "deleteMessagesBySearch", "deleteMessages"]
    assert report["getInfo"]["Messages"] == 2 and report["getInfo"]["Tags"] == {"billing": 1}
    assert report["getMessageSummary"]["Subject"] == "Invoice" and report["getMessageHeaders"]["Subject"] == ["Invoice"]
    assert report["getMessageAttachment"] == {"type": "text/plain", "size": 4}
    assert report["getAttachmentThumbnail"]["type"] == "image/jpeg"
    assert "Subject: Invoice\r\n" in report["getMessageSource"]
    assert "400" in report["releaseMessage"] and "no relay server" in report["releaseMessage"]
    assert [message["Subject"] for message in report["listMessages"]["messages"]] == ["Invoice"]
    assert [message["Subject"] for message in report["searchMessages"]["messages"]] == ["Welcome"]
    assert report["linkCheck"]["Links"][0]["URL"] == "https://shop.test/pay"
    assert report["getTags"] == ["greeting"]
    assert report["getChaosTriggers"] == report["setChaosTriggers"]
    assert "https://shop.test/pay" in report["renderMessageHTML"] and "Pay here" in report["renderMessageText"]
    assert report["left"] == 0


BAD_IDS = ["x", "0", "%00", "..%2f", "latest%20", "'--", "a" * 4000, "%F0%9F%92%A9", "%ff"]
BODIES = [b"", b"{", b"[]", b"null", b"1", b'"x"', b'{"IDs":1}', b'{"IDs":[1]}', b'{"IDs":null}', b'{"Read":"yes"}', b'{"Tags":{}}', b"\xff\xfe",
          b'{"From":[]}', b'{"Sender":1}', b'{"Sender":{"Probability":1e999}}', b'{"To":"x"}', b"[" * 100_000, b'{"Name":[]}']


def test_nothing_that_a_client_says_is_answered_with_500(server):
    message_id = server.send(MIXED)
    paths = ["/api/v1/message/{}" + piece for piece in ("", "/headers", "/raw", "/part/1", "/part/x/thumb", "/html-check", "/link-check",
                                                        "/sa-check")] + ["/view/{}", "/view/{}.html", "/view/{}.txt"]
    queries = ["limit=99999999999999999999", "start=-1", "limit=x", "query=%22", "query=(", "query=" + "a " * 3000, "query=after:x&tz=../../x",
               "before=x", "limit=0&start=1e9"]
    with server.open_http() as connection:
        for path in paths:
            for bad in [*BAD_IDS, message_id]:
                assert server.get(path.format(bad).replace(" ", "%20"), connection).status < 500, (path, bad)
        for path in ("/api/v1/messages", "/api/v1/search", "/api/v1/message/latest", "/view/latest.html"):
            for query in queries:
                assert server.get(f"{path}?{query}".replace(" ", "%20"), connection).status < 500, (path, query)
        for method, path in (("PUT", "/api/v1/messages"), ("POST", "/api/v1/send"), ("PUT", "/api/v1/tags"), ("PUT", "/api/v1/tags/x"),
                             ("PUT", "/api/v1/chaos"), ("POST", f"/api/v1/message/{message_id}/release"), ("DELETE", "/api/v1/messages")):
            for body in BODIES:
                assert server.request(method, path, body, connection=connection).status < 500, (method, path, body[:50])
    assert server.get("/api/v1/info").status == 200

"""Pieces of a message, by CSS selector and by regular expression: the real corpus, and mail that would be dear to search."""
import threading
import urllib.parse

import pytest

from mailstop_process import PROJECT

HTML = ("From: app@shop.test\r\nTo: alice@example.test\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n")
CORPUS = sorted((PROJECT / "tests" / "corpus").glob("*.eml"))


def html_mail(html, subject="Welcome"):
    return HTML.format(subject=subject, html=html).encode()


def ask(server, message, what, **query):
    return server.get(f"/v1/messages/{message}/{what}?{urllib.parse.urlencode(query)}")


def test_select_as_a_test_would(server):
    server.send(html_mail('<h1>Hallo Zoë</h1><table><tr><td>Order<td class="num">5550192<tr><td>Code<td class="num">482 913</table>'
                          '<p><a class="button" href="https://shop.test/confirm?u=1&amp;t=2">Bestätigen</a></p>'))
    answer = ask(server, "latest", "select", css='td:contains("Code") + td').json()
    assert answer == {"matches": [{"tag": "td", "text": "482 913", "attributes": {"class": "num"}}], "total": 1, "truncated": False}
    answer = ask(server, "latest", "select", css="table > tbody > tr:nth-child(2) > td.num, h1", html="true").json()
    assert [match["html"] for match in answer["matches"]] == ["<h1>Hallo Zoë</h1>", '<td class="num">482 913']
    answer = ask(server, "latest", "select", css='a:contains("Bestätigen")', attribute="href", q="subject:welcome").json()
    assert answer["matches"][0]["attributes"] == {"href": "https://shop.test/confirm?u=1&t=2"}


def test_match_as_a_test_would(server):
    server.send(b"From: app@shop.test\r\nSubject: =?utf-8?q?Bestellung_n=C2=B0_12?=\r\nX-Trace: a=1\r\nX-Trace: b=2\r\n\r\n"
                b"Your code: 482 913, or 000 111\r\n")
    answer = ask(server, "latest", "match", regex=r"(?P<first>\d{3}) (?P<second>\d{3})", limit=1).json()
    assert answer == {"matches": [{"value": "482 913", "groups": ["482", "913"], "named": {"first": "482", "second": "913"},
                                   "offset": 11}], "total": 2, "truncated": False}
    assert ask(server, "latest", "match", regex=r"n° (\d+)", **{"in": "subject"}).json()["matches"][0]["groups"] == ["12"]
    answer = ask(server, "latest", "match", regex=r"(?m)^X-Trace: (.*?)\r?$", **{"in": "raw-headers"}).json()
    assert [match["groups"] for match in answer["matches"]] == [["a=1"], ["b=2"]]
    assert ask(server, "latest", "match", regex="code", **{"in": "raw-headers"}).json()["total"] == 0


@pytest.mark.parametrize("what,query,message", [
    ("select", {"css": "a["}, 'query parameter "css", column 3: expected the name of an attribute after "[", but the selector ends there'),
    ("select", {"css": "p::before"}, 'query parameter "css", column 2: expected ":first-child", '),
    ("select", {"css": "é" * 501}, 'query parameter "css", column 1001: expected a selector of at most 1000 bytes'),
    ("match", {"regex": "a(b"}, 'query parameter "regex", column 1: missing ): a(b'),
    ("match", {"regex": "x" * 1001}, 'query parameter "regex", the regular expression has 1001 bytes, more than 1000'),
])
def test_refusals_say_where(shared_server, what, query, message):
    answer = ask(shared_server, "latest", what, **query)
    assert answer.status == 400
    assert answer.error()["message"].startswith(message)


def test_every_mail_of_the_corpus_can_be_searched(shared_server):
    for path in CORPUS:
        identifier = shared_server.send(path.read_bytes())
        for css in ("*", "a[href]", ":not(p) > :first-child"):
            answer = ask(shared_server, identifier, "select", css=css, html="true")
            assert answer.status == 200 and len(answer.json()["matches"]) <= answer.json()["total"], (path.name, css)
        for source in ("text", "html", "subject", "raw-headers"):
            assert ask(shared_server, identifier, "match", regex=r"\w+", **{"in": source}).status == 200, path.name


def test_large_html_does_not_hold_up_others(server):
    """10 MB: while a worker searches them, other requests are answered."""
    rows = "".join(f"<tr><td class=c{row}>row {row}<td>{'x' * 160}\r\n" for row in range(50_000))
    server.send(html_mail(f"<table>{rows}</table>", "large"))
    ended = threading.Event()
    answers = []

    def search():
        answers.append(ask(server, "latest", "select", css="table tr td:contains('row 49999') + td, .c7 ~ td"))
        ended.set()

    thread = threading.Thread(target=search)
    thread.start()
    answered = 0
    while not ended.is_set():
        assert server.get("/livez").status == 200
        answered += not ended.is_set()
    thread.join()
    assert answers[0].status == 200 and answers[0].json()["total"] == 2
    assert answered > 0


@pytest.mark.parametrize("html", ["<p " + "".join(f"a{n}=1 " for n in range(60_000)) + ">x", "<div><b><p>" * 30_000, "<table>" * 20_000,
                                  "<a" * 200_000, "</div>" * 100_000, "<li>" * 100_000, "&" * 300_000], ids=range(7))
def test_hostile_html_is_searched_in_bounded_time(shared_server, html):
    identifier = shared_server.send(html_mail(html, "hostile"))
    for css in ("*", "div div div b ~ p:not(:empty)", "[a59999]", ":contains('x')"):
        answer = ask(shared_server, identifier, "select", css=css, limit=1)
        assert answer.status in (200, 413, 503), answer


def test_a_dear_expression_is_given_up(server):
    server.send(html_mail(("a" * 99 + "\r\n") * 30_000, "dear"))
    answer = ask(server, "latest", "match", regex=r"(\pL\d){1,40}b", **{"in": "html"})
    assert answer.status == 503 and answer.error()["code"] == "too_expensive"
    answer = ask(server, "latest", "match", regex="a", limit=1000, **{"in": "html"})
    assert answer.status == 503 or answer.json()["total"] == 99 * 30_000

"""The plain mail of most tests, and one with everything that has a place in an API."""


def mail(subject, sender="Shop <app@shop.test>", to="alice@example.test", text="hello"):
    return f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\n\r\n{text}\r\n".encode()


# Part 1 is HTML, 2 an inline picture that it names, 3 a file.
MIXED = b"""From: Shop <app@shop.test>\r
To: alice@example.test\r
Cc: Bob <bob@example.test>\r
Reply-To: help@shop.test\r
Subject: Your ticket\r
Message-ID: <1@shop.test>\r
Date: Sat, 21 Nov 2026 22:32:25 +0200\r
List-Unsubscribe: <https://shop.test/u>\r
X-Tags: Sale, spring\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary=m\r
\r
--m\r
Content-Type: text/html\r
\r
<p>Hello <a href="https://shop.test/c">Alice</a> <img src="cid:logo"></p>\r
--m\r
Content-Type: image/png\r
Content-ID: <logo>\r
Content-Disposition: inline\r
Content-Transfer-Encoding: base64\r
\r
iVBORw0KGgo=\r
--m\r
Content-Type: application/pdf\r
Content-Disposition: attachment; filename=ticket.pdf\r
\r
pdf\r
--m--\r
"""

"""docs/smtp.md shows what the server really says: each of its conversations is had again, word for word.

MAILSTOP_UPDATE_DOCS=1 writes what the server says now into the page; `S: 250 ?` stands for a reply not yet known, and
`S: 250 ...` for one that the page does not repeat."""
import os
import re
import ssl

import pytest

from mailstop_process import PROJECT

PAGE = PROJECT / "docs" / "smtp.md"
HOSTNAME = "mail.example"
BLOCK = re.compile(r"^```smtp ?(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
HANDSHAKE = "(the TLS handshake)"


def conversations():
    return list(BLOCK.finditer(PAGE.read_text()))


def neutral(line):
    """What differs from run to run is written as in the page."""
    line = re.sub(r"queued as (\S+) http://\S+/m/\1$", "queued as ID http://localhost:8025/m/ID", line)
    return re.sub(r"http://127\.0\.0\.1:\d+", "http://localhost:8025", line)


def grouped(lines):
    """-> [(what is sent at once, the last lines of the replies that follow)]; a handshake is its own group"""
    groups = [["", []]]
    for line in lines:
        if line == HANDSHAKE:
            groups.append([HANDSHAKE, []])
        elif line.startswith("C:"):
            if groups[-1][1] or groups[-1][0] == HANDSHAKE:
                groups.append(["", []])
            groups[-1][0] += line[3:] + "\r\n"
        else:
            assert line.startswith("S: "), line
            groups[-1][1] += [line] if line[6:7] != "-" else []
    return groups


def reply_lines(client):
    lines = []
    while not lines or lines[-1][3:4] == "-":
        line = client.lines.readline().decode()
        assert line.endswith("\r\n"), f"the connection ended after {lines}"
        lines.append(neutral(line[:-2]))
    return ["S: " + line for line in lines]


def secure(client):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    client.lines.close()
    client.socket = context.wrap_socket(client.socket)
    client.lines = client.socket.makefile("rb")


def have(client, lines):
    """-> the conversation as it went"""
    heard = []
    for sent, replies in grouped(lines):
        if sent == HANDSHAKE:
            secure(client)
            heard.append(HANDSHAKE)
            continue
        client.write(sent.encode())
        heard += [f"C: {line}".rstrip() for line in sent.split("\r\n")[:-1]]
        for written in replies:
            reply = reply_lines(client)
            is_left_out = written.endswith(" ...") and reply[-1].startswith(written[:7])
            heard += [written] if is_left_out else reply
    return heard


@pytest.mark.parametrize("number", range(len(conversations())))
def test_the_page_says_what_the_server_says(number, start):
    conversation = conversations()[number]
    server = start("--ephemeral", "--hostname", HOSTNAME, *conversation[1].split())
    written = conversation[2].splitlines()
    with server.connect() as client:
        heard = have(client, written)
    if os.environ.get("MAILSTOP_UPDATE_DOCS"):
        text = PAGE.read_text()
        PAGE.write_text(text[: conversation.start(2)] + "\n".join(heard) + "\n" + text[conversation.end(2) :])
    else:
        assert heard == written


def test_the_page_has_conversations():
    assert len(conversations()) >= 10

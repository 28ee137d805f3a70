"""SMTP byte by byte, for what a well-behaved client library cannot say."""
import socket

TIMEOUT_SECONDS = 60


def dot_stuffed(raw):
    """RFC 5321 section 4.5.2, at true CRLF line starts only."""
    stuffed = raw.replace(b"\r\n.", b"\r\n..")
    return b"." + stuffed if stuffed.startswith(b".") else stuffed


def on_the_wire(raw):
    """What follows 354: the message with the CRLF that SMTP needs before the final dot."""
    body = dot_stuffed(raw)
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def as_stored(raw):
    """The bytes that a server gets to see of this message: it always ends in CRLF."""
    return raw if raw.endswith(b"\r\n") else raw + b"\r\n"


def queued_id(text):
    """The id in the reply to the end of data, "2.0.0 Ok: queued as <id> <url>"."""
    words = text.split()
    assert words[:4] == ["2.0.0", "Ok:", "queued", "as"], text
    return words[4]


class SmtpSocket:
    def __init__(self, address, timeout=TIMEOUT_SECONDS):
        if isinstance(address, tuple):
            self.socket = socket.create_connection(address, timeout=timeout)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        else:  # the path of a Unix socket
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(timeout)
            self.socket.connect(str(address))
        self.lines = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.lines.close()
        self.socket.close()

    def write(self, data):
        """One packet, as far as a program can say so."""
        self.socket.sendall(data)

    def read_reply(self):
        """-> (code, text), the lines of the text parted by newlines"""
        texts = []
        while True:
            line = self.lines.readline()
            assert line.endswith(b"\r\n"), f"the connection ended in a reply: {texts} {line!r}"
            texts.append(line[4:-2].decode())
            if line[3:4] != b"-":
                return int(line[:3]), "\n".join(texts)

    def expect(self, code):
        found, text = self.read_reply()
        assert found == code, f"{code} expected, not {found} {text}"
        return text

    def say(self, line, code):
        self.write(line.encode() + b"\r\n")
        return self.expect(code)

    def is_closed(self):
        """Waits for the server's next byte or its end."""
        try:
            return self.lines.read(1) == b""
        except ConnectionResetError:
            return True

    def greet(self):
        self.expect(220)
        return self.say("EHLO client.test", 250)

    def begin_data(self, sender="sender@example.test", recipients=("rcpt@example.test",), mail_options=""):
        recipients = [recipients] if isinstance(recipients, str) else recipients
        self.say(f"MAIL FROM:<{sender}>{mail_options}", 250)
        for recipient in recipients:
            self.say(f"RCPT TO:<{recipient}>", 250)
        self.say("DATA", 354)

    def send_mail(self, raw, *envelope, **options):
        self.begin_data(*envelope, **options)
        self.write(on_the_wire(raw))
        return queued_id(self.expect(250))

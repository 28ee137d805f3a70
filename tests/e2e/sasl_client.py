"""The client's side of SASL, message by message. Each mechanism is a generator: it gives its initial response (None for
none), takes challenges and gives responses."""
import base64
import hashlib
import hmac


def plain(user, secret):
    yield f"\0{user}\0{secret}".encode()


def login(user, secret):
    yield None
    yield user.encode()
    yield secret.encode()


def cram_md5(user, secret):
    """RFC 2195"""
    challenge = yield None
    yield f"{user} {hmac.new(secret.encode(), challenge, 'md5').hexdigest()}".encode()


def xoauth2(user, secret):
    """A refusal is told in a challenge, which wants an empty response."""
    yield f"user={user}\1auth=Bearer {secret}\1\1".encode()
    yield b""


def oauthbearer(user, secret):
    """RFC 7628"""
    yield f"n,a={user},\1host=localhost\1auth=Bearer {secret}\1\1".encode()
    yield b"\1"


def scram(name):
    """RFC 5802, without channel binding."""

    def digest(key, text):
        return hmac.new(key, text, name).digest()

    def exchange(user, secret):
        first = f"n={user},r=rOprNGfwEbeRWgbNEkqO".encode()
        challenge = yield b"n,," + first
        facts = dict(field.split(b"=", 1) for field in challenge.split(b","))
        salted = hashlib.pbkdf2_hmac(name, secret.encode(), base64.b64decode(facts[b"s"]), int(facts[b"i"]))
        key = digest(salted, b"Client Key")
        final = b"c=biws,r=" + facts[b"r"]
        signature = digest(hashlib.new(name, key).digest(), first + b"," + challenge + b"," + final)
        yield final + b",p=" + base64.b64encode(bytes(a ^ b for a, b in zip(key, signature)))
        yield b""  # what the server says for itself is taken

    return exchange


MECHANISMS = {"PLAIN": plain, "LOGIN": login, "CRAM-MD5": cram_md5, "SCRAM-SHA-1": scram("sha1"),
              "SCRAM-SHA-256": scram("sha256"), "XOAUTH2": xoauth2, "OAUTHBEARER": oauthbearer}


class Login:
    """One AUTH of a raw SMTP connection that has said EHLO; .said is every response, base64 as on the wire."""

    def __init__(self, client, mechanism, user, secret):
        self.client, self.mechanism = client, mechanism
        self.exchange = MECHANISMS[mechanism](user, secret)
        self.said = []

    def run(self, cancel_at=None):
        """-> the final code; `cancel_at` is the number of the response in whose place "*" is said."""
        initial = next(self.exchange)
        line = f"AUTH {self.mechanism}"
        if initial is not None and cancel_at != 0:
            line += " " + self._encode(initial)
        code, text = self._say(line)
        while code == 334:
            if cancel_at == len(self.said):
                return self._say("*")[0]
            code, text = self._say(self._encode(self.exchange.send(base64.b64decode(text))))
        return code

    def _encode(self, response):
        encoded = base64.b64encode(response).decode()
        self.said.append(encoded)
        return encoded

    def _say(self, line):
        self.client.write(line.encode() + b"\r\n")
        return self.client.read_reply()

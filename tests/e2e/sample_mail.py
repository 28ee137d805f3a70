"""The plain mail of most tests."""


def mail(subject, sender="Shop <app@shop.test>", to="alice@example.test", text="hello"):
    return f"From: {sender}\r\nTo: {to}\r\nSubject: {subject}\r\n\r\n{text}\r\n".encode()

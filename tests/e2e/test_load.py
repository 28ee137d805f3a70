"""Many clients at once: nothing is lost, nothing is there twice."""
import threading

THREADS, MAILS = 50, 40


def test_many_clients_at_once(server):
    acknowledged, failures = [], []

    def work(number):
        try:
            mails = (f"Subject: {number}-{i}\r\n\r\nmail {i} of {number}\r\n".encode() for i in range(MAILS))
            acknowledged.extend(server.send_many(mails))
        except (AssertionError, OSError) as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    listed = server.list_all()
    ids = [summary["id"] for summary in listed]
    assert len(ids) == len(set(ids)) == THREADS * MAILS
    assert set(ids) == set(acknowledged)
    assert ids == sorted(ids)
    assert {summary["subject"] for summary in listed} == {f"{n}-{i}" for n in range(THREADS) for i in range(MAILS)}
    page = server.json("/v1/messages")
    assert (page["total"], page["unread"]) == (THREADS * MAILS, THREADS * MAILS)
    assert server.json("/v1/info")["messages"] == THREADS * MAILS

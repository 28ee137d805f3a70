"""Running the commands of the binary: to their end, in the background, on a terminal."""
import contextlib
import os
import pty
import select
import subprocess

from mailstop_process import BINARY, clean_environment

DONE, NOT_MET, USAGE, UNREACHABLE = 0, 1, 2, 69


@contextlib.contextmanager
def started(folder, *arguments, environment=None, stdout=subprocess.PIPE):
    process = subprocess.Popen([BINARY, *arguments], cwd=folder, stdout=stdout, stderr=subprocess.PIPE, text=True,
                               env={**clean_environment(folder), **(environment or {})})
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def on_a_terminal(folder, *arguments, environment=None):
    """-> the exit status and all that the command wrote to a terminal of 100 columns"""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe("sh", ["sh", "-c", 'stty cols 100; exec "$@"', "sh", BINARY, *arguments],
                   {**clean_environment(folder), "TERM": "xterm", **(environment or {})})
    written = b""
    with contextlib.suppress(OSError):  # EIO is how Linux says that the other side has closed
        while chunk := os.read(terminal, 65536):
            written += chunk
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), written.decode()


def next_line(stream):
    """Byte by byte: what a buffered read takes beyond the line would be hidden from the next select()."""
    line = b""
    while not line.endswith(b"\n"):
        readable, _, _ = select.select([stream], [], [], 60)
        assert readable, f"nothing came after {line!r}"
        byte = os.read(stream.fileno(), 1)
        if not byte:
            break
        line += byte
    return line.decode()

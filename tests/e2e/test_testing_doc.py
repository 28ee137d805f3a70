"""The recipes of docs/testing.md do what they say: each is run against a live server, with an application that sends mail."""
import os
import re
import shutil
import subprocess
import sys

import pytest

from mailstop_process import PROJECT

SIGN_UP = """#!{python}
import smtplib, sys
user = sys.argv[1]
with smtplib.SMTP("{host}", {port}) as client:
    client.sendmail("app@shop.test", [user], f'''From: app@shop.test\\r
To: {{user}}\\r
Subject: Welcome\\r
X-Customer: {{user}}\\r
Content-Type: text/html\\r
\\r
<a href="https://shop.test/confirm?user={{user}}">Confirm</a>\\r
''')
"""
CONFTEST = """import subprocess
import pytest

@pytest.fixture
def sign_up():
    return lambda user: subprocess.run(["sign-up", user], check=True)
"""


def recipe(language):
    text = (PROJECT / "docs" / "testing.md").read_text(encoding="utf-8")
    [block] = re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return block


@pytest.fixture
def environment(server, tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    sign_up = programs / "sign-up"
    sign_up.write_text(SIGN_UP.format(python=sys.executable, host=server.smtp[0], port=server.smtp[1]))
    sign_up.chmod(0o755)
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "MAILSTOP": server.http}


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_shell(environment):
    done = subprocess.run(["sh", "-eu", "-c", recipe("sh")], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"confirm with https://shop\.test/confirm\?user=alice-\d+@example\.test\n", done.stdout)


def run_pytest(folder, environment, script):
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_recipe.py").write_text(script)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_recipe.py"]
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=60)


def test_python(environment, tmp_path):
    done = run_pytest(tmp_path, environment, recipe("python"))
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


def test_python_prints_why_it_failed(environment, tmp_path):
    script = recipe("python").replace('"subject": "Welcome"', '"subject": "Willkommen"').replace('"10s"', '"100ms"')
    done = run_pytest(tmp_path, environment, script)
    assert done.returncode == 1
    assert 'subject: expected contains "Willkommen", but it is "Welcome"' in done.stdout

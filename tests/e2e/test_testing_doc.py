"""The recipes of docs/testing.md and README.md do what they say: each is run against a live server, with an application that
sends mail."""
import json
import os
import re
import shutil
import subprocess
import sys

import pytest
import yaml

from mailstop_process import PROJECT

SIGN_UP = """#!{python}
import os, smtplib, sys
user = sys.argv[1]
with smtplib.SMTP("{host}", {port}) as client:
    if "SMTP_USER" in os.environ:
        client.login(os.environ["SMTP_USER"], os.environ["SMTP_PASSWORD"])
    client.sendmail("app@shop.test", [user], f'''From: app@shop.test\\r
To: {{user}}\\r
Subject: Welcome\\r
X-Customer: {{user}}\\r
Content-Type: text/html\\r
\\r
<a href="https://shop.test/confirm?user={{user}}">Confirm</a>\\r
<p>Or enter the code <b>482 913</b>. Order 5550192, 17.03.2026</p>\\r
''')
"""
CONFTEST = """import subprocess
import pytest

@pytest.fixture
def sign_up():
    return lambda user: subprocess.run(["sign-up", user], check=True)
"""


NODE_SIGN_UP = """import { execFileSync } from "node:child_process";
export const signUp = async (user) => execFileSync("sign-up", [user]);
"""
JAVA_MAIN = """public final class Main {
    public static void main(String[] arguments) throws Exception {
        String user = "duke@example.test";
        if (new ProcessBuilder("sign-up", user).start().waitFor() != 0) throw new AssertionError("sign-up");
        System.out.println(Mailstop.expectMail("code", "to", user, "subject", "Welcome"));
        System.out.println(Mailstop.expectMail("link", "to", user, "linkText", "Confirm"));
    }
}
"""
GO_SIGN_UP = """package shop

import (
	"os/exec"
	"testing"
)

func signUp(t *testing.T, user string) {
	if err := exec.Command("sign-up", user).Run(); err != nil {
		t.Fatal(err)
	}
}
"""
PHP_SIGN_UP = """<?php
function signUp(string $user): void
{
    passthru('sign-up ' . escapeshellarg($user), $status);
    if ($status !== 0) throw new RuntimeException('sign-up');
}
"""
RUBY_SIGN_UP = """def sign_up(user) = system("sign-up", user) || raise("sign-up")

"""
VITEST = PROJECT / "web" / "node_modules" / ".bin" / "vitest"
RUN = {("Shell", "sh"), ("Python, pytest", "python"), ("JavaScript, vitest and Playwright", "js"),
       ("JavaScript, vitest and Playwright", "ts"), ("Java", "java"), ("Go", "go"), ("PHP", "php"), ("Ruby", "ruby"),
       ("GitHub Actions", "yaml"), ("GitLab", "yaml"), ("docker compose", "yaml"), ("Any other piece of a mail", "bash"),
       ("Tests that run at the same time", "sh"), ("Tests that run at the same time", "json")}
# The distribution has no .NET and no runner of Playwright; the others are what an answer or a JUnit test looks like.
NOT_RUN = {("C#", "csharp"), ("JavaScript, vitest and Playwright", "tsx"), ("Java", "text"), ("Codes", "json"),
           ("Any other piece of a mail", "json")}


def recipes(heading, language, page="docs/testing.md"):
    assert page != "docs/testing.md" or (heading, language) in RUN
    text = (PROJECT / page).read_text(encoding="utf-8")
    [section] = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return re.findall(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


def recipe(heading, language):
    [block] = recipes(heading, language)
    return block


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def environment(server, tmp_path):
    programs = tmp_path / "programs"
    programs.mkdir()
    sign_up = programs / "sign-up"
    sign_up.write_text(SIGN_UP.format(python=sys.executable, host=server.smtp[0], port=server.smtp[1]))
    sign_up.chmod(0o755)
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "MAILSTOP_URL": server.http}


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_shell(environment):
    output = run(["sh", "-c", recipe("Shell", "sh")], env=environment)
    assert re.fullmatch(r"confirm with https://shop\.test/confirm\?user=alice-\d+@example\.test or 482913\n", output)


def check_reason_is_printed(script, environment):
    script = script.replace("Welcome", "Willkommen").replace("within=10s", "within=100ms")
    done = subprocess.run(["sh", "-c", script], env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert 'expected contains "Willkommen", but it is "Welcome"' in done.stderr.replace('\\"', '"')


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_shell_prints_why_it_failed(environment):
    check_reason_is_printed(recipe("Shell", "sh"), environment)


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_pieces(environment):
    output = run(["bash", "-eu", "-c", recipe("Any other piece of a mail", "bash")], env=environment)
    decoder = json.JSONDecoder()
    selected, end = decoder.raw_decode(output)
    matched, _ = decoder.raw_decode(output[end:].lstrip())
    [link] = selected["matches"]
    assert link["text"] == "Confirm" and link["attributes"]["href"].startswith("https://shop.test/confirm?user=bob-")
    assert matched["matches"][0]["named"] == {"order": "5550192"}


def run_pytest(folder, environment, script):
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_recipe.py").write_text(script)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_recipe.py"]
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=60)


def test_python(environment, tmp_path):
    done = run_pytest(tmp_path, environment, recipe("Python, pytest", "python"))
    assert done.returncode == 0, done.stdout
    assert "2 passed" in done.stdout


def test_python_prints_why_it_failed(environment, tmp_path):
    script = recipe("Python, pytest", "python").replace('"subject": "Welcome"', '"subject": "Willkommen"').replace('"10s"', '"100ms"')
    done = run_pytest(tmp_path, environment, script)
    assert done.returncode == 1
    assert 'subject: expected contains "Willkommen", but it is "Welcome"' in done.stdout


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_tests_that_run_at_the_same_time(environment):
    script = recipe("Tests that run at the same time", "sh")
    output = run(["sh", "-c", script], env=environment)
    found = re.findall(r"^checkout-(\d)-\d+ has code 482913$", output, re.MULTILINE)
    assert sorted(found) == ["1", "2", "3", "4"], output
    hopeless = script.replace("Welcome", "Willkommen").replace("within=10s", "within=100ms")
    assert subprocess.run(["sh", "-c", hopeless], env=environment, capture_output=True, timeout=60).returncode == 22


@pytest.mark.skipif(not VITEST.exists(), reason="the packages of web/ are not installed")
def test_javascript(environment, tmp_path):
    heading = "JavaScript, vitest and Playwright"
    (tmp_path / "node_modules").symlink_to(PROJECT / "web" / "node_modules")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "mail.js").write_text(recipe(heading, "js"))
    (tmp_path / "app.js").write_text(NODE_SIGN_UP)
    (tmp_path / "sign-up.test.ts").write_text(recipe(heading, "ts"))
    output = run([VITEST, "run", "--root", tmp_path], env={**environment, "NO_COLOR": "1"}, cwd=tmp_path)
    assert re.search(r"Tests +1 passed", output), output


@pytest.mark.skipif(not shutil.which("javac"), reason="Java is not installed")
def test_java(environment, tmp_path):
    (tmp_path / "Mailstop.java").write_text(recipe("Java", "java"))
    (tmp_path / "Main.java").write_text(JAVA_MAIN)
    run(["javac", "--release", "11", "Mailstop.java", "Main.java"], cwd=tmp_path)
    output = run(["java", "-cp", tmp_path, "Main"], env=environment)
    assert output == "482913\nhttps://shop.test/confirm?user=duke@example.test\n"


@pytest.mark.skipif(not shutil.which("go"), reason="Go is not installed")
def test_go(environment, tmp_path):
    (tmp_path / "go.mod").write_text("module shop\n\ngo 1.19\n")
    (tmp_path / "app_test.go").write_text(GO_SIGN_UP)
    (tmp_path / "sign_up_test.go").write_text(recipe("Go", "go"))
    output = run(["go", "test", "-v", "./..."], env={**environment, "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local"}, cwd=tmp_path)
    assert "--- PASS: TestSignUpSendsACode" in output


@pytest.mark.skipif(not shutil.which("phpunit"), reason="PHPUnit is not installed")
def test_php(environment, tmp_path):
    (tmp_path / "app.php").write_text(PHP_SIGN_UP)
    (tmp_path / "SignUpTest.php").write_text(recipe("PHP", "php"))
    output = run(["phpunit", "--do-not-cache-result", "--bootstrap", "app.php", "SignUpTest.php"], env=environment, cwd=tmp_path)
    assert "OK (1 test, 4 assertions)" in output


@pytest.mark.skipif(not shutil.which("ruby"), reason="Ruby is not installed")
def test_ruby(environment, tmp_path):
    (tmp_path / "sign_up_test.rb").write_text(RUBY_SIGN_UP + recipe("Ruby", "ruby"))
    output = run(["ruby", "sign_up_test.rb"], env=environment, cwd=tmp_path)
    assert re.search(r"^1 runs, \d+ assertions, 0 failures, 0 errors", output, re.MULTILINE)


@pytest.mark.parametrize("heading", ["GitHub Actions", "GitLab", "docker compose"])
def test_yaml_agrees_with_the_image(heading):
    dockerfile = (PROJECT / "docker" / "Dockerfile").read_text()
    [ports] = re.findall(r"^EXPOSE (.*)$", dockerfile, re.MULTILINE)
    smtp, http = ports.split()
    blocks = [(block, yaml.safe_load(block)) for block in recipes(heading, "yaml")]
    assert blocks
    for block, content in blocks:
        assert content
        if "services" in block:
            assert f'SMTP_PORT: "{smtp}"' in block and re.search(rf"MAILSTOP_URL: http://[\w.]+:{http}$", block, re.MULTILINE)


def test_settings_and_rules(server):
    settings, rules = recipes("Tests that run at the same time", "json")
    for path, body in [("/v1/inboxes/checkout-7", settings), ("/v1/routes", rules)]:
        answer = server.request("PUT", path, json.loads(body))
        assert answer.status == 200, answer
    assert server.json("/v1/inboxes/checkout-7")["retention"] == {"maxMessages": 100, "maxAge": "7d"}
    assert [rule["match"] for rule in server.json("/v1/routes")["routes"]] == [rule["match"] for rule in json.loads(rules)["routes"]]


def test_every_recipe_is_run_or_known_not_to_be():
    found, heading = set(), ""
    for line in (PROJECT / "docs" / "testing.md").read_text(encoding="utf-8").splitlines():
        heading = line[3:] if line.startswith("## ") else heading
        if re.fullmatch(r"```\w+", line):
            found.add((heading, line[3:]))
    assert found == RUN | NOT_RUN


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_readme_shell(environment):
    [block] = [block for block in recipes("Ten things people do", "sh", "README.md") if "sign-up" in block]
    output = run(["sh", "-c", block], env=environment)
    assert re.fullmatch(r"482913 https://shop\.test/confirm\?user=alice-\d+@example\.test\n", output)
    check_reason_is_printed(block, environment)


def test_readme_python(environment, tmp_path):
    [script] = recipes("Ten things people do", "python", "README.md")
    done = run_pytest(tmp_path, environment, script)
    assert done.returncode == 0 and "1 passed" in done.stdout, done.stdout

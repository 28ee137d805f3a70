"""config and mailstop.toml; completion and the manual page."""
import json
import re
import shutil
import subprocess

import pytest

from command_runs import DONE, USAGE
from mailstop_process import BINARY, run_to_end


def test_config_prints_a_file_that_can_be_kept(tmp_path):
    (tmp_path / "mailstop.toml").write_text('# mine\nauth = "required"\n')
    arguments = ("config", "--smtp", "127.0.0.1:0", "--idle-timeout=1m")
    done = run_to_end(tmp_path, *arguments, environment={"MAILSTOP_TLS": "auto"})
    lines = done.stdout.splitlines()
    assert done.returncode == DONE, done.stderr
    assert 'auth = "required"  # mailstop.toml:2' in lines
    assert 'smtp = ["127.0.0.1:0"]  # flag' in lines
    assert 'tls = "auto"  # environment MAILSTOP_TLS' in lines
    assert "# ephemeral: off (default)" in lines

    (tmp_path / "mailstop.toml").write_text(done.stdout)
    again = json.loads(run_to_end(tmp_path, "config", "--json").stdout)["settings"]
    given = {setting["name"]: setting for setting in again if setting["origin"] != "default"}
    assert {name: setting["values"] for name, setting in given.items()} == {
        "auth": ["required"], "smtp": ["127.0.0.1:0"], "tls": ["auto"], "idle-timeout": ["1m"]}
    assert all(re.fullmatch(r"mailstop\.toml:\d+", setting["origin"]) for setting in given.values())


def test_the_server_reads_its_file(start, tmp_path):
    settings = tmp_path / "ci.toml"
    settings.write_text('ephemeral = true\nhostname = "mx.example.test"\n')
    server = start("--config", settings)
    with server.connect() as client:
        assert client.greet().startswith("mx.example.test")


def test_a_mistake_in_the_file_is_named_with_its_line(tmp_path):
    (tmp_path / "mailstop.toml").write_text("\nephemral = true\n")
    done = run_to_end(tmp_path, "serve")
    assert done.returncode == USAGE
    assert 'mailstop.toml:2: unknown key "ephemral"; did you mean ephemeral?' in done.stderr


# --- completion, man ---

def complete(folder, *words):
    """-> what bash offers for the last of these words"""
    script = 'source <("$1" completion bash); shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mailstop; printf "%s\\n" "${COMPREPLY[@]}"'
    done = subprocess.run(["bash", "-c", script, "bash", BINARY, *words], capture_output=True, text=True, cwd=folder, check=True)
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(not shutil.which("bash"), reason="bash is not installed")
def test_bash_completes_commands_options_and_values(tmp_path):
    (tmp_path / "file.pem").touch()
    assert complete(tmp_path, "mailstop", "exp") == ["expect", "export"]
    assert complete(tmp_path, "mailstop", "expect", "--subj") == ["--subject"]
    assert "--ephemeral" in complete(tmp_path, "mailstop", "--e") and "--to" not in complete(tmp_path, "mailstop", "--")
    assert complete(tmp_path, "mailstop", "--auth", "re") == ["required"]
    assert complete(tmp_path, "mailstop", "serve", "--auth", "=", "o") == ["off", "optional"]
    assert complete(tmp_path, "mailstop", "ls", "--ca", "fi") == ["file.pem"]
    assert complete(tmp_path, "mailstop", "completion", "") == ["bash", "zsh", "fish"]
    assert complete(tmp_path, "mailstop", "show", "l") == ["latest"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_take_their_completion(tmp_path, shell):
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "completion"
    script.write_text(run_to_end(tmp_path, "completion", shell).stdout)
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
def test_the_manual_is_a_page_that_groff_has_nothing_against(tmp_path):
    page = run_to_end(tmp_path, "man").stdout
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-P-cbou"], input=page, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "mailstop expect [OPTION]..." in done.stdout and "EXIT STATUS" in done.stdout
    assert "--max-message-size SIZE" in done.stdout

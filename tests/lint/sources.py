"""What every lint reads: the project's files, and C++ with its comments and literals blanked out."""
import re
import subprocess
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]

# A raw string, a comment, a string, a character; digit separators (1'000) are not characters.
_BLANKED = re.compile(
    r'R"(?P<delimiter>[^()\s\\]{0,16})\(.*?\)(?P=delimiter)"'
    r"|//[^\n]*|/\*.*?\*/"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'",
    re.DOTALL,
)


def files(*patterns):
    """Tracked and new files that git does not ignore, as paths relative to the top."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z", "--", *patterns],
        cwd=TOP, check=True, capture_output=True, text=True).stdout
    return sorted(Path(name) for name in set(listed.split("\0")) if name and (TOP / name).is_file())


def read(path):
    return (TOP / path).read_text(encoding="utf-8", errors="replace")


def blank(code):
    """The same text with literals and comments emptied; every line keeps its number."""
    def empty(match):
        text = match.group(0)
        kept = "\n" * text.count("\n")
        return kept if text[0] == "/" else text[0] + kept + text[-1]

    return _BLANKED.sub(empty, code)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def includes(code):
    """(line, path, quoted) of each #include."""
    for number, line in enumerate(code.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if match:
            yield number, match.group(2), match.group(1) == '"'

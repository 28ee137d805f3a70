"""The g++ 12 coroutine trap (docs/hacking.md): nothing in braces and no capturing lambda after co_await in its statement,
and no co_await inside a condition."""
import re

import sources

_TRAP = re.compile(r"(\[[^\]]*[\w&=*][^\]]*\]\s*[({]|[\w>]\{|[(,]\s*\{)")
_AWAIT = re.compile(r"\bco_await\b")
_CONDITION = re.compile(r"\b(?:if|while|switch)\s*\((?:[^()]|\([^()]*\))*\bco_await\b")


def expression(code, start):
    """From co_await to the end of its statement: the semicolon, or the body of the if, while or for it stands in."""
    depth = 0
    for offset in range(start, len(code)):
        character = code[offset]
        if character == ";" and depth <= 0:
            return code[start:offset]
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "{" and depth < 0 and code[start:offset].rstrip().endswith(")"):
            return code[start:offset]
    return code[start:]


def findings(name, code):
    code = sources.blank(code)
    for match in _CONDITION.finditer(code):
        line = sources.line_of(code, match.start())
        yield f"{name}:{line}: co_await inside a condition; name its result on the line above"
    for match in _AWAIT.finditer(code):
        trap = _TRAP.search(expression(code, match.start()))
        if trap:
            line = sources.line_of(code, match.start())
            yield f"{name}:{line}: braces or a capturing lambda in a co_await expression; name it on the line above"


def check():
    for path in sources.files("server/*.hpp", "server/*.cpp", "tests/*.hpp", "tests/*.cpp"):
        yield from findings(path, sources.read(path))

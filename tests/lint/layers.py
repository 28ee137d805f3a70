"""The dependency rule: the DEPENDS of server/CMakeLists.txt, the #includes and the table of server/README.md agree."""
import re

import sources

_MODULE = re.compile(r"^\s*add_module\(([^)]*)\)", re.MULTILINE)
_ROW = re.compile(r"^\|\s*(\d+)\s*\|\s*`([^`]+)`\s*\|([^|]*)\|", re.MULTILINE)
_KEYWORDS = {"ASIO", "FOLDERS", "DEPENDS", "LIBRARIES", "HIDDEN"}
EVERYTHING = "everything"


def modules(cmake):
    """{module: set of modules it depends on} from the add_module lines."""
    graph = {}
    for match in _MODULE.finditer(re.sub(r"#.*", "", cmake)):
        name, *words = match.group(1).split()
        section, depends = None, set()
        for word in words:
            if word in _KEYWORDS:
                section = word
            elif section == "DEPENDS":
                depends.add(word)
        graph[name] = depends
    return graph


def table(readme):
    """{module: (rank, set of modules it may include)} from the table; `app` may include everything."""
    rows = {}
    for rank, name, allowed in _ROW.findall(readme):
        names = EVERYTHING if EVERYTHING in allowed else set(re.findall(r"`([^`]+)`", allowed))
        rows[name] = (int(rank), names)
    return rows


def cycles(graph):
    done, path = set(), []

    def visit(name):
        if name in path:
            yield "server/CMakeLists.txt: a circle: " + " -> ".join([*path[path.index(name):], name])
        elif name not in done:
            path.append(name)
            for other in sorted(graph.get(name, ())):
                yield from visit(other)
            path.pop()
            done.add(name)

    for name in sorted(graph):
        yield from visit(name)


def graph_findings(graph, rows):
    yield from cycles(graph)
    for name, depends in sorted(graph.items()):
        for other in sorted(depends - graph.keys()):
            yield f"server/CMakeLists.txt: {name} depends on {other}, which is no module"
        if name not in rows:
            yield f"server/README.md: the table has no row for {name}"
            continue
        rank, allowed = rows[name]
        if depends != allowed:
            yield (f"server/README.md: {name} may include {', '.join(sorted(allowed)) or 'nothing'}; "
                   f"server/CMakeLists.txt says {', '.join(sorted(depends)) or 'nothing'}")
        for other in sorted(depends & rows.keys()):
            if rows[other][0] > rank or (rows[other][0] == rank and not related(name, other)):
                yield f"server/README.md: {name} (rank {rank}) depends on {other} (rank {rows[other][0]})"
    for name, (_, allowed) in sorted(rows.items()):
        if name not in graph and allowed != EVERYTHING:
            yield f"server/README.md: {name} is in the table and is no module"


def related(name, other):
    """Parts of one protocol may stand on one rank: protocol/smtp on protocol/line."""
    return name.split("/")[0] == other.split("/")[0]


def owner(path, graph):
    """The module a path rooted at server/ belongs to: the longest name that is one of its folders."""
    folder = path.rpartition("/")[0]
    while folder and folder not in graph and folder.split("/")[0] != "app":
        folder = folder.rpartition("/")[0]
    return folder.split("/")[0] if folder.startswith("app") else folder


def include_findings(name, module, code, graph, exists):
    for line, path, quoted in sources.includes(code):
        if not quoted:
            continue
        target = owner(path, graph)
        if not target:
            continue  # generated, or not rooted at server/: the compiler judges
        if target == "app" and module != "app":
            yield f"{name}:{line}: nobody includes app"
        elif module != "app" and target != module and target not in graph[module]:
            yield f"{name}:{line}: {module} must not include {target} (server/CMakeLists.txt: DEPENDS)"
        elif not exists(path):
            yield f"{name}:{line}: no server/{path}"


def check():
    graph = modules(sources.read("server/CMakeLists.txt"))
    yield from graph_findings(graph, table(sources.read("server/README.md")))
    for path in sources.files("server/*.hpp", "server/*.cpp"):
        module = owner(path.relative_to("server").as_posix(), graph)
        if not module:
            yield f"{path}: in no module of server/CMakeLists.txt"
            continue
        yield from include_findings(path, module, sources.read(path), graph,
                                    lambda name: (sources.TOP / "server" / name).is_file())

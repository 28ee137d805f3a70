"""Reports files that grew past 300 lines: each should still be one thing. It never fails. Generated types are not ours."""
import sources

LIMIT = 300


def long_files(lengths):
    return [f"{name}: {lines} lines" for name, lines in sorted(lengths.items(), key=lambda item: -item[1])
            if lines > LIMIT]


def report():
    paths = sources.files("server/*.hpp", "server/*.cpp", "web/src/*", "tests/*.py", "tests/*.cpp", "dev")
    return long_files({str(path): sources.read(path).count("\n") for path in paths if not path.name.endswith(".d.ts")})

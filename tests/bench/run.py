"""./dev bench [NAME...] [--quick]: prints a table and writes build/bench.json. --quick only shows that it works."""
import sys

import connections
import fanout
import growth
import ingest
import library
import start
import waiting
from measurement import CannotMeasureError, machine, table, write
from programs import PROJECT

BENCHMARKS = {**start.BENCHMARKS, **ingest.BENCHMARKS, **connections.BENCHMARKS, **waiting.BENCHMARKS,
              **fanout.BENCHMARKS, **library.BENCHMARKS}


def main(arguments):
    quick = "--quick" in arguments
    names = [argument for argument in arguments if argument != "--quick"] or list(BENCHMARKS)
    known = {**BENCHMARKS, **library.ON_DEMAND, **growth.ON_DEMAND}  # the latter take too long to be among all
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"./dev bench: no benchmark {', '.join(unknown)}; there are {', '.join(known)}")
    results = []
    for name in names:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        try:
            results += known[name](quick)
        except CannotMeasureError as reason:
            print(f"{name} is not measured: {reason}", file=sys.stderr, flush=True)
    facts = machine()
    print(f"\n{facts['cpu']}, {facts['cores']} cores, {facts['memoryGiB']} GiB, Linux {facts['kernel']}\n")
    print(table(results))
    write(PROJECT / "build" / "bench.json", results)


if __name__ == "__main__":
    main(sys.argv[1:])

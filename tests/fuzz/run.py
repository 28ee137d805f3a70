"""./dev fuzz: run.py SECONDS [TARGET]: each fuzz program for so long, from the project's corpus and what it learnt before."""
import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PROGRAMS = TOP / "build" / "fuzz" / "tests" / "fuzz"


def fuzz(program, seconds):
    learnt = TOP / "build" / "fuzz" / "corpus" / program.name
    broken = TOP / "build" / "artifacts" / "fuzz"
    learnt.mkdir(parents=True, exist_ok=True)
    broken.mkdir(parents=True, exist_ok=True)
    seeds = [TOP / line for line in program.with_suffix(".corpus").read_text().split() if (TOP / line).is_dir()]
    options = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1", "-print_funcs=0",
               f"-artifact_prefix={broken}/{program.name}-"]
    return subprocess.run([program, *options, learnt, *seeds], cwd=TOP,
                          env={**os.environ, "ASAN_OPTIONS": "detect_stack_use_after_return=1"}).returncode


def main(seconds, wanted):
    programs = sorted(path for path in PROGRAMS.glob("*_fuzz") if not wanted or path.name == wanted)
    failed = []
    for program in programs:
        print(f"==> {program.name} for {seconds} s", flush=True)
        if fuzz(program, seconds):
            failed.append(program.name)
    print(f"{len(programs) - len(failed)} passed, {len(failed)} failed" + "".join(f"\n  {name}" for name in failed))
    return 1 if failed or not programs else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None))

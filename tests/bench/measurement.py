"""What a benchmark hands back, and how it is printed and written to build/bench.json."""
import json
import os
import platform
from dataclasses import asdict, dataclass


@dataclass
class Measurement:
    name: str
    value: float
    unit: str
    target: str  # in words, as in docs/performance.md: ">= 0.7", "<= 30"
    reference: float | None = None  # the same load on the reference, in the same minute
    ratio: float | None = None

    @property
    def met(self):
        sign, bound = self.target.split()[:2]
        measured = self.value if self.ratio is None else self.ratio
        return measured >= float(bound) if sign == ">=" else measured <= float(bound)


class CannotMeasureError(Exception):
    """This machine does not allow it; the message says why."""


def percentile(values, percent):
    return sorted(values)[max(0, -(-len(values) * percent // 100) - 1)]


def machine():
    with open("/proc/cpuinfo", encoding="ascii") as cpuinfo:
        models = [line.split(":", 1)[1].strip() for line in cpuinfo if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {"cpu": models[0] if models else platform.machine(), "cores": os.cpu_count(),
            "memoryGiB": round(memory / 2**30, 1), "kernel": platform.release()}


def number(value):
    return "-" if value is None else f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"


def table(results):
    rows = [("name", "value", "unit", "reference", "ratio", "target", "met")]
    rows += [(r.name, number(r.value), r.unit, number(r.reference), number(r.ratio), r.target, "yes" if r.met else "NO")
             for r in results]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def write(path, results):
    content = {"machine": machine(), "results": [{**asdict(r), "met": r.met} for r in results]}
    with open(path, "w", encoding="utf-8") as out:
        json.dump(content, out, indent=2)
        out.write("\n")

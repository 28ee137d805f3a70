"""`./dev bench growth`: how times grow with the number of mails, as docs/growth.svg and a table for docs/performance.md."""
import math
import statistics
import sys

from library import Timed, html_times, list_times, make_library, search_times
from programs import PROJECT, Mailstop
from start import ready_milliseconds

SIZES = (1000, 10_000, 100_000, 1_000_000)
DRAWING = PROJECT / "docs" / "growth.svg"
WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 420, 60, 20, 170, 40
LEAST, MOST = 0.1, 1000.0  # milliseconds that the drawing shows
COLOURS = ("#1f77b4", "#17becf", "#d62728", "#ff7f0e", "#9467bd", "#8c564b", "#2ca02c", "#7f7f7f")


def medians(count):
    """name -> milliseconds"""
    folder = make_library(count)
    with Mailstop("--max-database-size", "0", folder=folder) as server:
        timed = Timed(server)
        first, far = list_times(timed)
        curves = {"list, first page": first, "list, far page": far}
        curves.update({f"search, {name}": times for name, times in search_times(timed, count).items()})
        curves["open a 100 KB mail"] = html_times(timed)
    curves["start"] = [ready_milliseconds(folder) for _ in range(5)]
    return {name: statistics.median(times) for name, times in curves.items()}


def x_of(count):
    return LEFT + (WIDTH - LEFT - RIGHT) * math.log(count / SIZES[0]) / math.log(SIZES[-1] / SIZES[0])


def y_of(milliseconds):
    share = math.log(max(milliseconds, LEAST) / LEAST) / math.log(MOST / LEAST)
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share


def drawing(curves, sizes):
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>']
    value = LEAST
    while value <= MOST:
        parts.append(f'<path d="M{LEFT} {y_of(value):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
                     f'<text x="{LEFT - 8}" y="{y_of(value) + 4:.1f}" text-anchor="end" fill="#444">{value:g} ms</text>')
        value *= 10
    for count in SIZES:
        parts.append(f'<text x="{x_of(count):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle" fill="#444">{count:,}</text>')
    labels = sorted(curves, key=lambda name: y_of(curves[name][-1]))
    below = 0
    for name in labels:
        colour = COLOURS[list(curves).index(name) % len(COLOURS)]
        points = " ".join(f"{x_of(count):.1f},{y_of(took):.1f}" for count, took in zip(sizes, curves[name]))
        below = max(below + 15, y_of(curves[name][-1]) + 4)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
                     f'<text x="{WIDTH - RIGHT + 10}" y="{below:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def growth(quick):
    sizes = SIZES[:2] if quick else SIZES
    by_size = [medians(count) for count in sizes]
    curves = {name: [times[name] for times in by_size] for name in by_size[0]}
    print("\n| median, ms | " + " | ".join(f"{count:,}" for count in sizes) + " |\n|---|" + "---|" * len(sizes))
    for name, times in curves.items():
        print(f"| {name} | " + " | ".join(f"{took:.2f}" for took in times) + " |")
    if not quick:
        DRAWING.write_text(drawing(curves, sizes), encoding="utf-8")
        print(f"{DRAWING.relative_to(PROJECT)} is drawn", file=sys.stderr)
    return []


ON_DEMAND = {"growth": growth}

# SPDX-License-Identifier: LGPL-3.0-or-later
"""One table of all figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Row = Sequence[str]


def lines(results: Mapping) -> list[str]:
    """Return the table, in Markdown, line by line."""
    clients, sizes = results["clients"], results["sizes"]
    places = [
        (workers, count) for workers, by_count in clients.items() for count in by_count
    ]
    heads = [f"{count} × {workers or 'threads'}" for workers, count in places]
    heads += [f"{size:,} rows" for size in sizes]
    rows = [["times the floor", "SQL", *heads, "requests"]]
    for name, queries in results["queries"].items():
        found = [clients[workers][count][name] for workers, count in places]
        found += [figures.get(name) for figures in sizes.values()]
        told = [figure for figure in found if figure]
        ratios = [f"{figure['ratio']:.2f}" if figure else "" for figure in found]
        requests = sum(figure["requests"] for figure in told)
        rows.append([name, str(queries), *ratios, str(requests)])
    smallest, *_larger = sizes.values()
    rows += [_flat(name, places, sizes) for name in smallest if name != "floor"]
    told = [f"{name} {value}" for name, value in results["about"].items()]
    return [", ".join(told), "", *_aligned(rows), "", *_alone(results)]


def _flat(name: str, places: Sequence, sizes: Mapping) -> Row:
    """Return how much more of the floor ``name`` takes than in the smallest table."""
    took = [figures[name]["ratio"] for figures in sizes.values()]
    ratios = [f"{each / took[0]:.2f}" for each in took]
    blank = [""] * (len(places) + 1)
    return [f"{name}, of the smallest", *blank, *ratios, ""]


def _alone(results: Mapping) -> Iterator[str]:
    """Return what is no request of its own, in sentences."""
    floors = [each["floor"]["milliseconds"] for each in results["sizes"].values()]
    floor = floors[-1]  # the last that was measured before
    told = ", ".join(f"{each:.1f}" for each in floors)
    yield f"the floor on this machine, by size of the table: {told} ms"
    for name, ratio in results["signature"].items():
        yield f"signature, {name}: {ratio:.2f} times raw hashing"
    clock = results["clock"]
    seconds, queries = (sum(each) for each in zip(*clock["batches"], strict=True))
    count = clock["transactions"]
    yield (
        f"scheduled query: {count} transactions in {len(clock['batches'])} batches,"
        f" each {1000 * seconds / count / floor:.2f} times the floor,"
        f" {queries / count:.1f} SQL queries"
    )
    seconds, queries = clock["search"]
    yield (
        f"its search of one batch: {1000 * seconds / floor:.2f} times the floor,"
        f" {queries} SQL queries"
    )


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = ["-" * width for width in widths]
    for row in [rows[0], rule, *rows[1:]]:
        cells = [
            text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True)
        ]
        yield "| " + " | ".join([row[0].ljust(widths[0]), *cells]) + " |"

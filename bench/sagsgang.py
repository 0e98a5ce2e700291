"""States per second of the route engine on a route of 30 steps. Run: PYTHONPATH=src python -m bench.sagsgang"""

from __future__ import annotations

import datetime as dt

from bench.maaling import line, per_second


def route_text(steps: int) -> str:
    """A route of `steps` steps in three phases, each depending on the one or two before it."""
    phases = ("a", "b", "c")
    rows = []
    for number in range(steps):
        after = [f"t{item}" for item in (number - 1, number - 3) if item >= 0]
        rows.append(
            f"  - {{id: t{number}, navn: Trin {number}, fase: {phases[number * 3 // steps]}, aktoer: udvalget, "
            f"handling: godkender, efter: [{', '.join(after)}], hjemmel: [bench]}}"
        )
    head = (
        'kommune: koebenhavn\nsagstype: bench\nversion: "1"\ngyldig_fra: 2020-01-01\n'
        "vedtaget: {organ: udvalget, dato: 2020-01-01, kilde: bench, sikkerhed: sikker}\n"
        "faser: [{id: a, navn: A}, {id: b, navn: B}, {id: c, navn: C}]\ntrin:\n"
    )
    return head + "\n".join(rows)


def main() -> None:
    from almen.sagsgang.indlaes import parse_sagsgang
    from almen.sagsgang.tilstand import Beslutning, tilstand
    from almen.sagsgang.udfald import Udfald

    route = parse_sagsgang(route_text(30), filnavn="bench")
    decided = [
        Beslutning(nummer=n + 1, trin=f"t{n}", udfald=Udfald.GODKENDT, dato=dt.date(2026, 1, 1))
        for n in range(20)
    ]
    rate = per_second(lambda: tilstand(route, {"boligtype": ["familie"]}, decided))
    line("tilstand, 30 trin, 20 beslutninger", f"{rate:,.0f} pr. sekund", "mål: over 5.000")
    line("  i forhold til målet", f"{rate / 5000:.1f} ×")


if __name__ == "__main__":
    main()

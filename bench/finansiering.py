"""Financing calculations per second. Run: PYTHONPATH=src python -m bench.finansiering"""

from __future__ import annotations

from bench.maaling import line, per_second

CASE = {
    "tilsagnsdato": "2023-11-30",
    "dele": [
        {"boligtype": "familie", "antal": 91, "bruttoareal_m2": 7400, "anskaffelsessum": 220_000_000},
        {"boligtype": "ungdom", "antal": 40, "bruttoareal_m2": 1800, "anskaffelsessum": 60_000_000},
    ],
    "ejendomsvaerdi": 200_000_000,
}


def main() -> None:
    from almen.regler.finansiering import compute_finansiering
    from almen.regler.jsonform import parse_finansiering

    case = parse_finansiering(CASE)
    rate = per_second(lambda: compute_finansiering(case))
    line("finansiering, to dele med garanti", f"{rate:,.0f} pr. sekund")


if __name__ == "__main__":
    main()

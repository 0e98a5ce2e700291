"""Classes of a million area-years. Run: PYTHONPATH=src python -m bench.omraadeklasse

Clock and processor time of the same run stand side by side: on a machine that others use, only the second is the program's.
"""

from __future__ import annotations

import gc
import random
import time
from decimal import Decimal

from bench.maaling import line

ROWS = 1_000_000
AIM = 5.0


def make_rows(number: int) -> list[object]:
    """Area-years of all lists from 2010 to 2026 near the limits, some figures missing; the same ones every time."""
    from almen.regler.omraadeklasse import Omraadetal, day_of_list

    pick = random.Random(61)
    days = [day_of_list(year) for year in range(2010, 2027)]

    def share(low: int, high: int, decimals: int) -> Decimal | None:
        return None if pick.random() < 0.03 else Decimal(pick.randint(low, high)).scaleb(-decimals)

    return [
        Omraadetal(
            liste=days[number % len(days)],
            beboere=pick.randint(900, 6000),
            ikkevestlige_pct=share(200, 700, 1),
            uden_for_arbejdsmarked_pct=share(250, 500, 1),
            doemte_pct=share(50, 400, 2),
            grundskole_pct=share(450, 700, 1),
            indkomst_pct=share(480, 720, 1),
            landsgennemsnit_doemte_pct=share(70, 90, 2),
            aar_i_traek=pick.randint(0, 8),
        )
        for number in range(number)
    ]


def main() -> None:
    from almen.regler.laes import load_parametre
    from almen.regler.omraadeklasse import find_klasser

    parametre = load_parametre()
    rows = make_rows(ROWS)
    gc.collect()
    gc.freeze()
    clock, cpu = time.perf_counter(), time.process_time()
    classified = sum(bool(find_klasser(row, parametre).klasser) for row in rows)
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    line(
        f"klasser af {ROWS:,} områdeår, et ad gangen".replace(",", "."),
        f"{clock:.1f} s",
        f"mål: under {AIM:.0f} s",
    )
    line("  processortid", f"{cpu:.1f} s")
    line("  i forhold til målet", f"{AIM / cpu:.1f} ×")
    line("  områdeår med mindst én klasse", f"{classified:,}".replace(",", "."))


if __name__ == "__main__":
    main()

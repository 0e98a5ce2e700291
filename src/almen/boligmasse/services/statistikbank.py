"""Files of Statistics Denmark, turned into the lines of our own import: a cube's cells summed by year, district and tenure.

What its categories mean is data (`kategorier.yaml`). A category that is not there is an error; nothing is guessed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import IO

from almen.boligmasse.kategorier import Tabel, load_kategorier
from almen.boligmasse.models import Enhed
from almen.boligmasse.services.jsonstat import Celle, Kategori, Kube, parse_jsonstat, read_number
from almen.organisationer.services.regneark import MAX_BYTES
from almen.organisationer.services.rettigheder import OrganisationFejl
from almen.sagsgang.profil import Profil

INDHOLD, ARTER = "INDHOLD", "CONTENTSCODE"
HEADER = (
    "emne",
    "aar",
    "bydel",
    "ejerform",
    "enhed",
    "vaerdi",
    "kilde",
    "kilde_adresse",
    "sikkerhed",
    "note",
)
TID = re.compile(r"(?P<aar>\d{4})(?:[KQ](?P<kvartal>[1-4]))?")
Sum = dict[str, Decimal | None]


def is_jsonstat(fil: IO[bytes]) -> bool:
    """True if the file begins as JSON does."""
    fil.seek(0)
    return fil.read(200).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def is_statistikbank_csv(fil: IO[bytes]) -> bool:
    """True if the first line is that of the Statbank's CSV: dimensions, and last the content."""
    fil.seek(0)
    first = fil.readline(10_000).decode("utf-8-sig", errors="replace").strip()
    cells = [cell.strip(' "').upper() for cell in first.split(";")]
    return len(cells) > 1 and cells[-1] == INDHOLD


def read_statistikbank(fil: IO[bytes], profil: Profil) -> list[list[str]]:
    """The file as lines of our own import, the column names first. Raises OrganisationFejl in Danish."""
    if fil.seek(0, io.SEEK_END) > MAX_BYTES:
        raise OrganisationFejl(f"Filen er for stor; højst {MAX_BYTES // 1_000_000} MB.")
    json = is_jsonstat(fil)
    fil.seek(0)
    content = fil.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    kube = parse_jsonstat(text) if json else None
    cells = list(kube.cells()) if kube else list(_csv_cells(text))
    dimensions = set(kube.dimensioner) if kube else set(cells[0][0])
    tabel = _table(dimensions, kube)
    _check_dimensions(tabel, dimensions, cells)
    return _lines(tabel, _summed(tabel, cells, profil), kube)


def _csv_cells(text: str) -> Iterator[Celle]:
    rows = csv.reader(io.StringIO(text), delimiter=";")
    header = [cell.strip().upper() for cell in next(rows)]
    empty = True
    for number, row in enumerate(rows, start=2):
        if not row:
            continue
        if len(row) != len(header):
            raise OrganisationFejl(
                f"Linje {number} har {len(row)} celler; der er {len(header)} kolonnenavne."
            )
        try:
            value = read_number(row[-1])
        except OrganisationFejl as reason:
            raise OrganisationFejl(f"Linje {number}: {reason}") from None
        empty = False
        yield {name: _category(cell) for name, cell in zip(header[:-1], row, strict=False)}, value
    if empty:
        raise OrganisationFejl("Filen har ingen linjer under kolonnenavnene.")


def _category(cell: str) -> Kategori:
    """A cell holds a code, a text, or both ("101 København")."""
    cell = cell.strip()
    code, _, text = cell.partition(" ")
    both = bool(text) and (code.isdecimal() or code.isupper() or "+" in code)
    return Kategori(code, text) if both else Kategori(cell, cell)


def _table(dimensions: set[str], kube: Kube | None) -> Tabel:
    tabeller = load_kategorier().tabeller
    named = {item.kode.upper() for item in kube.dimensioner.get(ARTER, ())} if kube else set()
    for tabel in tabeller:
        if tabel.id in named or set(tabel.kendetegn) <= dimensions:
            return tabel
    known = "; ".join(f"{tabel.id} (med {', '.join(tabel.kendetegn)})" for tabel in tabeller)
    raise OrganisationFejl(
        f"Tabellen kendes ikke. Filen har dimensionerne {', '.join(sorted(dimensions))}. Kendte tabeller: {known}."
    )


def _check_dimensions(tabel: Tabel, dimensions: set[str], cells: Sequence[Celle]) -> None:
    needed = (tabel.omraade, tabel.tid, *tabel.afgoerende, *tabel.kun)
    if missing := [name for name in needed if name not in dimensions]:
        raise OrganisationFejl(
            f"{tabel.id}: dimensionen {', '.join(missing)} mangler. Hent tabellen igen, og vælg den til."
        )
    for name in sorted(dimensions - tabel.kendte - {ARTER}):
        if len({categories[name] for categories, _ in cells}) > 1:
            raise OrganisationFejl(
                f"{tabel.id}: ukendt dimension {name}. Tilladt er {', '.join(sorted(tabel.kendte))}; "
                f"andre må kun have én kategori."
            )


def _summed(
    tabel: Tabel, cells: Iterable[Celle], profil: Profil
) -> dict[tuple[int, str, str], dict[str, Sum]]:
    """(year, district, tenure) → point in time → the parts that are summed there, each once."""
    cells = list(cells)
    totals = {
        name
        for name in tabel.summeres
        if any(categories[name].is_one_of(tabel.ialt) for categories, _ in cells if name in categories)
    }
    found: dict[tuple[int, str, str], dict[str, Sum]] = {}
    for categories, value in cells:
        if not all(categories[name].is_one_of(wanted) for name, wanted in tabel.kun.items()):
            continue
        if not all(categories[name].is_one_of(tabel.ialt) for name in totals):
            continue
        # A total over what the rules ask for would count everything twice.
        if any(categories[name].is_one_of(tabel.ialt) for name in tabel.afgoerende):
            continue
        place = _district(categories[tabel.omraade], profil)
        if place is None:
            continue
        aar, point = _year(categories[tabel.tid], tabel)
        parts = found.setdefault((aar, place, _tenure(tabel, categories)), {}).setdefault(point, {})
        key = "|".join(f"{name}={category.kode}" for name, category in sorted(categories.items()))
        if key in parts:
            raise OrganisationFejl(f"{tabel.id}: cellen {key} står flere gange.")
        parts[key] = value
    if not found:
        raise OrganisationFejl(
            f"{tabel.id}: filen har ingen tal for {profil.kort_navn} (område {profil.kommunekode.lstrip('0')})"
            + (
                f", {' og '.join(f'{name} {values[0]}' for name, values in tabel.kun.items())}"
                if tabel.kun
                else ""
            )
            + "."
        )
    return found


def _district(category: Kategori, profil: Profil) -> str | None:
    """ "" for the municipality, a district's name for one of its districts; None for the rest of the country."""
    own = (profil.kommunekode, profil.kommunekode.lstrip("0"), profil.navn, profil.kort_navn)
    if category.is_one_of(own):
        return ""
    # The profile's other names are parts of districts: their figures are not the district's.
    return next((item.navn for item in profil.bydele if category.is_one_of([item.navn])), None)


def _year(category: Kategori, tabel: Tabel) -> tuple[int, str]:
    found = TID.fullmatch(category.kode) or TID.fullmatch(category.tekst)
    quarters = tabel.perioder_pr_aar > 1
    if found is None or bool(found["kvartal"]) != quarters:
        example = "2024K1" if quarters else "2024"
        raise OrganisationFejl(
            f"{tabel.id}: tiden “{category.kode:.20}” kendes ikke. Skriv for eksempel {example}."
        )
    return int(found["aar"]), found["kvartal"] or ""


def _tenure(tabel: Tabel, categories: Mapping[str, Kategori]) -> str:
    for regel in tabel.regler:
        if all(categories[name].is_one_of(values) for name, values in regel.naar.items()):
            return regel.ejerform
    shown = ", ".join(
        f"{name} {categories[name].kode} ({categories[name].tekst})" for name in tabel.afgoerende
    )
    raise OrganisationFejl(f"{tabel.id}: kategorien {shown} har ingen ejerform i programmets liste.")


def _lines(
    tabel: Tabel, found: Mapping[tuple[int, str, str], Mapping[str, Sum]], kube: Kube | None
) -> list[list[str]]:
    updated = f", opdateret {kube.opdateret}" if kube and kube.opdateret else ""
    source = f"Danmarks Statistik, {tabel.id}: {tabel.navn}{updated}"
    lines = [list(HEADER)]
    for (aar, bydel, ejerform), points in sorted(found.items()):
        values = [value for parts in points.values() for value in parts.values()]
        notes = []
        if len(points) < tabel.perioder_pr_aar:
            notes.append(f"Kun {len(points)} af årets {tabel.perioder_pr_aar} kvartaler er offentliggjort")
        if None in values:
            notes.append("Kilden oplyser ikke alle tal, der indgår")
        total = (
            ".."
            if notes
            else format(sum((v for v in values if v is not None), Decimal(0)), "f").replace(".", ",")
        )
        lines.append(
            [
                *(tabel.emne, str(aar), bydel, ejerform, str(Enhed.ANTAL), total),
                *(source, tabel.kilde, tabel.sikkerhed, ". ".join(notes)),
            ]
        )
    return lines

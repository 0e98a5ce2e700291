"""The municipality's own figures: added with date and source, withdrawn with a reason."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from almen.grundlag import haendelser
from almen.grundlag.models import LokalParameter
from almen.grundlag.selectors import current_parametre
from almen.grundlag.services.rettigheder import GrundlagFejl, require_administrate
from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.regler.lokale import LokalRaekke, lokale_fra_csv, lokale_kolonner, validate_lokal
from almen.regler.parameter import Parameter
from almen.ui.parsere import parse_dato

MAX_BYTES = 1_000_000
MAX_RAEKKER = 5_000
LENGTHS = {"hjemmel": 200, "kilde": 400, "vaerdi": 60}
THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+")


@dataclass(frozen=True)
class Importeret:
    """A CSV file as it was read: the rows, every fault with its cell, and the text to send again."""

    raekker: tuple[LokalRaekke, ...]
    fejl: tuple[Fejl, ...]
    tekst: str

    @property
    def kan_gemmes(self) -> bool:
        """True if there are rows and not a single fault."""
        return bool(self.raekker) and not self.fejl


@transaction.atomic
def add_lokale(*, bruger: Bruger, raekker: Sequence[LokalRaekke]) -> list[LokalParameter]:
    """Adds every row or none. Raises UgyldigtInput with every fault, its field named, or IkkeTilladt."""
    require_administrate(bruger)
    if not raekker:
        raise GrundlagFejl("Der er ingen rækker at gemme.")
    fejl: list[Fejl] = []
    parametre = current_parametre()
    for number, row in enumerate(raekker, start=1):
        prefix = f"række {number}." if len(raekker) > 1 else ""
        found = validate_lokal(row, parametre, raekker[: number - 1]) or _too_long(row)
        fejl += [Fejl(f"{prefix}{item.felt}", item.besked) for item in found]
    if fejl:
        raise UgyldigtInput(fejl)
    saved = [
        LokalParameter.objects.create(
            parameter=row.parameter,
            fra=row.fra,  # type: ignore[misc]  # a row without it was refused above
            til=row.til,
            naar=plain_naar(row),
            vaerdi=_value_text(row.vaerdi),
            hjemmel=row.hjemmel.strip(),
            kilde=row.kilde.strip(),
            registreret_af=bruger,
        )
        for row in raekker
    ]
    for row_saved in saved:
        haendelser.announce(
            bruger,
            "lokalt_tal_tilfoejet",
            f"Lokalt tal tilføjet: {row_saved.parameter} = {row_saved.vaerdi} fra {row_saved.fra:%d.%m.%Y}.",
            {"parameter": row_saved.parameter, "raekke": row_saved.pk, "vaerdi": row_saved.vaerdi,
             "naar": row_saved.naar, "kilde": row_saved.kilde},
        )  # fmt: skip
    return saved


def add_lokal(
    *,
    bruger: Bruger,
    parameter: str,
    fra: dt.date | None,
    til: dt.date | None,
    vaerdi: object,
    hjemmel: str,
    kilde: str,
    naar: dict[str, Any] | None = None,
) -> LokalParameter:
    """Adds one figure; `naar` are the conditions as `LokalRaekke` takes them. Raises as `add_lokale`."""
    today = timezone.localdate()
    row = LokalRaekke(
        parameter=parameter, fra=fra, til=til, vaerdi=vaerdi, hjemmel=hjemmel, kilde=kilde, registreret=today,
        naar=naar or {},
    )  # fmt: skip
    return add_lokale(bruger=bruger, raekker=[row])[0]


def import_lokale_csv(*, bruger: Bruger, fil: bytes) -> Importeret:
    """Reads a CSV file (comma or semicolon, UTF-8 or Excel's Latin) and finds every fault; saves nothing.

    Danish figures and dates are understood. Raises GrundlagFejl if the file cannot be read, IkkeTilladt.
    """
    require_administrate(bruger)
    if len(fil) > MAX_BYTES:
        raise GrundlagFejl("fil: filen er for stor; højst 1 MB.")
    text = _decode(fil)
    header, rows = _read_rows(text)
    if "parameter" not in header:
        raise GrundlagFejl("fil: første linje skal være kolonnenavne, og “parameter” skal være en af dem.")
    if not rows:
        raise GrundlagFejl("fil: filen har ingen rækker under kolonnenavnene.")
    if len(rows) > MAX_RAEKKER:
        raise GrundlagFejl(f"fil: filen har for mange rækker; højst {MAX_RAEKKER}.")
    parametre = current_parametre()
    faults: list[Fejl] = []
    cells: list[dict[str, str]] = []
    for number, row in enumerate(rows, start=2):
        id_ = row.get("parameter", "").strip()
        parameter = parametre.get(id_) if id_ in parametre else None
        clean, found = _read_danish(row, parameter)
        faults += [Fejl(f"række {number}.{fault.felt}", fault.besked) for fault in found]
        cells.append(clean)
    read, fejl = lokale_fra_csv(cells, timezone.localdate(), parametre)
    faults += [*fejl, *(Fejl(f"{row.parameter}.{f.felt}", f.besked) for row in read for f in _too_long(row))]
    return Importeret(read, tuple(faults), text)


@transaction.atomic
def tilbagekald_lokal(*, bruger: Bruger, lokal: LokalParameter, grund: str) -> LokalParameter:
    """Withdraws a local figure; it stays visible with the reason. Raises GrundlagFejl or IkkeTilladt."""
    require_administrate(bruger)
    reason = grund.strip()
    if not reason:
        raise GrundlagFejl("grund: Skriv, hvorfor tallet tilbagekaldes.")
    if len(reason) > 300:
        raise GrundlagFejl("grund: Højst 300 tegn.")
    found = LokalParameter.objects.select_for_update().get(pk=lokal.pk)
    if found.tilbagekaldt is not None:
        raise GrundlagFejl("Tallet er allerede tilbagekaldt.")
    found.tilbagekaldt, found.tilbagekaldt_af, found.tilbagekaldt_grund = timezone.now(), bruger, reason
    found.save(update_fields=["tilbagekaldt", "tilbagekaldt_af", "tilbagekaldt_grund"])
    haendelser.announce(
        bruger,
        "lokalt_tal_tilbagekaldt",
        f"Lokalt tal tilbagekaldt: {found.parameter} = {found.vaerdi} fra {found.fra:%d.%m.%Y}. {reason}",
        {"parameter": found.parameter, "raekke": found.pk, "grund": reason},
    )
    return found


def csv_columns(parameter: Parameter) -> tuple[str, ...]:
    """The columns of a parameter's CSV template. A remark belongs in `kilde`, so there is none for notes."""
    return tuple(column for column in lokale_kolonner(parameter) if column != "note")


def plain_naar(row: LokalRaekke) -> dict[str, Any]:
    """The conditions as JSON keeps them: texts, lists and intervals with texts at both ends."""
    return {key: _plain(value) for key, value in row.naar.items() if value not in (None, "", [], {})}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item not in (None, "")}
    if isinstance(value, list | tuple | set | frozenset):
        return sorted(str(item) for item in value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _value_text(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, dt.date) else str(value).strip()


def _too_long(row: LokalRaekke) -> list[Fejl]:
    texts = {"hjemmel": row.hjemmel, "kilde": row.kilde, "vaerdi": _value_text(row.vaerdi)}
    faults = [
        Fejl(name, f"højst {LENGTHS[name]} tegn") for name, text in texts.items() if len(text) > LENGTHS[name]
    ]
    return faults + ([Fejl("note", "gemmes ikke; skriv bemærkningen i kilde")] if row.note else [])


def _decode(fil: bytes) -> str:
    if b"\x00" in fil:
        raise GrundlagFejl("fil: det er ikke en CSV-fil. Gem regnearket som CSV.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return fil.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise GrundlagFejl("fil: teksten kan ikke læses. Gem regnearket som CSV (UTF-8).")


def _read_rows(text: str) -> tuple[list[str], list[dict[str, str]]]:
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    try:
        reader = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise GrundlagFejl(f"fil: filen er ikke gyldig CSV ({error}).") from None
    header = [name.strip() for name in reader[0]] if reader else []
    rows = []
    for cells in reader[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        extra = {
            f"kolonne {number}": cell for number, cell in enumerate(cells[len(header) :], len(header) + 1)
        }
        rows.append({**dict(zip(header, cells, strict=False)), **extra})
    return header, rows


def _read_danish(row: dict[str, str], parameter: Parameter | None) -> tuple[dict[str, str], list[Fejl]]:
    """Danish dates and figures as the rules read them. What can be read in two ways is a fault."""
    clean, faults = {}, []
    for name, cell in row.items():
        text = cell.strip().removeprefix("'")
        if name.split("_")[-1] in ("fra", "til") and text:
            text = _iso(text)
        elif name == "vaerdi" and parameter is not None and parameter.enhed.type in ("heltal", "decimal"):
            if parameter.enhed.type == "decimal" and THOUSANDS.fullmatch(text):
                faults.append(Fejl(name, f"»{text}« kan læses på to måder; skriv tusinder uden punktum"))
            text = _figure(text)
        clean[name] = text
    return clean, faults


def _iso(text: str) -> str:
    try:
        return parse_dato(text).isoformat()
    except ValueError:
        return text


def _figure(text: str) -> str:
    compact = re.sub(r"[\s\u00a0]", "", text)
    if "," in compact or THOUSANDS.fullmatch(compact):
        return compact.replace(".", "").replace(",", ".")
    return compact


def faults_by_field(fejl: Iterable[Fejl]) -> dict[str, list[str]]:
    """Faults grouped by the field they name, as a form shows them."""
    grouped: dict[str, list[str]] = {}
    for fault in fejl:
        grouped.setdefault(fault.felt, []).append(fault.besked)
    return grouped

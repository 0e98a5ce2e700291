"""New versions of a project's figures. Figures are added, never altered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from almen.byggeri.models import Bogstav, Projekt, Projektdel, Servicearealtal, Skema
from almen.byggeri.selectors.projektdata import Projektdata, Skemadata, forget_projektdata, projektdata_of
from almen.byggeri.services.inddata import DelInput, ServicearealInput, check_dele, check_serviceareal
from almen.organisationer.models import Bruger
from almen.regler.fejl import Fejl, UgyldigtInput
from almen.sager import adgang
from almen.sager.faste import insert
from almen.sager.models import Sag
from almen.sager.services import locked_journal, refresh_overblik, send_back_where_demanded, whole_act

LETTERS = (Bogstav.A, Bogstav.B, Bogstav.C)


def save_skema(
    *,
    bruger: Bruger,
    sag: Sag,
    bogstav: str,
    dele: Sequence[DelInput],
    indsendt: dt.date | None = None,
    note: str = "",
    kilde: str = "",
    serviceareal: ServicearealInput | None = None,
) -> Skema:
    """Adds a version of Skema A, B or C. Earlier versions stay as they were.

    Where the new figures demand a new decision, the case is sent back by itself in the same act.
    Raises UgyldigtInput, also when a standing decision has fixed this Skema, or when the one before it is
    missing.
    """
    adgang.require(adgang.may_edit_sag(bruger), "Kun sagsbehandlere og ledere kan registrere skemaer.")
    if bogstav not in Bogstav.values:
        raise UgyldigtInput([Fejl("bogstav", f"er »{bogstav}«; tilladt er A, B og C")])
    check_dele(dele)
    check_serviceareal(serviceareal)
    with whole_act():
        skema = _add_version(bruger, sag, bogstav, dele, indsendt, note, kilde, serviceareal)
        send_back_where_demanded(bruger=bruger, sag=sag, nye_tal=True)
    return skema


def _add_version(
    bruger: Bruger,
    sag: Sag,
    bogstav: str,
    dele: Sequence[DelInput],
    indsendt: dt.date | None,
    note: str,
    kilde: str,
    serviceareal: ServicearealInput | None,
) -> Skema:
    with locked_journal(sag, bruger) as journal:
        forget_projektdata(sag)
        data = projektdata_of(sag)
        require_open(data, bogstav)
        latest = data.latest(bogstav)
        skema = Skema(
            projekt=data.projekt,
            bogstav=bogstav,
            version=latest.skema.version + 1 if latest else 1,
            indsendt=indsendt,
            note=note.strip(),
            kilde=kilde.strip(),
            registreret_af=bruger,
        )
        data.skemaer.append(write_skema(skema, _match_parts(data.projekt, dele), serviceareal))
        data.skemaer.sort(key=lambda item: (item.skema.bogstav, item.skema.version))
        journal.append(
            "skema",
            f"Skema {bogstav}, version {skema.version} er registreret.",
            {
                "bogstav": bogstav,
                "version": skema.version,
                "dele": [item.as_data() for item in dele],
                **({"serviceareal": serviceareal.as_data()} if serviceareal else {}),
            },
        )
        refresh_overblik(sag)
    return skema


def require_open(data: Projektdata, bogstav: str) -> None:
    """A Skema that a decision has fixed is closed, and so is each earlier one; B needs an A, C a B."""
    for later in LETTERS[LETTERS.index(Bogstav(bogstav)) :]:
        fixed = data.fixed(later)
        if fixed is not None:
            tekst = (
                f"Skema {later} er låst af beslutning nr. {fixed.skema.laast_af_beslutning}. Send sagen "
                "tilbage, hvis tallene skal ændres"
            )
            raise UgyldigtInput([Fejl("bogstav", tekst)])
    before = {Bogstav.B: Bogstav.A, Bogstav.C: Bogstav.B}.get(Bogstav(bogstav))
    if before and data.latest(before) is None:
        raise UgyldigtInput([Fejl("bogstav", f"Skema {before} skal være registreret før Skema {bogstav}")])


def write_skema(
    skema: Skema,
    parts: list[tuple[Projektdel, DelInput]],
    serviceareal: ServicearealInput | None = None,
) -> Skemadata:
    """Writes the version and its parts' figures; to be called inside the act's transaction."""
    insert(skema)
    rows = [insert(item.as_skemadel(skema, part)) for part, item in parts]
    area = None
    if serviceareal is not None and serviceareal.as_data():
        area = Servicearealtal.objects.create(skema=skema, **serviceareal.as_data())
    return Skemadata(skema, rows, area)


def _match_parts(projekt: Projekt, dele: Sequence[DelInput]) -> list[tuple[Projektdel, DelInput]]:
    """Each figure with its part: by number, else the first unused one of the type, else a new part."""
    unused = {part.nummer: part for part in projekt.dele.all()}
    next_number = max(unused, default=0) + 1
    numbered = _numbered_parts(unused, dele)
    result: list[tuple[Projektdel, DelInput]] = []
    for index, item in enumerate(dele):
        part = numbered.get(index) or _take_type(unused, item.boligtype)
        if part is None:
            part = Projektdel.objects.create(
                projekt=projekt, nummer=next_number, boligtype=item.boligtype, bossinf_type=item.bossinf_type
            )
            next_number += 1
        result.append((part, item))
    return sorted(result, key=lambda pair: pair[0].nummer)


def _numbered_parts(unused: dict[int, Projektdel], dele: Sequence[DelInput]) -> dict[int, Projektdel]:
    """The parts that were named by number, by their place in `dele`; takes them out of `unused`."""
    found: dict[int, Projektdel] = {}
    fejl: list[Fejl] = []
    for index, item in enumerate(dele):
        if item.nummer is None:
            continue
        part = unused.pop(item.nummer, None)
        if part is None:
            fejl.append(Fejl(f"dele[{index}].nummer", f"del {item.nummer} findes ikke i projektet"))
        elif part.boligtype != item.boligtype:
            fejl.append(
                Fejl(
                    f"dele[{index}].boligtype",
                    f"del {item.nummer} har en anden boligtype; tilføj en ny del i stedet",
                )
            )
        else:
            found[index] = part
    if fejl:
        raise UgyldigtInput(fejl)
    return found


def _take_type(unused: dict[int, Projektdel], boligtype: str) -> Projektdel | None:
    nummer = next((nummer for nummer, part in unused.items() if part.boligtype == boligtype), None)
    return None if nummer is None else unused.pop(nummer)

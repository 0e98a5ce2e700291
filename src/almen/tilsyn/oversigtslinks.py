"""Where the pages of supervision lead: a page that is not there gives no link."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from almen.tilsyn.selectors.oversigt import Celle, Raekke
from almen.tilsyn.stilling import NAVNE, TONER, Tilstand

# Only the first of what is late stands in a cell; the dialogue's page tells the rest.
SHOWN = 1


@dataclass(frozen=True)
class Rum:
    """A page of supervision: its name, what it is for, the names of its address (the first that there is counts), and a query."""

    navn: str
    formaal: str
    adresser: tuple[str, ...]
    query: str = ""


RUM = (
    Rum("Styringsdialoger", "Alle dialoger, som du kan se", ("tilsyn:dialoger",)),
    Rum("Aftaler", "Hvem gør hvad hvornår efter dialogerne", ("tilsyn:aftaler",)),
    Rum(
        "Nøgletal",
        "Organisationernes og afdelingernes tal",
        ("tilsyn:noegletalsliste",),
    ),
    Rum("Risiko", "Hvor der bør ses efter først", ("tilsyn:risiko",)),
    Rum("Revisionsbemærkninger", "Revisors bemærkninger og opfølgningen", ("tilsyn:revision",)),
    Rum(
        "Ledige boliger",
        "Den årlige optælling",
        ("tilsyn:ledighedsliste",),
    ),
    Rum("Tilsynssager", "Henvendelser, påbud og undersøgelser", ("godkendelser:liste",), "?emne=tilsyn"),
)


def find_url(*names: str, args: tuple[object, ...] = ()) -> str:
    """The address of the first of `names` that there is; empty where there is none."""
    for name in names:
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return ""


def rooms() -> list[tuple[str, str, str]]:
    """(name, what it is for, address) of the pages of supervision that there are."""
    found = ((item, find_url(*item.adresser)) for item in RUM)
    return [(item.navn, item.formaal, f"{url}{item.query}") for item, url in found if url]


class Cellevisning:
    """Makes the overview's cells: addresses are looked up once, since there may be hundreds of cells."""

    def __init__(self, *, maa_starte: bool, this_year: int) -> None:
        self.maa_starte, self.this_year = maa_starte, this_year
        self.dialog = find_url("tilsyn:dialog", "sager:sag", args=("NUMMER",))
        self.organisation = find_url("organisationer:organisation", args=("NUMMER",))
        self.hjul, self.ny = find_url("aarshjul:start"), find_url("tilsyn:dialog_ny")

    def url(self, celle: Celle) -> str:
        """The dialogue's page; where there is none, where it is begun by those who may, else the organisation's."""
        if celle.sag:
            return self.dialog.replace("NUMMER", celle.sag)
        if not self.maa_starte or celle.stilling.tilstand not in (
            Tilstand.MANGLER,
            Tilstand.IKKE_STARTET,
            Tilstand.KOMMER,
        ):
            return self.organisation.replace("NUMMER", celle.lbf_nummer)
        if celle.aar >= self.this_year:
            return f"{self.hjul}?aar={celle.aar}&punkt=styringsdialog"
        return f"{self.ny}?boligorganisation={celle.organisation}&aar={celle.aar}"

    def row(self, raekke: Raekke) -> SafeString:
        """The row's cells: each state as a link, and under it the next step or the first of what is late.

        Written by hand, since a template takes three times as long over hundreds of cells; every text from outside is escaped here.
        """
        navn = escape(raekke.navn)
        return SafeString("".join(self._cell(celle, navn) for celle in raekke.celler))

    def _cell(self, celle: Celle, navn: str) -> str:
        tilstand = celle.stilling.tilstand
        if tilstand == Tilstand.IKKE_AKTUEL:
            return BLANK
        note = _note(celle)
        small = f"<small>{escape(note)}</small>" if note else ""
        return (
            f'<td role="cell" data-label="{celle.aar}"><span><a href="{escape(self.url(celle))}">{CHIPS[tilstand]}'
            f'<span class="sr-only"> {navn} {celle.aar}</span></a>{small}</span></td>'
        )


BLANK = '<td role="cell" class="a-blank"><span aria-hidden="true">–</span><span class="sr-only">Ikke aktuel</span></td>'
CHIPS = {
    item: format_html('<span class="a-chip a-tone-{}">{}</span>', TONER[item], NAVNE[item])
    for item in Tilstand
}


def _note(celle: Celle) -> str:
    late = celle.stilling.forsinket
    if late:
        more = f" og {len(late) - SHOWN} mere" if len(late) > SHOWN else ""
        return f"{late[0]}{more}"
    return f"Næste: {celle.trin}" if celle.trin and celle.stilling.tilstand == Tilstand.I_GANG else ""

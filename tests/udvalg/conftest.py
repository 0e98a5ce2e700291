"""A committee with members, a meeting that has been held, and a case whose next step is the committee's."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from almen.grundlag.models import Sagsgangsversion
from almen.sager.models import Sag
from almen.sager.services import opened_sag, record_beslutning
from almen.sagsgang.register import REGISTER, Kontrol, Kontrolsvar, Sagstype, Virkning
from almen.udvalg.models import Moede, Organmedlem
from almen.udvalg.services import add_medlem, create_moede

AABNET = dt.date(2026, 9, 1)
MOEDEDAG = dt.date(2026, 9, 14)
PARTIER = {"Rødt (R)": 5, "Blåt (B)": 4, "Grønt (G)": 2}
ROUTE = """
kommune: koebenhavn
sagstype: moedesag
version: "2020-1"
gyldig_fra: 2020-01-01
vedtaget: {organ: borgerrepraesentationen, dato: 2020-01-01, kilde: test, sikkerhed: sikker}
faser: [{id: start, navn: Start}, {id: slut, navn: Slut}]
trin:
  - {id: ansoegning, navn: Ansøgning modtaget, fase: start, aktoer: boligorganisation, handling: forbereder, hjemmel: [test]}
  - {id: droeftelse, navn: Udvalget drøfter, fase: start, aktoer: udvalget, handling: droefter, efter: [ansoegning], valgfrit: true, hjemmel: [test]}
  - id: udvalg
    navn: Udvalget godkender garantien
    fase: start
    aktoer: udvalget
    handling: godkender
    efter: [ansoegning, droeftelse]
    kontroller: [moedekontrol]
    virkninger: [moedevirkning]
    hjemmel: [test]
  - {id: oeu, navn: Økonomiudvalget afgiver erklæring, fase: slut, aktoer: oekonomiudvalget, handling: afgiver_erklaering, efter: [udvalg], hjemmel: [test]}
  - {id: br, navn: Borgerrepræsentationen godkender, fase: slut, aktoer: borgerrepraesentationen, handling: godkender, efter: [oeu], hjemmel: [test]}
"""


class Proeve:
    """What the test's check answers, and what its effect has done."""

    def __init__(self) -> None:
        self.svar = "ja"
        self.log: list[str] = []

    def check(self, sag: Sag, dato: dt.date) -> Kontrolsvar:
        return Kontrolsvar(id="moedekontrol", udfald=self.svar, titel="Rammen", forklaring="Rammen er brugt.")

    def effect(self, sag, beslutning, bruger) -> None:
        self.log.append("gjort")

    def undo(self, sag, beslutning, bruger) -> None:
        self.log.append("ophævet")


@pytest.fixture
def proeve(administrator) -> Proeve:
    state = Proeve()
    REGISTER.register_sagstype(
        Sagstype(id="moedesag", navn="Mødesag", navn_flertal="Mødesager", fakta=lambda sag: {})
    )
    REGISTER.register_kontrol(Kontrol(id="moedekontrol", navn="Rammen", funktion=state.check))
    REGISTER.register_virkning(
        Virkning(id="moedevirkning", navn="Virkning", funktion=state.effect, ophaev=state.undo)
    )
    Sagsgangsversion.objects.create(
        sagstype="moedesag",
        version="2020-1",
        status="vedtaget",
        gyldig_fra=dt.date(2020, 1, 1),
        definition=ROUTE,
        sha256=hashlib.sha256(ROUTE.encode()).hexdigest(),
        registreret_af=administrator,
    )
    yield state
    REGISTER.unregister("moedesag", "moedekontrol", "moedevirkning")


@pytest.fixture
def ny_sag(proeve, sagsbehandler, organisation):
    """Opens cases; with `klar` the committee's step is open."""

    def make(titel: str = "Garanti for vinduer", *, klar: bool = True, **felter) -> Sag:
        with opened_sag(
            bruger=sagsbehandler,
            sagstype="moedesag",
            titel=titel,
            boligorganisation=organisation,
            aabnet_dato=AABNET,
            **felter,
        ) as sag:
            pass
        if klar:
            record_beslutning(
                bruger=sagsbehandler, sag=sag, trin="ansoegning", kilde="brev", dato=dt.date(2026, 9, 3)
            )
        return sag

    return make


@pytest.fixture
def sag(ny_sag) -> Sag:
    return ny_sag()


@pytest.fixture
def medlemmer(leder) -> list[Organmedlem]:
    """Eleven members of three parties, and a stedfortræder."""
    fra = dt.date(2026, 1, 1)
    rows = [
        add_medlem(bruger=leder, organ="udvalget", navn=f"{parti[0]}{number}", parti=parti, fra=fra)
        for parti, antal in PARTIER.items()
        for number in range(1, antal + 1)
    ]
    add_medlem(
        bruger=leder, organ="udvalget", navn="Vikar", parti="Grønt (G)", rolle="stedfortraeder", fra=fra
    )
    return rows


@pytest.fixture
def moede(sekretaer) -> Moede:
    """A committee meeting in the past."""
    return create_moede(bruger=sekretaer, organ="udvalget", dato=MOEDEDAG)

"""A small case type of the tests' own: four steps, one check, one effect that can be undone."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from almen.grundlag.models import Sagsgangsversion
from almen.sager.models import Sag
from almen.sager.services import opened_sag
from almen.sagsgang.register import REGISTER, Faktum, Kontrol, Kontrolsvar, Sagstype, Virkning

ROUTE = """
kommune: koebenhavn
sagstype: proeve
version: "2020-1"
gyldig_fra: 2020-01-01
vedtaget: {organ: borgerrepraesentationen, dato: 2020-01-01, kilde: test, sikkerhed: sikker}
faser: [{id: start, navn: Start}, {id: slut, navn: Slut}]
trin:
  - {id: ansoegning, navn: Ansøgning modtaget, fase: start, aktoer: boligorganisation, handling: forbereder, hjemmel: [test]}
  - id: direktion
    navn: Direktionen godkender
    fase: start
    aktoer: direktionen
    handling: godkender
    efter: [ansoegning]
    kontroller: [proeve_kontrol]
    dispensation_mulig: [proeve_kontrol]
    virkninger: [proeve_virkning]
    hjemmel: [test]
    frist: {efter: ansoegning, dage: 30}
  - id: udvalg
    navn: Udvalget godkender
    fase: slut
    aktoer: udvalget
    handling: godkender
    efter: [direktion]
    virkninger: [proeve_virkning]
    hjemmel: [test]
  - {id: tilsagn, navn: Tilsagn gives, fase: slut, aktoer: forvaltningen, handling: giver_tilsagn, efter: [udvalg], hjemmel: [test]}
"""


class Proeve:
    """What the test's check answers, and what its effect has done."""

    def __init__(self) -> None:
        self.svar = "ja"
        self.log: list[str] = []
        self.fejler = False

    def check(self, sag: Sag, dato: dt.date) -> Kontrolsvar:
        return Kontrolsvar(
            id="proeve_kontrol", udfald=self.svar, titel="Prøvekontrol", forklaring="Tallet er 7."
        )

    def effect(self, sag, beslutning, bruger) -> None:
        self.log.append("gjort")
        if self.fejler:
            raise RuntimeError("arbejderen dør midt i det hele")

    def undo(self, sag, beslutning, bruger) -> None:
        self.log.append("ophævet")


@pytest.fixture
def proeve() -> Proeve:
    state = Proeve()
    REGISTER.register_sagstype(
        Sagstype(
            id="proeve",
            navn="Prøvesag",
            navn_flertal="Prøvesager",
            fakta=lambda sag: {},
            faktadefinitioner=(Faktum(id="boligtype", navn="Boligtype", vaerdier=(("familie", "Familie"),)),),
        )
    )
    REGISTER.register_kontrol(Kontrol(id="proeve_kontrol", navn="Prøvekontrol", funktion=state.check))
    REGISTER.register_virkning(
        Virkning(id="proeve_virkning", navn="Prøvevirkning", funktion=state.effect, ophaev=state.undo)
    )
    yield state
    REGISTER.unregister("proeve", "proeve_kontrol", "proeve_virkning")


@pytest.fixture
def route(administrator, proeve) -> Sagsgangsversion:
    return Sagsgangsversion.objects.create(
        sagstype="proeve",
        version="2020-1",
        status="vedtaget",
        gyldig_fra=dt.date(2020, 1, 1),
        definition=ROUTE,
        sha256=hashlib.sha256(ROUTE.encode()).hexdigest(),
        registreret_af=administrator,
    )


@pytest.fixture
def sag(route, sagsbehandler, organisation) -> Sag:
    with opened_sag(
        bruger=sagsbehandler,
        sagstype="proeve",
        titel="12 boliger på Prøvevej",
        boligorganisation=organisation,
    ) as sag:
        pass
    return sag

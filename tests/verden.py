"""What the access table's addresses and the browser point at: one open and one confidential case of the organisation *Prøven*."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import types
from decimal import Decimal

import pytest

from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.services import create_anmodning, send_in, start_ansoegning, upload_fil
from almen.api.services import create_klient
from almen.byggeri.services import DelInput, open_nybyggeri, open_renovering, register_garanti
from almen.byggeri.services.lokalplan import save_lokalplan
from almen.godkendelser.services import open_godkendelse
from almen.organisationer.services import start_import
from almen.organisationer.services.importart import arter
from almen.papirer.models import Skabelon
from almen.papirer.skabelon import SHIPPED
from almen.sager.services import add_dokument, add_frist, edit_sag, record_beslutning

PDF = b"%PDF-1.7\n%%EOF\n"
# One file without a fault, and one with.
IMPORTER = {
    "afdelinger_alle": "lbf_nummer;nummer;navn;familie\n9001;17;Nordgården;120\n",
    "projekter": "titel;lbf_nummer;boligtype\nFejlgården;0000;hytte\n",
}
ROLES = (
    "sagsbehandler",
    "leder",
    "direktion",
    "sekretaer",
    "suf",
    "boligorganisation_bruger",
    "anden_boligorganisation_bruger",
    "revisor",
    "administrator",
    "uden_rolle",
)


def _case(bruger, organisation, titel):
    sag = open_nybyggeri(
        bruger=bruger,
        titel=titel,
        boligorganisation=organisation,
        dele=[DelInput(boligtype="familie", antal=10, bruttoareal_m2=800, anskaffelsessum=30_000_000)],
    )
    record_beslutning(bruger=bruger, sag=sag, trin="ansoegning", kilde="brev")
    return sag


def _fil(bruger, organisation, **more):
    return upload_fil(
        bruger=bruger,
        boligorganisation=organisation,
        name="bilag.pdf",
        size=len(PDF),
        stream=io.BytesIO(PDF),
        **more,
    )


@pytest.fixture
def verden(sagsgange, organisation, anden_organisation, request):
    """Objects by the names that the table uses in its addresses, and the users by role."""
    users = {name: request.getfixturevalue(name) for name in ROLES}
    officer = users["sagsbehandler"]
    sag, fortrolig = _case(officer, organisation, "Åben sag"), _case(officer, organisation, "Fortrolig sag")
    edit_sag(bruger=officer, sag=fortrolig, titel=fortrolig.titel, fortrolighed="fortrolig")
    dokument = add_dokument(
        bruger=officer,
        sag=sag,
        titel="Brev",
        name="brev.pdf",
        size=len(PDF),
        stream=io.BytesIO(PDF),
        fortrolighed="intern",
    )
    frist = add_frist(bruger=officer, sag=sag, titel="Rykker", dato=dt.date(2030, 1, 1))
    garanti = register_garanti(bruger=officer, sag=sag, laan=27_000_000, brutto=10_000_000)
    renovering = open_renovering(
        bruger=officer, titel="Renovering af Prøven", boligorganisation=organisation, problemer=["bygning"]
    )
    lokalplan = save_lokalplan(bruger=officer, nummer="609", navn="Prøveplan", krav_m2=Decimal(100))
    laan = open_godkendelse(
        bruger=officer,
        type_id="laan_uden_garanti",
        titel="Nyt tag",
        boligorganisation=organisation,
        svar={"formaal": "Tag", "laan": 1_000_000},
    )
    own = users["boligorganisation_bruger"]
    indsendelse = send_in(
        bruger=own,
        boligorganisation=organisation,
        ansoegning=Ansoegning(art="skema_a", titel="Ansøgt", dele=(DelInput("familie", antal=10),)),
        filer=[_fil(own, organisation)],
    )
    anmodning = create_anmodning(bruger=officer, sag=sag, tekst="Send tegninger")
    kladde = start_ansoegning(bruger=own, art="skema_a", boligorganisation=organisation)
    bilag = _fil(own, organisation, kladde=kladde)
    renoveringskladde = start_ansoegning(bruger=own, art="renovering", boligorganisation=organisation)
    renoveringsindsendelse = send_in(
        bruger=own,
        boligorganisation=organisation,
        ansoegning=Ansoegning(art="renovering", titel="Søgt renovering", felter={"problemer": ["bygning"]}),
    )
    afslag = open_godkendelse(
        bruger=officer,
        type_id="laan_uden_garanti",
        titel="Nyt tag, afslået",
        boligorganisation=organisation,
        svar={"formaal": "Tag", "laan": 1_000_000},
    )
    record_beslutning(
        bruger=officer, sag=afslag, trin="ansoegning", udfald="forkastet", begrundelse="Nej", kilde="brev"
    )
    klient, _ = create_klient(af=users["administrator"], navn="Prøve", bruger=officer)
    hentede = [
        start_import(bruger=officer, art=arter()[art], filnavn=f"{art}.csv", fil=io.BytesIO(content.encode()))
        for art, content in IMPORTER.items()
    ]
    typ = (SHIPPED / "brev.typ").read_bytes()
    skabelon = Skabelon.objects.create(
        art="brev",
        format="typ",
        version=1,
        filnavn="brev.typ",
        indhold=typ,
        sha256=hashlib.sha256(typ).hexdigest(),
        stoerrelse=len(typ),
        tilfoejet_af=users["administrator"],
    )
    names = {
        "skabelon": skabelon.pk,
        "import": hentede[0].pk,
        "projektimport": hentede[1].pk,
        "garanti": garanti.pk,
        "indsendelse": indsendelse.pk,
        "anmodning": anmodning.pk,
        "kladde": str(kladde.noegle),
        "renoveringskladde": str(renoveringskladde.noegle),
        "renoveringsindsendelse": renoveringsindsendelse.pk,
        "bilag": str(bilag.noegle),
        "klient": klient.pk,
        "sag": sag.nummer,
        "godkendelse": laan.nummer,
        "afslag": afslag.nummer,
        "renovering": renovering.nummer,
        "lokalplan": lokalplan.nummer,
        "fortrolig": fortrolig.nummer,
        "dokument": str(dokument.noegle),
        "frist": frist.pk,
        "lbf": organisation.lbf_nummer,
        "bruger": users["revisor"].pk,
        "tildeling": users["revisor"].rolletildelinger.get().pk,
    }
    return types.SimpleNamespace(users=users, names=names, sag=sag)


@pytest.fixture
def verden_sag(sagsgange, sagsbehandler, organisation):
    """One case whose application has been received."""
    return _case(sagsbehandler, organisation, "Åben sag")

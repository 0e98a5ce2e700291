"""What the access table's addresses and the browser point at: one open and one confidential case of the organisation *Prøven*."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import types
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.aftaleverden import agreement_names
from tests.analyseverden import simulation_names
from tests.dialogverden import dialog_names
from tests.fysiskverden import physical_names
from tests.maaleverden import maaling_names
from tests.omraader.aflaesninger import liste, make_omraade, put_graense, put_liste, put_tal
from tests.omraadeverden import omraade_names
from tests.planverden import helhedsplan_names, plan_names
from tests.rammeverden import framework_names
from tests.risikoverden import risk_names
from tests.talverden import figure_names
from tests.tilsynssagsverden import tilsynssag_names
from tests.tilsynsverden import ledighed_names

from almen.aarshjul.services import open_aar
from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.services import create_anmodning, send_in, start_ansoegning, upload_fil
from almen.api.services import create_klient
from almen.boligmasse.services import Talinput, register_boligtal
from almen.byggeri.services import DelInput, open_nybyggeri, open_renovering, register_garanti
from almen.byggeri.services.lokalplan import save_lokalplan
from almen.godkendelser.services import open_godkendelse
from almen.grundlag.models import Administrationsgrundlag
from almen.grundlagssager.services import open_analyse, open_grundlagsaendring, save_forslag
from almen.omraader.services.justering import open_justering
from almen.omraader.services.stand import refresh_stande
from almen.organisationer.services import start_import
from almen.organisationer.services.importart import arter
from almen.overblik.services import create_kalenderadresse
from almen.papirer.models import Skabelon
from almen.papirer.skabelon import SHIPPED
from almen.sager.selectors import load_forloeb
from almen.sager.services import add_dokument, add_frist, edit_sag, publish_dokument, record_beslutning
from almen.udvalg.services import add_medlem, add_punkt, create_moede, put_on_agenda

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


def _public_case(bruger, organisation):
    """A case that the committee has decided, with a document that is public."""
    sag = open_godkendelse(
        bruger=bruger,
        type_id="laan_uden_garanti",
        titel="Nyt tag, besluttet",
        boligorganisation=organisation,
        svar={"formaal": "Tag", "laan": 1_000_000},
    )
    for step in load_forloeb(sag).sagsgang.orden:
        record_beslutning(bruger=bruger, sag=sag, trin=step.id, kilde="brev")
        if step.aktoer == "udvalget":
            break
    dokument = add_dokument(
        bruger=bruger, sag=sag, titel="Indstilling", name="x.pdf", size=len(PDF), stream=io.BytesIO(PDF)
    )
    publish_dokument(bruger=bruger, dokument=dokument)
    return sag, dokument


def _omraade(bruger):
    """An area on one of the state's lists, with an outline."""
    omraade = make_omraade(bruger, "Prøveområdet", bydel="Valby")
    put_tal(bruger, omraade, liste(2024), beboere="1200", uden_for_arbejdsmarked_pct="41.2")
    put_liste(bruger, omraade, liste(2024), "udsat_boligomraade")
    put_graense(bruger, omraade)
    refresh_stande([omraade.pk])
    return omraade


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
    aarshjulsag = open_aar(bruger=officer, aar=timezone.localdate().year, valgte=["omraadelister"])[0]
    adresse, noegle = create_kalenderadresse(
        bruger=users["direktion"], navn="Telefon", kilder=["frister"], kun_egne=False
    )
    forslag = save_forslag(
        bruger=officer, titel="Flere boliger", stiller="et medlem", tekst="Undersøg det.", kilde="punkt 1",
        sikkerhed="usikker",
    )  # fmt: skip
    analyse = open_analyse(bruger=officer, titel="Analyse", formaal="Undersøg det.", forslag=forslag)
    aendring = open_grundlagsaendring(
        bruger=officer,
        grundlag=Administrationsgrundlag.objects.get(pk="grundkapital"),
        titel="Reserven hæves",
        version="2031-1",
        gyldig_fra=dt.date(2031, 1, 1),
        tekst="Ny tekst",
        parametre={"reserve_pct": "7"},
        begrundelse="Prøve",
    )
    klient, _ = create_klient(af=users["administrator"], navn="Prøve", bruger=officer)
    hentede = [
        start_import(bruger=officer, art=arter()[art], filnavn=f"{art}.csv", fil=io.BytesIO(content.encode()))
        for art, content in IMPORTER.items()
    ]
    sekretaer = users["sekretaer"]
    hemmelig = _case(officer, organisation, "Fortrolig sag til Direktionen")
    edit_sag(bruger=officer, sag=hemmelig, titel=hemmelig.titel, fortrolighed="fortrolig")
    record_beslutning(bruger=officer, sag=hemmelig, trin="oplysning")
    moede = create_moede(bruger=sekretaer, organ="direktionen", dato=dt.date(2030, 1, 8))
    lukket = put_on_agenda(bruger=sekretaer, moede=moede, sag=hemmelig, trin="direktion_oekonomi")
    punkt = add_punkt(bruger=sekretaer, moede=moede, titel="Godkendelse af dagsorden")
    holdt = create_moede(bruger=sekretaer, organ="udvalget", dato=dt.date(2026, 9, 14))
    add_punkt(bruger=sekretaer, moede=holdt, titel="Åbent punkt")
    add_punkt(bruger=sekretaer, moede=holdt, titel="Lukket punkt", lukket=True, lukket_grund="Forhandling")
    medlem = add_medlem(bruger=sekretaer, organ="udvalget", navn="Medlem", fra=dt.date(2026, 1, 1))
    boligtal = [
        register_boligtal(
            bruger=officer,
            tal=Talinput(
                "bestand",
                2024,
                ejerform,
                "andel",
                Decimal(vaerdi),
                "Prøvekilde",
                dt.date(2026, 1, 2),
                "sikker",
            ),
        )
        for ejerform, vaerdi in (("almen", "19.1"), ("andel", "29.8"), ("ejer", "21.7"), ("anden", "29.8"))
    ]
    omraade = _omraade(officer)
    justering = open_justering(
        bruger=officer,
        omraade=omraade,
        titel="Ændret udlejning",
        begrundelse="Dårlig udvikling",
        forslag="",
        boligorganisation=organisation,
    )
    offentlig, offentligt_dokument = _public_case(officer, organisation)
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
        **plan_names(officer),
        **ledighed_names(officer, organisation),
        **figure_names(officer, organisation),
        **helhedsplan_names(officer, organisation),
        **agreement_names(officer, organisation),
        **physical_names(officer, organisation),
        **dialog_names(officer, organisation),
        **framework_names(officer, organisation),
        **simulation_names(officer),
        "skabelon": skabelon.pk,
        "offentlig": offentlig.nummer,
        "offentligt_dokument": str(offentligt_dokument.noegle),
        "moede": moede.pk,
        "medlem": medlem.pk,
        "hemmelig": hemmelig.nummer,
        "holdt": holdt.pk,
        "punkt": punkt.pk,
        "lukket_punkt": lukket.pk,
        "boligtal": boligtal[0].pk,
        "omraade": omraade.pk,
        "justering": justering.nummer,
        **omraade_names(officer, omraade, organisation),
        **maaling_names(officer, organisation),
        "import": hentede[0].pk,
        "projektimport": hentede[1].pk,
        "garanti": garanti.pk,
        "indsendelse": indsendelse.pk,
        "anmodning": anmodning.pk,
        "kladde": str(kladde.noegle),
        **risk_names(officer, organisation),
        "renoveringskladde": str(renoveringskladde.noegle),
        "renoveringsindsendelse": renoveringsindsendelse.pk,
        "bilag": str(bilag.noegle),
        "forslag": forslag.pk,
        "analyse": analyse.nummer,
        "grundlagsaendring": aendring.nummer,
        "klient": klient.pk,
        "aarshjulsag": aarshjulsag.nummer,
        "kalenderadresse": adresse.pk,
        "kalendernoegle": noegle,
        "sag": sag.nummer,
        "godkendelse": laan.nummer,
        **tilsynssag_names(officer, organisation),
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

"""What a boligorganisation has begun, sent and been asked for in the demo; everything is synthetic."""

from __future__ import annotations

import datetime as dt
import io

from django.utils import timezone

from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.models import Art, Bilagsart, Fil, Indsendelse
from almen.ansoegninger.selectors.aabent import ORGANISATION
from almen.ansoegninger.services import (
    add_fil,
    create_anmodning,
    save_trin,
    send_back,
    send_in,
    start_ansoegning,
    upload_fil,
)
from almen.byggeri.services import DelInput
from almen.organisationer.models import Boligorganisation, Boligtype, Bruger
from almen.sager.models import Sag, Sagsoverblik

_DOKUMENT = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def load_demo(sender: Bruger, officer: Bruger) -> None:
    """Applications that wait (new building and renovation), one returned, one being written, and a request; nothing if there is anything already."""
    organisation = Boligorganisation.objects.filter(pk__in=sender.egne_boligorganisationer).first()
    if organisation is None or Indsendelse.objects.exists():
        return
    today = timezone.localdate()
    _send(
        sender,
        organisation,
        "48 ungdomsboliger ved Enghave Brygge (DEMO)",
        (DelInput(Boligtype.UNGDOM, antal=48, bruttoareal_m2=2_300, anskaffelsessum=84_000_000),),
        today,
    )
    returned = _send(
        sender,
        organisation,
        "30 familieboliger på Valby Langgade (DEMO)",
        (DelInput(Boligtype.FAMILIE, antal=30, bruttoareal_m2=2_700, anskaffelsessum=92_000_000),),
        today,
    )
    send_back(
        bruger=officer,
        indsendelse=returned,
        begrundelse="Købsaftalen er ikke vedlagt, og huslejeniveauet mangler.",
    )
    _write(sender, organisation, today)
    _send_renovering(sender, organisation, today)
    if (sag := _open_case(organisation)) is not None:
        create_anmodning(
            bruger=officer,
            sag=sag,
            tekst="Send en opdateret tidsplan og de reviderede facadetegninger.",
            frist=today + dt.timedelta(days=14),
        )


def _send(
    sender: Bruger, organisation: Boligorganisation, titel: str, dele: tuple[DelInput, ...], today: dt.date
) -> Indsendelse:
    fil = _upload(sender, organisation, "tegninger.pdf", "Tegninger (DEMO)", Bilagsart.TEGNINGER)
    felter = {
        "bydel": "Vesterbro-Kongens Enghave",
        "forventet_tilsagn": today + dt.timedelta(days=120),
        "tegninger": True,
        "husleje_oplyst": "ungdom" in titel,
        "jorddokument": "ungdom" in titel,
    }
    return send_in(
        bruger=sender,
        boligorganisation=organisation,
        ansoegning=Ansoegning(art=Art.SKEMA_A, titel=titel, felter=felter, dele=dele),
        filer=[fil],
        indtastet={
            "projekt": {"titel": [titel], "bydel": [felter["bydel"]]},
            "tal": {
                "dele-antal": ["1"],
                "dele-0-boligtype": [str(dele[0].boligtype)],
                "dele-0-antal": [str(dele[0].antal)],
                "dele-0-bruttoareal_m2": [str(dele[0].bruttoareal_m2)],
                "dele-0-anskaffelsessum": [str(dele[0].anskaffelsessum)],
            },
        },
        kanal="portal",
    )


def _send_renovering(sender: Bruger, organisation: Boligorganisation, today: dt.date) -> None:
    """A renovation that has been applied for and not been dealt with."""
    titel = "Fysisk helhedsplan, Lindeparken (DEMO)"
    numre = [item.nummer for item in organisation.afdelinger.order_by("nummer")[:2]]
    tekst = (
        "Facaderne er utætte, badeværelserne har fugtskader, og ventilationen er udtjent. Der søges om nye facader, nye "
        "badeværelser og mekanisk ventilation. Beboerne genhuses i området, mens deres bolig renoveres."
    )
    voted = today - dt.timedelta(days=20)
    send_in(
        bruger=sender,
        boligorganisation=organisation,
        ansoegning=Ansoegning(
            art=Art.RENOVERING,
            titel=titel,
            felter={
                "adresse": "Lindeparken 1-60",
                "problemer": ["bygning", "husleje"],
                "boliger": 164,
                **({"afdelinger": numre} if numre else {}),
                "beboerafstemning_dato": voted,
                "beboere_godkendt": True,
                "genhusning": "midlertidig",
                "genhusning_boliger": 40,
                "garanti_soegt": True,
            },
            tekst=tekst,
        ),
        filer=[
            _upload(sender, organisation, "tilstand.pdf", "Tilstandsvurdering (DEMO)", Bilagsart.TILSTAND)
        ],
        indtastet={
            "projekt": {
                "titel": [titel],
                "adresse": ["Lindeparken 1-60"],
                "problemer": ["bygning", "husleje"],
                "boliger": ["164"],
                "afdelinger": numre,
            },
            "beboere": {
                "beboerafstemning_dato": [f"{voted:%d.%m.%Y}"],
                "beboere_godkendt": ["ja"],
                "genhusning": ["midlertidig"],
                "genhusning_boliger": ["40"],
                "garanti_soegt": ["on"],
            },
            "beskrivelse": {"tekst": [tekst]},
        },
        kanal="portal",
    )


def _upload(sender: Bruger, organisation: Boligorganisation, name: str, titel: str, art: Bilagsart) -> Fil:
    return upload_fil(
        bruger=sender,
        boligorganisation=organisation,
        name=name,
        size=len(_DOKUMENT),
        stream=io.BytesIO(_DOKUMENT),
        titel=titel,
        art=art,
    )


def _write(sender: Bruger, organisation: Boligorganisation, today: dt.date) -> None:
    kladde = start_ansoegning(bruger=sender, art=Art.SKEMA_A, boligorganisation=organisation)
    expected = today + dt.timedelta(days=200)
    save_trin(
        bruger=sender,
        kladde=kladde,
        trin="projekt",
        indtastet={
            "titel": ["75 familieboliger i Nordhavn (DEMO)"],
            "bydel": ["Østerbro"],
            "forventet_tilsagn": [f"{expected:%d.%m.%Y}"],
        },
        set_version=None,
    )
    add_fil(
        bruger=sender,
        kladde=kladde,
        name="købsaftale.pdf",
        size=len(_DOKUMENT),
        stream=io.BytesIO(_DOKUMENT),
        titel="Betinget købsaftale (DEMO)",
        art=Bilagsart.GRUND,
    )


def _open_case(organisation: Boligorganisation) -> Sag | None:
    """A synthetic running case of the organisation, preferably one that waits for it."""
    rows = Sagsoverblik.objects.filter(
        boligorganisation=organisation, demo=True, afslutning="", sagstype="nybyggeri", fortrolighed="aaben"
    ).select_related("sag")
    found = (
        rows.filter(naeste_aktoer=ORGANISATION).order_by("-sag_id").first()
        or rows.order_by("-sag_id").first()
    )
    return found.sag if found else None

"""An application for Skema A as a boligorganisation writes it, sent and taken in."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from almen.ansoegninger.inddata import Ansoegning
from almen.ansoegninger.models import Indsendelse
from almen.ansoegninger.services import receive, send_in, upload_fil
from almen.byggeri.services import DelInput
from almen.sager.models import Sag

PDF = b"%PDF-1.7\n%%EOF\n"
FAMILIE = DelInput("familie", antal=91, bruttoareal_m2=7400, anskaffelsessum=220_000_000)


def skema_a(**more) -> Ansoegning:
    felter = {"adresse": "Prøvevej 1", "forventet_tilsagn": dt.date(2026, 12, 1), "jorddokument": True}
    values = {"art": "skema_a", "titel": "91 familieboliger", "felter": felter, "dele": (FAMILIE,), **more}
    return Ansoegning(**values)


def upload(bruger, organisation, **more):
    return upload_fil(
        bruger=bruger,
        boligorganisation=organisation,
        name="tegninger.pdf",
        size=len(PDF),
        stream=io.BytesIO(PDF),
        art="tegninger",
        **more,
    )


@pytest.fixture
def indsendelse(sagsgange, boligorganisation_bruger, organisation) -> Indsendelse:
    return send_in(
        bruger=boligorganisation_bruger,
        boligorganisation=organisation,
        ansoegning=skema_a(),
        filer=[upload(boligorganisation_bruger, organisation)],
    )


@pytest.fixture
def modtaget(indsendelse, sagsbehandler) -> Sag:
    return receive(bruger=sagsbehandler, indsendelse=indsendelse)

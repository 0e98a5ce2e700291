"""Placements from a file: the preview tells what each line would do, saving places them, and undo gives back what stood before."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from tests.udlejning.aftaler import FRA, make_afdeling, make_aftale, step

from almen.organisationer.models import Importstatus
from almen.organisationer.services import save_import, start_import, undo_import
from almen.organisationer.services.importart import arter
from almen.sager.adgang import AdgangNaegtet
from almen.sager.services.journal import verify_journal
from almen.udlejning.models import Placering
from almen.udlejning.selectors.rammeaftale import placering_on
from almen.udlejning.services.placering import place_afdeling, withdraw_placering

HEAD = "lbf_nummer;afdelingsnummer;trappe;trin;fra;begrundelse;kilde\n"
D = dt.date


@pytest.fixture
def afdeling(organisation, sagsbehandler):
    """An afdeling on the first step since the agreement began."""
    found = make_afdeling(organisation)
    trin = step(make_aftale(sagsbehandler))
    place_afdeling(
        bruger=sagsbehandler,
        afdeling=found,
        trin=trin,
        fra=FRA,
        begrundelse="",
        kilde="Bilag",
        sikkerhed="sikker",
    )
    return found


def start(bruger, lines):
    return start_import(
        bruger=bruger, art=arter()["placeringer"], filnavn="p.csv", fil=io.BytesIO((HEAD + lines).encode())
    )


def on(afdeling, dag):
    return {trappe: row.trin.nummer for trappe, row in placering_on(afdeling, dag).items()}


def test_a_file_places_and_undo_opens_what_stood_before(sagsbehandler, afdeling):
    hentet = start(
        sagsbehandler,
        "9001;1;Afdelingstrappen;3;01.07.2025;Måling;Bilag 1\n9001;1;omraade;2;01.01.2024;;Bilag 1\n9001;1;afdeling;1;01.02.2024;;Bilag 1\n",
    )
    hentet.refresh_from_db()
    assert (hentet.status, hentet.antal_nye) == (Importstatus.KONTROLLERET, 2)
    save_import(bruger=sagsbehandler, hentet=hentet)
    assert on(afdeling, D(2025, 7, 1)) == {"omraade": 2, "afdeling": 3}
    assert on(afdeling, D(2025, 6, 30)) == {"omraade": 2, "afdeling": 1}
    undo_import(bruger=sagsbehandler, hentet=hentet)
    assert on(afdeling, D(2026, 1, 1)) == {"afdeling": 1}
    assert Placering.objects.filter(ophaevet=True).count() == 2
    assert verify_journal() == []


def test_faults_name_line_and_column(sagsbehandler, afdeling):
    hentet = start(
        sagsbehandler,
        "0000;1;afdeling;1;01.01.2025;x;Bilag\n"
        "9001;1;gangsti;1;01.01.2025;x;Bilag\n"
        "9001;1;afdeling;9;01.01.2025;x;Bilag\n"
        "9001;1;afdeling;2;01.01.2023;x;Bilag\n"
        "9001;1;afdeling;2;01.01.2025;;Bilag\n"
        "9001;1;afdeling;2;01.01.2024;x;Bilag\n"
        "9001;1;omraade;2;01.03.2025;x;\n",
    )
    found = {(item.linje, item.kolonne) for item in hentet.fejl.all()}
    assert found == {
        (2, "afdelingsnummer"),
        (3, "trappe"),
        (4, "trin"),
        (5, "fra"),
        (6, "begrundelse"),
        (7, "fra"),
        (8, "kilde"),
    }


def test_the_same_afdeling_stair_and_day_twice_is_refused(sagsbehandler, afdeling):
    line = "9001;1;omraade;{};01.01.2025;x;Bilag\n"
    hentet = start(sagsbehandler, line.format(1) + line.format(2))
    assert [(item.linje, item.kolonne) for item in hentet.fejl.all()] == [(3, "fra")]


def test_what_was_taken_back_since_is_not_undone(sagsbehandler, afdeling):
    hentet = start(sagsbehandler, "9001;1;omraade;2;01.01.2024;;Bilag\n")
    save_import(bruger=sagsbehandler, hentet=hentet)
    row = Placering.objects.get(trin__trappe="omraade")
    withdraw_placering(bruger=sagsbehandler, placering=row, begrundelse="Fejl")
    undo_import(bruger=sagsbehandler, hentet=hentet)
    assert hentet.status == Importstatus.GEMT


def test_only_officers_import_placements(direktion, afdeling):
    with pytest.raises(AdgangNaegtet):
        start(direktion, "9001;1;omraade;2;01.01.2024;;Bilag\n")

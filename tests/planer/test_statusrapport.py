"""The status report as a paper: what it says on a day, what has changed since the last, and that each figure has its record."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from almen.papirer import build_pdf
from almen.planer.breve import status_report
from almen.planer.services import reach_milepael, report_status, save_indsats, save_milepael
from almen.sager.models import Sag
from almen.sager.selectors import all_papirer, find_papir, load_forloeb
from almen.sager.services import write_papir

DAY = dt.date(2026, 11, 27)
AMOUNT = re.compile(r"\d[\d.]* kr\.")


@pytest.fixture
def meldt(handleplan, indsats, sagsbehandler, buf, decide):
    """A decided plan with two efforts, reports before and after, and two milestones."""
    other = save_indsats(bruger=sagsbehandler, plan=handleplan, navn="Gadeplan", ansvarlig="sof")
    first = save_milepael(
        bruger=sagsbehandler, plan=handleplan, titel="100 job", frist=dt.date(2026, 5, 1), indsats=indsats
    )
    save_milepael(bruger=sagsbehandler, plan=handleplan, titel="Midtvejs", frist=dt.date(2026, 6, 1))
    decide(handleplan, "br_godkender")
    for dato, lys, tekst in (
        (dt.date(2026, 4, 1), "roed", "Sent i gang"),
        (dt.date(2026, 10, 1), "groen", "Indhentet"),
    ):
        report_status(bruger=buf, plan=handleplan, indsats=indsats, lys=lys, tekst=tekst, dato=dato)
    reach_milepael(bruger=buf, milepael=first, naaet=dt.date(2026, 9, 1))
    report_status(
        bruger=sagsbehandler, plan=handleplan, lys="gul", tekst="Samlet set", dato=dt.date(2026, 10, 2)
    )
    return handleplan, indsats, other


def _words(papir):
    return " | ".join(item.tekst for item in papir.tekster).replace("\xa0", " ")


def test_the_report_tells_lights_milestones_and_money_each_with_its_record(meldt):
    handleplan, indsats, _ = meldt
    papir = status_report(Sag.objects.get(pk=handleplan.sag_id), (), DAY)
    said = _words(papir)
    for words in (
        "Planen har 2 indsatser: 1 går som planlagt, 1 har ingen melding.",
        "1 af 2 milepæle er nået; 1 er forsinket.",
        "Fritidsjob til unge BUF Går som planlagt (1. oktober 2026) 1 af 1 2.000.000 kr.",
        "Gadeplan SOF Ikke meldt – ikke fastsat",
        "Fritidsjob til unge: Indhentet",
        "Midtvejs 1. juni 2026 Forsinket",
        "fra “Går ikke som planlagt” til “Går som planlagt”",
        "For 1 indsats er beløbet ikke fastsat.",
    ):
        assert words in said
    assert not [item.tekst for item in papir.tekster if AMOUNT.search(item.tekst) and not item.kilder]
    assert indsats.get_absolute_url() in {kilde.url for kilde in papir.kilder}


def test_it_tells_what_was_known_on_its_day_and_nothing_later(meldt):
    handleplan, _, _ = meldt
    papir = status_report(Sag.objects.get(pk=handleplan.sag_id), (), dt.date(2026, 8, 1))
    said = _words(papir)
    assert "Sent i gang" in said and "Indhentet" not in said
    assert "0 af 2 milepæle er nået; 2 er forsinket." in said


def test_it_is_written_on_the_case_as_word_and_pdf_and_then_told_since(meldt, sagsbehandler, settings):
    handleplan, _, _ = meldt
    sag = Sag.objects.get(pk=handleplan.sag_id)
    today = timezone.now().date()  # what the clock says, by which the file is kept
    valg = find_papir(sag, "statusrapport", today)
    documents = write_papir(bruger=sagsbehandler, valg=valg, dato=today)
    assert {item.art for item in documents} == {"papir:statusrapport.docx", "papir:statusrapport.pdf"}
    assert write_papir(bruger=sagsbehandler, valg=valg, dato=today) == ()
    later = status_report(Sag.objects.get(pk=handleplan.sag_id), (), today + dt.timedelta(days=30))
    assert "Intet er ændret siden statusrapporten" in _words(later)
    assert b"/Marked true" in build_pdf(later, settings.ALMEN_KOMMUNE)


def test_a_plan_without_a_boligorganisation_has_no_letter_to_one(meldt):
    handleplan, _, _ = meldt
    papirer = all_papirer(load_forloeb(Sag.objects.get(pk=handleplan.sag_id)), DAY)
    assert [item.type.id for item in papirer.breve] == ["statusrapport"] and papirer.foelgebreve == ()


def test_a_plan_that_is_not_decided_has_no_status_report_yet(handleplan, sagsbehandler):
    assert find_papir(handleplan.sag, "statusrapport", DAY) is None

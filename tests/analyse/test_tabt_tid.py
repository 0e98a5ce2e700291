"""What the days went with, summed: by cause and group, never more than the stays, and where nothing is known it is said."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from tests.analyse.forloebsrader import put_case

from almen.analyse.models import Ophold
from almen.analyse.selectors.tabt_tid import (
    account_for,
    meeting_calendars,
    missing_material,
    sums_of,
    total_of,
)
from almen.analyse.ventetid import VENTER, Aarsag
from almen.ansoegninger.models import Anmodning, Behandling, Indsendelse
from almen.udvalg.models import Moede

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)
OPENED = dt.date(2026, 1, 5)


def later(days: int) -> dt.date:
    return OPENED + dt.timedelta(days=days)


def noon(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def account(*by, rows=None):
    """The account, which the sums without cases are held against every time."""
    rows = Ophold.objects.all() if rows is None else rows
    found, sums = account_for(rows, *by, today=TODAY), sums_of(rows, *by, today=TODAY)
    for side in ("aarsager", "ventetid"):
        assert {key: item.celler for key, item in getattr(sums, side).items()} == {
            key: item.celler for key, item in getattr(found, side).items()
        }
    return found


@pytest.fixture
def version(sagsgange):
    from almen.grundlag.models import Sagsgangsversion

    return Sagsgangsversion.objects.filter(sagstype="nybyggeri").latest("gyldig_fra").version


@pytest.fixture
def put(version, sagsbehandler, organisation):
    """Makes a case of stays, each with its actor: (step, first day, days or None, how it ended, actor)."""

    def make(*stays, **more):
        sag = put_case(sagsbehandler, organisation, version, OPENED, *(stay[:4] for stay in stays), **more)
        for stay in stays:
            Ophold.objects.filter(sag=sag, trin=stay[0]).update(aktoer=stay[4])
        return sag

    return make


def meeting(organ, papers, day, **more):
    return Moede.objects.create(organ=organ, dato=day, papirer_ind=papers, dagsorden_ud=papers, **more)


def test_a_body_waits_for_its_calendar_and_an_unknown_meeting_is_no_nought(put):
    put(("garanti", 0, 21, "udfoert", "udvalget"), ("direktion_oekonomi", 0, 7, "udfoert", "direktionen"))
    meeting("udvalget", OPENED, later(3), aflyst=OPENED, aflyst_grund="ferie")
    meeting("udvalget", later(1), later(14))
    meeting("udvalget", later(10), later(21))
    found = account("trin")
    assert found.by_cause(("garanti",)) == {Aarsag.KALENDER: 14, Aarsag.DAGSORDEN: 7}
    assert found.by_cause(("direktion_oekonomi",)) == {Aarsag.MOEDE_UKENDT: 7}
    assert found.ventetid["garanti",].tider == [(21, 1, 1)]
    assert set(meeting_calendars()) == {"udvalget"}


def test_material_lacks_until_it_was_answered_and_what_was_returned_until_it_came_again(
    put, sagsbehandler, organisation
):
    sag = put(("oplysning", 0, 40, "udfoert", "forvaltningen"))
    other = put(("oplysning", 0, None, "aaben", "forvaltningen"))
    asked = Anmodning.objects.create(sag=sag, tekst="Send budgettet", oprettet_af=sagsbehandler)
    Anmodning.objects.filter(pk=asked.pk).update(oprettet=noon(later(10)), lukket=noon(later(38)))

    def send(day, sag, **more):
        return Indsendelse.objects.create(
            art="svar",
            kanal="portal",
            boligorganisation=organisation,
            sag=sag,
            titel="Svar",
            sha256="0",
            indsendt=noon(day),
            indsendt_af=sagsbehandler,
            **more,
        )

    first = send(later(15), sag, anmodning=asked)
    returned = Behandling.objects.create(
        indsendelse=first, udfald="returneret", begrundelse="mangler", bruger=sagsbehandler
    )
    back = timezone.localdate(returned.tidspunkt)
    send(later(20), sag, anmodning=asked)
    assert missing_material() == {sag.pk: [(later(10), later(20)), (back, dt.date.max)]}
    found = account("trin")
    # The other case runs, and nobody has asked for anything in it.
    assert found.aarsager[Aarsag.MATERIALE, ("oplysning",)].tider == [(10, 1, 1)]
    assert found.aarsager[Aarsag.MATERIALE, ("oplysning",)].sager == {sag.pk}
    assert found.aarsager[Aarsag.ARBEJDE, ("oplysning",)].tider == [
        (30, 1, 1),
        ((TODAY - OPENED).days, 0, 1),
    ]
    assert found.ventetid["oplysning",].tider == [(0, 0, 1), (10, 1, 1)]
    assert found.ventetid["oplysning",].sager == {sag.pk, other.pk}


def test_time_after_a_sending_back_runs_until_the_step_can_be_taken_up_again(put):
    came = put(("tilsagn", 0, 10, "sendt_tilbage", "forvaltningen"))
    waits = put(("tilsagn", 0, 10, "sendt_tilbage", "forvaltningen"))
    put(("tilsagn", 0, 10, "forkastet", "forvaltningen"), afslutning="forkastet")
    Ophold.objects.filter(sag=came).update(igen_klar=later(25))
    found = account().aarsager[Aarsag.TILBAGE, ()]
    assert found.tider == [(15, 1, 1), ((TODAY - later(10)).days, 0, 1)]
    assert found.sager == {came.pk, waits.pk}


def test_the_parts_of_all_stays_are_their_days(put):
    put(("garanti", 0, 21, "afbrudt", "udvalget"), ("suf_tilsagn", 5, 9, "udfoert", "suf"))
    put(
        ("garanti", 3, None, "standset", "borgerrepraesentationen"),
        ("ansoegning", 0, 4, "udfoert", "boligorganisation"),
    )
    Ophold.objects.filter(trin="garanti").update(udsat=1, udsat_fra=later(12))
    meeting("udvalget", later(1), later(14))
    found = account("aktoer")
    days = sum((item.slut or TODAY).toordinal() - item.klar.toordinal() for item in Ophold.objects.all())
    total = total_of(item for (cause, _), item in found.aarsager.items() if cause is not Aarsag.TILBAGE)
    assert total.dage == days == total_of(found.ventetid.values()).dage
    assert found.by_cause(("udvalget",)) == {Aarsag.KALENDER: 12, Aarsag.UDSAT: 9}
    assert found.by_cause(("suf",)) == {Aarsag.ANDRE: 9}
    assert set(found.by_cause(("borgerrepraesentationen",))) <= VENTER


def test_the_queries_do_not_grow(put, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(4):
            account_for(Ophold.objects.all(), "trin", "aktoer", today=TODAY)
        with django_assert_num_queries(8):
            sums_of(Ophold.objects.all(), "trin", "aktoer", today=TODAY)
        put(("garanti", 0, 21, "udfoert", "udvalget"))

"""After any acts whatever, a day has at most one version of a base, and the ends follow from what was adopted."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Status
from almen.grundlag.selectors import grundlagsversion_on
from almen.grundlag.services import (
    GrundlagFejl,
    adopt_by_sag,
    close_periods,
    end_without_successor,
    withdraw_by_sag,
    write_grundlag_kladde,
)

pytestmark = pytest.mark.django_db
FIRST = dt.date(2027, 1, 1)
DAYS = st.integers(0, 30).map(lambda n: FIRST + dt.timedelta(days=n))
ACTS = st.lists(
    st.tuples(st.sampled_from(["draft", "adopt", "withdraw", "end", "correct"]), st.integers(0, 4), DAYS),
    min_size=1,
    max_size=14,
)


def run(base, leder, acts):
    """Carries the acts out as far as they are allowed; returns those that were."""
    done = []
    for art, number, day in acts:
        name, case = f"v{number}", f"sag-{number}"
        version = Grundlagsversion.objects.filter(grundlag=base, version=name).first()
        try:
            with transaction.atomic():
                if art in ("draft", "correct"):
                    target = (
                        Grundlagsversion.objects.filter(grundlag=base, status=Status.VEDTAGET, gyldig_fra=day)
                        .exclude(version=name)
                        .first()
                        if art == "correct"
                        else None
                    )
                    write_grundlag_kladde(
                        bruger=leder, grundlag=base, version=name, gyldig_fra=day, tekst="x", parametre={},
                        retter=target, sagsnummer=case,
                    )  # fmt: skip
                elif version is None:
                    continue
                elif art == "adopt":
                    adopt_by_sag(
                        bruger=leder, version=version, sagsnummer=case, organ="udvalget",
                        dato=dt.date(2026, 11, 1), kilde="k",
                    )  # fmt: skip
                elif art == "withdraw":
                    withdraw_by_sag(bruger=leder, version=version, sagsnummer=case)
                else:
                    end_without_successor(bruger=leder, version=version, sidste_dag=day)
        except GrundlagFejl:
            continue
        done.append((art, number, day))
    return done


def stored(base):
    return list(
        Grundlagsversion.objects.filter(grundlag=base)
        .order_by("gyldig_fra", "version")
        .values_list("version", "status", "gyldig_fra", "gyldig_til", "egen_slutdato", "retter__version")
    )


@given(ACTS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_at_most_one_version_is_in_force_on_any_day_and_replay_gives_the_same(sagsgange, leder, acts):
    with transaction.atomic():
        base = Administrationsgrundlag.objects.create(id="proeve", navn="Prøve")
        done = run(base, leder, acts)
        after = stored(base)
        adopted = [row for row in after if row[1] == Status.VEDTAGET]
        for day in (FIRST + dt.timedelta(days=n) for n in range(-2, 34)):
            holding = [row[0] for row in adopted if row[2] <= day and (row[3] is None or day <= row[3])]
            assert len(holding) <= 1
            found = grundlagsversion_on("proeve", day)
            assert (found.version if found else None) == (holding[0] if holding else None)
        ends = close_periods([(row[2], row[4]) for row in adopted])
        assert [row[3] for row in adopted] == ends
        Grundlagsversion.objects.filter(grundlag=base).update(status=Status.KLADDE, retter=None)
        Grundlagsversion.objects.filter(grundlag=base).delete()
        assert run(base, leder, done) == done
        assert stored(base) == after
        transaction.set_rollback(True)


@given(st.lists(DAYS, min_size=2, max_size=5, unique=True), st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_taken_back_leaves_no_trace_in_the_others_periods(sagsgange, leder, days, data):
    gone = data.draw(st.integers(0, len(days) - 1))
    with transaction.atomic():
        base = Administrationsgrundlag.objects.create(id="proeve", navn="Prøve")
        full = [(art, n, day) for n, day in enumerate(days) for art in ("draft", "adopt")]
        run(base, leder, [*full, ("withdraw", gone, FIRST)])
        with_it = [row for row in stored(base) if row[0] != f"v{gone}"]
        Grundlagsversion.objects.filter(grundlag=base).update(status=Status.KLADDE)
        Grundlagsversion.objects.filter(grundlag=base).delete()
        run(base, leder, [act for act in full if act[1] != gone])
        assert stored(base) == with_it
        transaction.set_rollback(True)

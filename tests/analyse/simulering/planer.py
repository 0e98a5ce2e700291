"""Plans of runs for the tests: small ones by hand, and any number drawn from routes that hypothesis draws."""

from __future__ import annotations

from hypothesis import strategies as st

from almen.analyse.simulering.plan import AFSLUT, Forloebsplan, Plan, Sagsart, Tidsmaal, Trinplan
from almen.sagsgang.definition import Sagsgang

HVER_30 = tuple((day - 10, day) for day in range(30, 12 * 365, 30))
HVER_10 = tuple((day - 10, day) for day in range(10, 12 * 365, 10))


def step(place, id_=None, efter=(), efterfoelgere=None, tider=(0,), count=1, **more):
    """A step of a chain of `count`; without anything else it follows the one before, and all that come after follow it."""
    more.setdefault("aktoer", "forvaltningen")
    return Trinplan(
        id_ or f"t{place}",
        f"Trin {place}",
        efter=tuple(efter or ((place - 1,) if place else ())),
        efterfoelgere=tuple(efterfoelgere or range(place, count)),
        tider=tuple(tider),
        **more,
    )


def chain(*steps, **more):
    """A variant of steps in a row, each given as the keywords of its `step`; it measures the whole case."""
    trin = tuple(step(place, count=len(steps), **item) for place, item in enumerate(steps))
    more.setdefault("maal", (Tidsmaal("hele", "Hele"),))
    more.setdefault("navn", "Prøve")
    return Forloebsplan(version="1", trin=trin, **more)


ENS = (Sagsart(1.0, (10,)),)


def plan(*forloeb, aar=5, pr_aar=40.0, gentagelser=4, indkoering=0, arter=ENS):
    """A run of the variants over few cases."""
    return Plan(aar, indkoering, pr_aar, gentagelser, 2027, tuple(arter), tuple(forloeb))


@st.composite
def plans(draw, sagsgang: Sagsgang):
    """A run on the route: times, meetings, few hands, ways back and steps that some cases do not have, all drawn."""
    order = sagsgang.orden
    places = {trin.id: place for place, trin in enumerate(order)}
    bodies = {"udvalget": draw(st.sampled_from([HVER_30, HVER_10]))}
    trin = []
    for item in order:
        before = sorted(places[key] for key in sagsgang.forgaengere[item.id])
        back = draw(st.sampled_from([AFSLUT, *before]))
        meets = item.aktoer in bodies
        trin.append(
            Trinplan(
                item.id,
                item.navn,
                item.aktoer,
                tuple(places[key] for key in item.efter),
                tuple(sorted(places[key] for key in sagsgang.efterfoelgere[item.id])),
                tuple(
                    draw(
                        st.lists(st.integers(-1, 2) if meets else st.integers(0, 90), min_size=1, max_size=5)
                    )
                ),
                (draw(st.integers(0, 4)) > 0, True),
                0.4 if item.valgfrit else 1.0,
                item.aktoer if meets else "",
                ((draw(st.sampled_from([0.0, 0.2, 0.5])), back),),
                (back != AFSLUT,),
            )
        )
    few = draw(st.booleans())
    forloeb = Forloebsplan(
        "Prøve",
        sagsgang.version,
        tuple(trin),
        (Tidsmaal("hele", "Hele"),),
        bodies,
        {"forvaltningen": draw(st.integers(1, 3))} if few else {},
        {"udvalget": draw(st.integers(1, 3))} if few and draw(st.booleans()) else {},
    )
    return plan(forloeb, aar=3, pr_aar=15.0, arter=(Sagsart(0.5, (5,)), Sagsart(0.5, (10, 20))))

"""The assumptions of a scenario that a form asks for, a section at a time: each field, where in the scenario it goes, and back.

What a form does not ask for (changes of a route, shares of dwellings, links) stays as the scenario had it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from almen.analyse.simulering.scenarie import (
    FORRIGE,
    GAELDENDE,
    HOEJST_AAR,
    HOEJST_GENTAGELSER,
    HOEJST_TEGN,
    read_scenarie,
    scenarie_to_dict,
)
from almen.organisationer.selectors import aktoer_navn, current_profil
from almen.sagsgang.definition import Sagsgang, Trin
from almen.ui.forms import DecimalField, HeltalField

Data = dict[str, Any]
SOM_I_DAG, EGNE = "", "egne"
MOEDER = {
    "hver_uge:1": "Hver uge",
    "hver_uge:2": "Hver anden uge",
    "pr_maaned:1": "Én gang om måneden",
    "pr_maaned:2": "To gange om måneden",
    "pr_maaned:3": "Tre gange om måneden",
}
EKSTERN = "ekstern"
LED = {"lokalplan": "Lokalplanen", "byggesag": "Byggesagen"}


@dataclass(frozen=True)
class Felt:
    """A field: its name in the form, its path as `read_scenarie` names faults, and the scenario's value."""

    navn: str
    felt: forms.Field
    sti: str
    vaerdi: Any


@dataclass(frozen=True)
class Afsnit:
    """Fields that belong together; `apply` writes what was typed (by the fields' names) into a scenario."""

    titel: str
    hjaelp: str
    felter: tuple[Felt, ...]
    apply: Callable[[Data, Mapping[str, Any]], None]


def written_out(data: Mapping[str, Any]) -> Data:
    """The scenario with years, repetitions and seed told, also where they are the usual ones. Raises UgyldigtInput."""
    read = read_scenarie(data)
    return {
        **scenarie_to_dict(read),
        "aar": read.aar,
        "gentagelser": read.gentagelser,
        "froe": read.froe,
    }


def sections(
    data: Data, routes: Mapping[str, Sagsgang], trin: Mapping[str, Trin], uobserverede: Iterable[Trin]
) -> list[Afsnit]:
    """Every section of the form for the scenario `data` (`written_out`), whose routes and steps these are.

    `uobserverede`: the steps of them whose duration no case tells.
    """
    today = timezone.localdate()
    actors = {item.aktoer: aktoer_navn(item.aktoer, today) for item in trin.values()}
    return [
        _basics(data),
        *(_variant(data, number, routes, actors) for number in range(len(data["forloeb"]))),
        _capacities(data, actors),
        _durations(data, uobserverede),
    ]


def _basics(data: Data) -> Afsnit:
    found = (
        Felt(
            "aar",
            HeltalField(
                label="Antal år", hoejst=HOEJST_AAR, mindst=1, help_text="Så mange år regnes der frem."
            ),
            "aar",
            data.get("aar"),
        ),
        Felt(
            "sager_pr_aar",
            DecimalField(
                label="Sager om året",
                required=False,
                mindst=1,
                hoejst=2000,
                help_text="Tomt: så mange, som der er kommet i de sager, der er her.",
            ),
            "sager_pr_aar",
            data.get("sager_pr_aar"),
        ),
        Felt(
            "gentagelser",
            HeltalField(
                label="Gentagelser",
                mindst=1,
                hoejst=HOEJST_GENTAGELSER,
                help_text="Flere gentagelser giver smallere intervaller og tager længere tid.",
            ),
            "gentagelser",
            data.get("gentagelser"),
        ),
        Felt(
            "froe",
            HeltalField(label="Frø", help_text="Styrer tilfældet. Samme frø giver samme svar."),
            "froe",
            data.get("froe"),
        ),
    )

    def apply(scenarie: Data, values: Mapping[str, Any]) -> None:
        for item in found:
            value = values[item.navn]
            scenarie[item.sti] = float(value) if item.sti == "sager_pr_aar" and value is not None else value

    return Afsnit("Omfang", "", found, apply)


def _variant(data: Data, number: int, routes: Mapping[str, Sagsgang], actors: Mapping[str, str]) -> Afsnit:
    """One variant: its name, its version of the route, and how often each body meets."""
    own, prefix, path = data["forloeb"][number], f"forloeb_{number}", f"forloeb[{number}]"
    bodies = [item.aktoer for item in current_profil().moedeorganer if item.aktoer in actors]
    meetings = [
        Felt(
            f"{prefix}_moeder_{body}",
            forms.ChoiceField(
                label=f"Møder: {actors[body]}",
                required=False,
                choices=_meeting_choices(own.get("moeder", {}).get(body)),
            ),
            f"{path}.moeder.{body}",
            _meeting_code(own.get("moeder", {}).get(body)),
        )
        for body in bodies
    ]
    found = (
        Felt(
            f"{prefix}_navn",
            forms.CharField(label="Navn", max_length=HOEJST_TEGN),
            f"{path}.navn",
            own.get("navn"),
        ),
        Felt(
            f"{prefix}_version",
            forms.ChoiceField(
                label="Sagsgang", choices=_version_choices(routes, own.get("version", GAELDENDE))
            ),
            f"{path}.version",
            own.get("version", GAELDENDE),
        ),
        *meetings,
    )

    def apply(scenarie: Data, values: Mapping[str, Any]) -> None:
        target = scenarie["forloeb"][number]
        target["navn"], target["version"] = values[f"{prefix}_navn"], values[f"{prefix}_version"]
        rules = dict(target.get("moeder", {}))
        for body in bodies:
            _set_or_drop(rules, body, _meeting_rule(values[f"{prefix}_moeder_{body}"], rules.get(body)))
        _set_or_drop(target, "moeder", rules)

    return Afsnit(f"Forløb {number + 1}", _changes_in_words(own), found, apply)


def _version_choices(routes: Mapping[str, Sagsgang], chosen: str) -> list[tuple[str, str]]:
    choices = [(GAELDENDE, "Den gældende"), (FORRIGE, "Den forrige")]
    choices += [(version, f"Version {version}") for version in reversed(list(routes))]
    return choices if chosen in dict(choices) else [*choices, (chosen, f"Version {chosen} (findes ikke her)")]


def _meeting_choices(rule: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    choices = [(SOM_I_DAG, "Som i dag"), *MOEDER.items()]
    if _meeting_code(rule) == EGNE:
        choices.append((EGNE, "Som i scenariet (faste dage eller en anden takt)"))
    return choices


def _meeting_code(rule: Mapping[str, Any] | None) -> str:
    if not rule:
        return SOM_I_DAG
    code = next(
        (f"{key}:{rule[key]}" for key in ("hver_uge", "pr_maaned") if rule.get(key) is not None), EGNE
    )
    return code if code in MOEDER else EGNE


def _meeting_rule(code: str, old: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """The rule of a choice; how long before papers must be in stays as it was."""
    if code == SOM_I_DAG:
        return None
    if code == EGNE:
        return old
    key, _, figure = code.partition(":")
    before = (old or {}).get("papirer_ind")
    return {key: int(figure)} | ({} if before is None else {"papirer_ind": before})


def _changes_in_words(variant: Mapping[str, Any]) -> str:
    """What is special in a variant that the form does not ask for."""
    count = len(variant.get("aendringer", ()))
    changes = "én ændring" if count == 1 else f"{count} ændringer"
    return (
        f"Forløbet har {changes} af sagsgangens rækkefølge. De kan rettes i scenariet som tekst."
        if count
        else ""
    )


def _capacities(data: Data, actors: Mapping[str, str]) -> Afsnit:
    """How much each actor can do at once; nobody's is asked who is not of the municipality."""
    profil, given = current_profil(), data.get("kapacitet", {})
    bodies = {item.aktoer for item in profil.moedeorganer}
    asked = [id_ for id_ in actors if id_ in given or profil.aktoer(id_).art != EKSTERN]
    kinds = {
        id_: next(iter(given.get(id_, {})), "pr_moede" if id_ in bodies else "samtidige") for id_ in asked
    }
    words = {"pr_moede": "punkter på et møde", "samtidige": "sager på én gang"}
    found = tuple(
        Felt(
            f"kapacitet_{id_}",
            HeltalField(label=f"{actors[id_]}: {words[kinds[id_]]}", required=False, mindst=1, hoejst=1000),
            f"kapacitet.{id_}",
            given.get(id_, {}).get(kinds[id_]),
        )
        for id_ in asked
    )

    def apply(scenarie: Data, values: Mapping[str, Any]) -> None:
        rules = dict(scenarie.get("kapacitet", {}))
        for id_ in asked:
            value = values[f"kapacitet_{id_}"]
            _set_or_drop(rules, id_, None if value is None else {kinds[id_]: value})
        _set_or_drop(scenarie, "kapacitet", rules)

    return Afsnit("Kapacitet", "Tomt: så meget, der er brug for. Ingen venter på en ledig.", found, apply)


def _durations(data: Data, uobserverede: Iterable[Trin]) -> Afsnit:
    """The days of steps that nothing is observed of, and those that the scenario gives already."""
    given: Mapping[str, Any] = data.get("varigheder", {})
    linked = {id_ for item in (data, *data["forloeb"]) for id_ in item.get("led", {})}
    asked: dict[str, str] = {id_: navn for id_, navn in LED.items() if id_ in linked}
    asked |= {item.id: item.navn for item in uobserverede}
    asked |= {id_: id_ for id_, item in given.items() if item.get("dage") is not None and id_ not in asked}
    asked = {id_: navn for id_, navn in asked.items() if not given.get(id_, {}).get("fordeling")}
    found = tuple(
        Felt(
            f"varighed_{id_}",
            HeltalField(label=f"{navn}: dage", required=False, hoejst=20_000),
            f"varigheder.{id_}",
            given.get(id_, {}).get("dage"),
        )
        for id_, navn in asked.items()
    )

    def apply(scenarie: Data, values: Mapping[str, Any]) -> None:
        rules = dict(scenarie.get("varigheder", {}))
        for id_ in asked:
            value = values[f"varighed_{id_}"]
            _set_or_drop(rules, id_, None if value is None else {"dage": value})
        _set_or_drop(scenarie, "varigheder", rules)

    hjaelp = (
        "Ingen sager har afgjort disse trin. Skriv, hvor mange dage de skal regnes til. Tomt: efter mødeplanen eller som trin af samme "
        "slags hos samme aktør, hvis de er set; ellers siger simuleringen, hvad der mangler."
    )
    return Afsnit("Varigheder uden sager at gå ud fra", hjaelp, found, apply)


def _set_or_drop(target: Data, key: str, value: Any) -> None:
    if value:
        target[key] = value
    else:
        target.pop(key, None)


def place_of(afsnit: Sequence[Afsnit], sti: str) -> str:
    """The field that a fault's path belongs to; the path itself where the form has no such field."""
    for item in afsnit:
        for felt in item.felter:
            if sti == felt.sti or sti.startswith((f"{felt.sti}.", f"{felt.sti}[")):
                return felt.navn
    return sti

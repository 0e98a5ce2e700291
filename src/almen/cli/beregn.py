"""Calculations and look-ups that others script: JSON in, JSON out."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from almen.cli import BadInput
from almen.regler import jsonform
from almen.regler.fejl import RegelFejl, UgyldigtInput
from almen.regler.laes import load_parametre
from almen.regler.samling import Parametre, parameter_to_dict


def _installed_database() -> bool:
    """True if there is a database to ask; a calculation must also work where none has been made."""
    if os.environ.get("DATABASE_URL"):
        return True
    root = Path(__file__).resolve().parents[3]
    return (Path(os.environ.get("ALMEN_DATA", root / "data")) / "almen.sqlite3").is_file()


def current_parametre() -> Parametre:
    """Shipped parameters, with the installation's own yearly figures where it has any."""
    if not _installed_database():
        return load_parametre()
    import django
    from django.db import DatabaseError

    django.setup()
    from almen.grundlag import selectors

    try:
        return selectors.current_parametre()
    except DatabaseError:
        return load_parametre()


def _read_json(source: str) -> Any:
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadInput([f"input: filen {source} findes ikke."]) from None
    except UnicodeDecodeError:
        raise BadInput(["input: filen skal være tekst i UTF-8."]) from None
    try:
        return json.loads(text, parse_float=_refuse_float)
    except json.JSONDecodeError as error:
        raise BadInput([f"input: ikke gyldig JSON (linje {error.lineno}, tegn {error.colno})."]) from None


def _refuse_float(text: str) -> str:
    # Kept as text: amounts with decimals are refused by name, areas may be decimals but are never binary floats.
    return text


def _write_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _errors(error: RegelFejl) -> BadInput:
    if isinstance(error, UgyldigtInput):
        return BadInput([str(fejl) for fejl in error.fejl])
    return BadInput([str(error)])


def _date(text: str | None, field: str) -> dt.date:
    if text is None:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadInput([f"{field}: “{text}” er ikke en dato. Skriv den som 2026-02-01."]) from None


@click.group()
def beregn() -> None:
    """Beregninger efter loven."""


@beregn.command()
@click.option("--input", "source", required=True, help="JSON-fil, eller - for standard input.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def finansiering(source: str, as_json: bool) -> None:
    """Finansiering af anskaffelsessummen og garanti."""
    from almen.regler.finansiering import compute_finansiering

    parametre = current_parametre()
    try:
        result = compute_finansiering(jsonform.parse_finansiering(_read_json(source)), parametre=parametre)
    except RegelFejl as error:
        raise _errors(error) from None
    value = jsonform.finansiering_to_dict(result)
    if as_json:
        _write_json(value)
        return
    for trin in value["trin"]:
        click.echo(trin if isinstance(trin, str) else trin.get("tekst", trin))
    for advarsel in value["advarsler"]:
        click.echo(f"Advarsel: {advarsel}")


@beregn.command()
@click.option("--input", "source", required=True, help="JSON-fil, eller - for standard input.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def maksimumsbeloeb(source: str, as_json: bool) -> None:
    """Maksimumsbeløb efter år, region og boligtype."""
    from almen.regler.maksimumsbeloeb import compute_maksimumsbeloeb

    parametre = current_parametre()
    try:
        result = compute_maksimumsbeloeb(
            jsonform.parse_maksimumsbeloeb(_read_json(source)), parametre=parametre
        )
    except RegelFejl as error:
        raise _errors(error) from None
    value = jsonform.maksimumsbeloeb_to_dict(result)
    if as_json:
        _write_json(value)
        return
    click.echo(f"Maksimumsbeløb: {value['maksimum']:,} kr.".replace(",", "."))


@beregn.command()
@click.option("--input", "source", required=True, help="JSON-fil, eller - for standard input.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def garanti(source: str, as_json: bool) -> None:
    """Kommunens garanti for et lån: {"laan": …, "ejendomsvaerdi": …} eller {"laan": …, "pct": "…"}."""
    from almen.regler.jsonform_garanti import answer_garanti

    _answer(answer_garanti, source, as_json)


@beregn.command()
@click.option("--input", "source", required=True, help="JSON-fil, eller - for standard input.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def regaranti(source: str, as_json: bool) -> None:
    """Landsbyggefondens regaranti: {"brutto": …} og eventuelt {"pct": "…"}."""
    from almen.regler.jsonform_garanti import answer_regaranti

    _answer(answer_regaranti, source, as_json)


@beregn.command()
@click.option("--input", "source", required=True, help="JSON-fil, eller - for standard input.")
@click.option(
    "--kommune", default=lambda: os.environ.get("ALMEN_KOMMUNE", "koebenhavn"), help="Kommunens profil."
)
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def medfinansiering(source: str, kommune: str, as_json: bool) -> None:
    """Hvem betaler en boligsocial helhedsplan: {"dato", "budget", "lbf", "kommune", "boligorganisation"}."""
    from almen.planer.gulve import gulve_on
    from almen.regler.jsonform_medfinansiering import answer_medfinansiering
    from almen.sagsgang.profil import ProfilFejl, load_profil

    try:
        profil = load_profil(kommune)
    except ProfilFejl as error:
        raise BadInput([f"kommune: {error}"]) from None

    _answer(
        lambda raa, known: answer_medfinansiering(raa, lambda dato: gulve_on(profil, dato), known),
        source,
        as_json,
    )


@beregn.command()
@click.option("--input", "source", required=True, help="CSV-fil, eller - for standard input.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def omraadeklasse(source: str, as_json: bool) -> None:
    """Områders klasser på listerne fra 2010 (§§ 51 b, 61 a og 61 b): en række pr. område og år."""
    from almen.regler.jsonform_omraader import answer_omraade

    parametre = current_parametre()
    answers: list[dict[str, Any]] = []
    faults = 0
    for line, row in _read_area_rows(source):
        answer: dict[str, Any] = row if "fejl" in row else answer_omraade(row, parametre)
        if "fejl" in answer:
            faults += 1
            click.echo(f"linje {line}: {answer['fejl']}", err=True)
        answers.append(answer)
    if as_json:
        _write_json(answers)
    else:
        for answer in answers:
            if "fejl" not in answer:
                classes = ", ".join(answer["klasser"]) or "ingen klasse"
                open_ = (
                    f" (kan ikke afgøres: {', '.join(answer['uafgjorte'])})" if answer["uafgjorte"] else ""
                )
                click.echo(f"{answer['aar']} {answer['omraade']}: {classes}{open_}")
    if faults:
        raise SystemExit(2)


def _read_area_rows(source: str) -> list[tuple[int, dict[str, Any]]]:
    """The file's rows by column with their line numbers; a row with cells too many carries its `fejl`."""
    import io

    import django

    django.setup()
    from almen.organisationer.services.regneark import stream_cells
    from almen.organisationer.services.rettigheder import OrganisationFejl
    from almen.regler.jsonform_omraader import KOLONNER, check_overskrift, head_of_answer

    try:
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        lines = [
            (number, _trimmed(cells))
            for number, cells in enumerate(stream_cells(io.BytesIO(content)), start=1)
        ]
    except FileNotFoundError:
        raise BadInput([f"input: filen {source} findes ikke."]) from None
    except OrganisationFejl as error:
        raise BadInput([f"input: {error}"]) from None
    lines = [(number, cells) for number, cells in lines if any(cells)]
    if not lines:
        raise BadInput([f"input: filen er tom; første linje skal være {', '.join(KOLONNER)}."])
    header = [name.lower() for name in lines[0][1]]
    if fejl := check_overskrift(header):
        raise BadInput(fejl)
    rows = []
    for number, cells in lines[1:]:
        row: dict[str, Any] = dict(zip(header, cells, strict=False))
        if len(cells) > len(header):
            besked = (
                f"linjen har {len(cells)} felter, overskriften {len(header)}; "
                "sæt et felt med skilletegnet i i anførselstegn"
            )
            row = head_of_answer(row) | {"fejl": besked}
        rows.append((number, row))
    return rows


def _trimmed(cells: list[str]) -> list[str]:
    """The cells without the empty ones that a spreadsheet puts at the end of a line."""
    texts = [cell.strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _answer(answer: Callable[[Any, Parametre], dict[str, Any]], source: str, as_json: bool) -> None:
    try:
        value = answer(_read_json(source), current_parametre())
    except RegelFejl as error:
        raise _errors(error) from None
    if as_json:
        _write_json(value)
        return
    for trin in value["trin"]:
        click.echo(trin)


@click.command()
@click.option("--kommune", default="koebenhavn", show_default=True)
@click.option("--sagstype", required=True)
@click.option("--fakta", multiple=True, metavar="NAVN=VÆRDI", help="Fx boligtype=ungdom; kan gentages.")
@click.option("--dato", help="Dagen, vejen gælder for (ÅÅÅÅ-MM-DD); ellers i dag.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def beslutningsvej(
    kommune: str, sagstype: str, fakta: tuple[str, ...], dato: str | None, as_json: bool
) -> None:
    """Hvem beslutter hvad, i hvilken rækkefølge, på en given dag."""
    from almen.sagsgang.profil import list_kommuner, load_profil, load_sagsgange_of
    from almen.sagsgang.vej import VejFejl
    from almen.sagsgang.vej import beslutningsvej as find_vej

    day = _date(dato, "dato")
    if kommune not in list_kommuner():
        raise BadInput([f"kommune: “{kommune}” findes ikke. Mulige: {', '.join(sorted(list_kommuner()))}."])
    profil = load_profil(kommune)
    try:
        vej = find_vej(load_sagsgange_of(kommune), sagstype, _facts(fakta), day, profil)
    except VejFejl as error:
        raise BadInput(list(error.fejl)) from None
    value = vej.to_dict()
    if as_json:
        _write_json(value)
        return
    click.echo(f"{sagstype}, version {value['version']} (gælder fra {value['gyldig_fra']})")
    for number, trin in enumerate(value["trin"], start=1):
        optional = " (valgfrit)" if trin["valgfrit"] else ""
        click.echo(f"{number:2}. {trin['navn']} – {trin['aktoer_navn']}{optional}")


def _facts(pairs: tuple[str, ...]) -> dict[str, list[str]]:
    facts: dict[str, list[str]] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator or not name or not value:
            raise BadInput([f"fakta: “{pair}” skal skrives som navn=værdi, fx boligtype=ungdom."])
        facts.setdefault(name, []).extend(item for item in value.split(",") if item)
    return facts


@click.command()
@click.option("--dato", help="Dagen, parametrene gælder for (ÅÅÅÅ-MM-DD); ellers i dag.")
@click.option("--json", "as_json", is_flag=True, help="JSON på standard output.")
def parametre(dato: str | None, as_json: bool) -> None:
    """Alle parametre i kraft, med kilde og sikkerhed."""
    day = _date(dato, "dato")
    rows = [parameter_to_dict(item) for item in current_parametre().i_kraft(day)]
    if as_json:
        _write_json(rows)
        return
    for row in rows:
        click.echo(f"{row['id']}: {row['vaerdi']} {row['enhed']} ({row['sikkerhed']}; {row['hjemmel']})")

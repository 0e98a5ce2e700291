"""Templates: the municipality's own file, else the one shipped with the room; and what is wrong with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from almen.papirer.arter import FAELLES
from almen.regler.dansk import join_med
from almen.sagsgang.profil import KOMMUNER

SHIPPED = Path(__file__).with_name("skabeloner")
# The fields of a template, and what each holds; docs/howto/papirer.md shows how they are used.
FELTER: Mapping[str, str] = {
    "titel": "papirets titel",
    "dato": "papirets dato, fx 25. november 2026",
    "maerke": "et mærke over papiret, fx DEMO; ofte tomt",
    "afsender": "kommune, enhed og kontakt",
    "modtager": "modtagerens linjer",
    "henvisninger": "navn og værdi, fx Sagsnummer",
    "afsnit": "overskrift, niveau, tekst, punkter, tabeller og tegninger",
    "underskrift": "linjerne under papiret; tomt for indstillinger",
    "kilder": "nummer og tekst for hver kilde",
}


@dataclass(frozen=True)
class Uploadet:
    """A template that an administrator has put in use: its name and content. It reads no other file."""

    navn: str
    indhold: bytes


Skabelon = Path | Uploadet
# Which templates have been put in use for some kinds in a format; the app sets it, so that files alone need no database.
_in_use: Callable[[Sequence[str], str], Mapping[str, Uploadet]] | None = None


class SkabelonFejl(ValueError):
    """A template cannot be used; the text names the file and what is wrong with it."""

    def __init__(self, skabelon: Skabelon, fejl: str) -> None:
        self.skabelon = skabelon
        self.fejl = fejl
        super().__init__(f"Skabelonen {short_name(skabelon)} {fejl}")


def ask_for_uploads(in_use: Callable[[Sequence[str], str], Mapping[str, Uploadet]]) -> None:
    """Tells where templates put in use are found: a function of kinds and format."""
    global _in_use
    _in_use = in_use


def find_skabelon(kommune: str, art: str, endelse: str, kommuner: Path = KOMMUNER) -> Skabelon:
    """The template of a paper: one put in use for this `art`, else the municipality's file, else the shipped; then the
    common one in the same order. Raises SkabelonFejl.
    """
    navne = tuple(dict.fromkeys((art, FAELLES)))
    uploads = _in_use(navne, endelse) if _in_use is not None else {}
    for navn in navne:
        if navn in uploads:
            return uploads[navn]
        if (path := file_of(kommune, navn, endelse, kommuner)) is not None:
            return path
    raise SkabelonFejl(SHIPPED / f"{FAELLES}.{endelse}", "mangler.")


def file_of(kommune: str, art: str, endelse: str, kommuner: Path = KOMMUNER) -> Path | None:
    """The file for just this `art`: the municipality's, else the shipped; None if there is neither."""
    for folder in (kommuner / kommune / "papirer", SHIPPED):
        if (path := folder / f"{art}.{endelse}").is_file():
            return path
    return None


def content_of(skabelon: Skabelon) -> bytes:
    """The template itself."""
    return skabelon.read_bytes() if isinstance(skabelon, Path) else skabelon.indhold


def unknown_field(skabelon: Skabelon, *navne: str, sted: str = "") -> SkabelonFejl:
    """The error for fields that no paper has: their names, the file, where in it, and the fields there are."""
    named = join_med([f"“{navn}”" for navn in sorted(navne)])
    where = f" ({sted})" if sted else ""
    return SkabelonFejl(skabelon, f"bruger {named}{where}, som ikke findes. Felter: {', '.join(FELTER)}.")


def short_name(skabelon: Skabelon) -> str:
    """What the template is called, without the machine's own folders."""
    return "/".join(skabelon.parts[-3:]) if isinstance(skabelon, Path) else f"“{skabelon.navn}”"

"""Templates: the municipality's own file, else the one shipped with the room; and what is wrong with one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from almen.regler.dansk import join_med
from almen.sagsgang.profil import KOMMUNER

SHIPPED = Path(__file__).with_name("skabeloner")
FAELLES = "brev"
# The fields of a template, and what each holds; docs/howto/papirer.md shows how they are used.
FELTER: Mapping[str, str] = {
    "titel": "papirets titel",
    "dato": "papirets dato, fx 25. november 2026",
    "maerke": "et mærke over papiret, fx DEMO; ofte tomt",
    "afsender": "kommune, enhed og kontakt",
    "modtager": "modtagerens linjer",
    "henvisninger": "navn og værdi, fx Sagsnummer",
    "afsnit": "overskrift, tekst, punkter og tabeller",
    "underskrift": "linjerne under papiret",
    "kilder": "nummer og tekst for hver kilde",
}


class SkabelonFejl(ValueError):
    """A template cannot be used; the text names the file and what is wrong with it."""

    def __init__(self, path: Path, fejl: str) -> None:
        self.path = path
        super().__init__(f"Skabelonen {short_name(path)}: {fejl}")


def find_skabelon(kommune: str, art: str, endelse: str, kommuner: Path = KOMMUNER) -> Path:
    """The template of a paper: the municipality's for this `art`, its common one, else the shipped. Raises SkabelonFejl."""
    own = kommuner / kommune / "papirer"
    for path in (
        own / f"{art}.{endelse}",
        SHIPPED / f"{art}.{endelse}",
        own / f"{FAELLES}.{endelse}",
        SHIPPED / f"{FAELLES}.{endelse}",
    ):
        if path.is_file():
            return path
    raise SkabelonFejl(SHIPPED / f"{FAELLES}.{endelse}", "filen mangler.")


def unknown_field(path: Path, *navne: str) -> SkabelonFejl:
    """The error for fields that no paper has: their names, the file, and the fields there are."""
    named = join_med([f"“{navn}”" for navn in sorted(navne)])
    return SkabelonFejl(path, f"bruger {named}, som ikke findes. Felter: {', '.join(FELTER)}.")


def short_name(path: Path) -> str:
    """Where the file lies, without the machine's own folders."""
    return "/".join(path.parts[-3:])

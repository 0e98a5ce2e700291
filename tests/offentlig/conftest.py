"""Cases of every confidentiality and progress, each thing in them named by whether the public may know of it."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from tests.omraader.aflaesninger import liste, make_omraade, put_liste, put_tal

from almen.boligmasse.services import Talinput, register_boligtal, withdraw_boligtal
from almen.godkendelser.services import open_godkendelse
from almen.omraader.services.stand import refresh_stande
from almen.planer.models import Strategi
from almen.planer.services import (
    edit_plan,
    open_plan,
    report_status,
    save_finansiering,
    save_indsats,
    save_milepael,
)
from almen.sager.models import Beslutning, Dokument, Offentliggoerelse, Sag
from almen.sager.selectors import load_forloeb
from almen.sager.services import (
    add_dokument,
    add_dokumentversion,
    add_frist,
    add_note,
    annul_sag,
    edit_dokument,
    edit_sag,
    publish_begrundelse,
    publish_dokument,
    record_beslutning,
)

LEVELS = ("aaben", "intern", "fortrolig")
# How far: nothing decided, annulled, received and examined by the administration alone, decided by the committee.
PROGRESS = ("aabnet", "annulleret", "oplyst", "afgjort")
START = ("/offentlig/", "/offentlig/sitemap.xml", "/offentlig/katalog.json", "/robots.txt")
QUERIES = ("hemmelig", "kendt", "karen", "2026", "sag", "dokument", "udvalg", "brev", "prøven")


def pdf(text: str) -> bytes:
    return f"%PDF-1.7\n%{text}\n%%EOF\n".encode()


@dataclass
class Samling:
    """What was made: the cases by what they are, what must be found, and what must never be."""

    sager: dict[tuple[str, str], Sag] = field(default_factory=dict)
    kendt: set[str] = field(default_factory=set)
    hemmelig: set[str] = field(default_factory=set)

    def named(self, what: str, *, public: bool) -> str:
        text = f"{'Kendt' if public else 'Hemmelig'}-{what}."
        (self.kendt if public else self.hemmelig).add(text)
        return text

    @property
    def offentlig(self) -> Sag:
        return self.sager["aaben", "afgjort"]

    @property
    def skjulte(self) -> list[Sag]:
        """The cases that nobody outside may know of."""
        public = ("afgjort", "begrundet", "plan-besluttet")
        return [sag for (level, what), sag in self.sager.items() if level != "aaben" or what not in public]


def open_case(bruger, organisation, titel) -> Sag:
    return open_godkendelse(
        bruger=bruger,
        type_id="laan_uden_garanti",
        titel=titel,
        boligorganisation=organisation,
        svar={"formaal": "Tag", "laan": 1_000_000},
    )


def decide(bruger, sag, until: str, **more) -> Beslutning:
    """Takes the route's steps in order up to and with the one of actor `until`; the last with `more`."""
    for step in load_forloeb(sag).sagsgang.orden:
        if step.valgfrit:
            continue
        last = step.aktoer == until
        found = record_beslutning(
            bruger=bruger, sag=sag, trin=step.id, **{"kilde": "brev", **(more if last else {})}
        )
        if last:
            return found
    raise AssertionError(f"Vejen har intet trin for {until}")


def add_pdf(bruger, sag, titel, level) -> Dokument:
    content = pdf(f"{titel}-indhold")
    return add_dokument(
        bruger=bruger,
        sag=sag,
        titel=titel,
        name=f"{titel}-filnavn.pdf",
        size=len(content),
        stream=io.BytesIO(content),
        fortrolighed=level,
    )


def _fill(made: Samling, bruger, organisation, level: str, progress: str) -> Sag:
    public = (level, progress) == ("aaben", "afgjort")
    key = f"{level}-{progress}"
    sag = open_case(bruger, organisation, made.named(f"titel-{key}", public=public))
    if progress == "afgjort":
        decide(
            bruger,
            sag,
            "udvalget",
            begrundelse=made.named(f"begrundelse-{key}", public=False),
            kilde=made.named(f"kilde-{key}", public=False),
            moede=made.named(f"moede-{key}", public=public),
        )
    elif progress == "oplyst":
        decide(bruger, sag, "forvaltningen", begrundelse=made.named(f"begrundelse-{key}", public=False))
    elif progress == "annulleret":
        annul_sag(bruger=bruger, sag=sag, begrundelse=made.named(f"annulleret-{key}", public=False))
    add_note(bruger=bruger, sag=sag, tekst=made.named(f"notat-{key}", public=False), fortrolighed="aaben")
    add_frist(
        bruger=bruger, sag=sag, titel=made.named(f"frist-{key}", public=False), dato=dt.date(2030, 1, 1)
    )
    for doc_level, published in itertools.product(LEVELS, (True, False)):
        shown = public and published and doc_level == "aaben"
        dokument = add_pdf(
            bruger, sag, made.named(f"dokument-{key}-{doc_level}-{published}", public=shown), "aaben"
        )
        if not shown:
            made.hemmelig |= {f"{dokument.titel}-indhold", f"{dokument.titel}-filnavn"}
        else:
            made.kendt.add(f"{dokument.titel}-indhold")
            made.hemmelig.add(f"{dokument.titel}-filnavn")
        if published and progress != "annulleret":
            publish_dokument(bruger=bruger, dokument=dokument)
            newer = pdf(made.named(f"nyversion-{key}-{doc_level}", public=False))
            add_dokumentversion(
                bruger=bruger, dokument=dokument, name="ny.pdf", size=len(newer), stream=io.BytesIO(newer)
            )
        edit_dokument(bruger=bruger, dokument=dokument, titel=dokument.titel, fortrolighed=doc_level)
    if level != "aaben":
        edit_sag(bruger=bruger, sag=sag, titel=sag.titel, fortrolighed=level)
    _force_rows(bruger, sag)
    return sag


def _force_rows(bruger, sag: Sag) -> None:
    """Publications that no service would leave on what is closed: reading must refuse them all the same."""
    for dokument in sag.dokumenter.exclude(fortrolighed="aaben"):
        version = dokument.versioner.order_by("nummer").first()
        Offentliggoerelse.objects.get_or_create(
            dokument=dokument,
            defaults={"sag": sag, "version": version, "dato": sag.aabnet_dato, "bruger": bruger},
        )
    if sag.fortrolighed != "aaben" or sag.annulleret:
        Offentliggoerelse.objects.get_or_create(
            sag=sag, dokument=None, beslutning=None, defaults={"dato": sag.aabnet_dato, "bruger": bruger}
        )
        for beslutning in sag.beslutninger.all():
            Offentliggoerelse.objects.get_or_create(
                beslutning=beslutning, defaults={"sag": sag, "dato": sag.aabnet_dato, "bruger": bruger}
            )


def _fill_boligtal(made: Samling, bruger) -> None:
    """A figure that counts, in a reading after a wrong one, and one that was withdrawn."""
    wrong = Talinput(
        emne="bestand",
        aar=2023,
        ejerform="almen",
        enhed="antal",
        vaerdi=Decimal(7318),
        kilde=made.named("kilde-erstattet", public=False),
        laest=dt.date(2026, 1, 2),
        sikkerhed="sikker",
        note=made.named("note", public=False),
    )
    register_boligtal(bruger=bruger, tal=wrong)
    reason = made.named("talgrund", public=False)
    right = replace(wrong, kilde=made.named("kilde-gaeldende", public=True), vaerdi=Decimal(7319))
    register_boligtal(bruger=bruger, tal=right, begrundelse=reason)
    gone = register_boligtal(
        bruger=bruger, tal=replace(wrong, aar=2022, kilde=made.named("kilde-tilbagekaldt", public=False))
    )
    withdraw_boligtal(bruger=bruger, boligtal=gone, begrundelse=reason)


def _fill_omraader(made: Samling, bruger) -> None:
    """An area that a list of the state names, beside one that is only computed, with everything of theirs that is our own."""
    told = make_omraade(
        bruger, made.named("omraade", public=True), beskrivelse=made.named("egne-ord", public=False)
    )
    computed = make_omraade(bruger, made.named("omraade-kun-beregnet", public=False))
    elsewhere = make_omraade(bruger, made.named("omraade-andetsteds", public=False), kommune="Aarhus")
    for omraade in (told, computed, elsewhere):
        # 0.137 percent convicted of half of 1,217 residents is less than one person.
        put_tal(
            bruger,
            omraade,
            liste(2024),
            beboere="1217",
            uden_for_arbejdsmarked_pct="41.37",
            doemte_pct="0.137",
        )
    put_tal(bruger, told, liste(2022), beboere="61513")
    for omraade in (told, elsewhere):
        put_liste(bruger, omraade, liste(2024), "udsat_boligomraade")
    made.kendt |= {"41,37"}
    made.hemmelig |= {"0,137", "0.137", "61513", "61.513"}
    refresh_stande([told.pk, computed.pk, elsewhere.pk])


def _fill_plan(made: Samling, bruger, level: str, progress: str, **felter) -> Sag:
    """A handleplan, decided or put before the council; what was reported and noted of it is never told."""
    public = (level, progress) == ("aaben", "besluttet")
    key = f"plan-{level}-{progress}"
    plan = open_plan(
        bruger=bruger,
        art="handleplan",
        titel=made.named(f"titel-{key}", public=public),
        navn=made.named(f"navn-{key}", public=public),
        formaal=made.named(f"formaal-{key}", public=public),
        kilde=made.named(f"kilde-{key}", public=False),
        note=made.named(f"note-{key}", public=False),
        aabnet_dato=dt.date(2026, 1, 5),
        **felter,
    )
    indsats = save_indsats(
        bruger=bruger,
        plan=plan,
        navn=made.named(f"indsats-{key}", public=public),
        beskrivelse=made.named(f"beskrivelse-{key}", public=public),
        ansvarlig_tekst=made.named(f"ansvarlig-{key}", public=public),
    )
    save_milepael(
        bruger=bruger,
        plan=plan,
        titel=made.named(f"milepael-{key}", public=public),
        note=made.named(f"milepaelsnote-{key}", public=False),
        frist=dt.date(2027, 1, 1),
    )
    save_finansiering(
        bruger=bruger, plan=plan, dele={"kommune": (1_000, made.named(f"pengenote-{key}", public=False))}
    )
    decide(bruger, plan.sag, "borgerrepraesentationen" if progress == "besluttet" else "oekonomiudvalget")
    for about in (indsats, None):
        report_status(
            bruger=bruger,
            plan=plan,
            indsats=about,
            lys="roed",
            tekst=made.named(f"status-{key}-{about}", public=False),
        )
    edit_plan(bruger=bruger, plan=plan, formaal=made.named(f"efter-{key}", public=False), grund="Rettelse")
    if level != "aaben":
        edit_sag(bruger=bruger, sag=plan.sag, titel=plan.sag.titel, fortrolighed=level)
    return plan.sag


def _fill_planer(made: Samling, bruger) -> None:
    """Plans of every openness, and a strategy that only we know of."""
    draft = Strategi.objects.create(
        navn=made.named("strategi", public=False),
        kilde=made.named("strategikilde", public=False),
        sikkerhed="usikker",
    )
    for level, progress in (
        ("aaben", "besluttet"),
        ("aaben", "forelagt"),
        ("intern", "besluttet"),
        ("fortrolig", "besluttet"),
    ):
        made.sager[level, f"plan-{progress}"] = _fill_plan(made, bruger, level, progress, strategier=[draft])


@pytest.fixture
def alt(sagsgange, sagsbehandler, organisation) -> Samling:
    """One case for each confidentiality and progress, six documents in each, and one more with its reason made public."""
    made = Samling()
    for level, progress in itertools.product(LEVELS, PROGRESS):
        made.sager[level, progress] = _fill(made, sagsbehandler, organisation, level, progress)
    told = open_case(sagsbehandler, organisation, made.named("titel-begrundet", public=True))
    beslutning = decide(
        sagsbehandler, told, "udvalget", begrundelse=made.named("begrundelse-begrundet", public=True)
    )
    publish_begrundelse(bruger=sagsbehandler, beslutning=beslutning)
    made.sager["aaben", "begrundet"] = told
    _fill_boligtal(made, sagsbehandler)
    _fill_omraader(made, sagsbehandler)
    _fill_planer(made, sagsbehandler)
    made.hemmelig.add("Karen Sagsbehandler")
    return made


def body_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", errors="replace")


# A page each for things that hold nothing of any case; one test reads them too.
RULES = ("/offentlig/parametre/", "/offentlig/sagsgange/", "/offentlig/administrationsgrundlag/")


def crawl(client, *, rules: bool = False) -> dict[str, str]:
    """Every public address that can be reached from the front page, the map and the catalogue, with what it answered.

    Without `rules` neither those, nor the same rows in another order.
    """
    seen: dict[str, str] = {}
    waiting = [*START, *(f"/offentlig/soeg/?q={query}" for query in QUERIES)]
    while waiting:
        path = waiting.pop()
        if path in seen or (not rules and (path.startswith(RULES) or "sort=" in path)):
            continue
        response = client.get(path)
        assert response.status_code in (200, 404), path
        body = seen[path] = body_of(response)
        found = re.findall(r"""(/offentlig/[^\s"'<>;,)\\]*)""", unescape(body))
        found += [urljoin(path, unescape(link)) for link in re.findall(r'href="([^"#]*)"', body)]
        waiting += [
            item for item in found if urlsplit(item).path.startswith("/offentlig/") and item[0] == "/"
        ]
    return seen


def leaks(pages: dict[str, str], words: set[str]) -> list[tuple[str, str]]:
    """(address, word) for each word that an answer holds."""
    return [(path, word) for path, body in pages.items() for word in sorted(words) if word in body]

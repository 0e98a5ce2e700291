"""The event log as OCEL 2.0 in JSON (ocel-standard.org, specification of 16 October 2023): cases, projects, organisations, meetings and plans as objects.

One pass over the rows: events go out as they come, objects wait in a file beside it, and the types of events that came are told
last (the order of an object's keys means nothing in JSON). What is kept in memory does not grow with the number of events.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any, NamedTuple

from almen.analyse.haendelseslog.kilde import Loghaendelse, Loglokalplan, Logsag, moment

ALTID = "1970-01-01T00:00:00Z"  # the standard's own day for what does not change
NOEJAGTIGHED = "dag"
_BLOCK = 64 * 1024
_DECISION = {
    "trin_navn": "string",
    "sagstype": "string",
    "sagsgang": "string",
    "nummer": "integer",
    "fase": "string",
    "runde": "integer",
    "aktoer": "string",
    "handling": "string",
    "udfald": "string",
    "dispensation": "boolean",
    "registreret": "time",
    "noejagtighed": "string",
}
_DAY = {"noejagtighed": "string"}
OBJEKTTYPER = {
    "sag": {
        "sagsnummer": "string",
        "sagstype": "string",
        "sagsgang": "string",
        "aabnet": "time",
        "afslutning": "string",
        "demo": "boolean",
    },
    "projekt": {"boliger": "integer", "boligtyper": "string"},
    "boligorganisation": {"lbf_nummer": "string", "navn": "string"},
    "moede": {"organ": "string", "dag": "time"},
    "plan": {"art": "string", "sagsnummer": "string"},
    "lokalplan": {"nummer": "string"},
}


class _Link(NamedTuple):
    """Where an event or object points, and as what."""

    objekt: str
    som: str


def write_ocel(sager: Iterable[Logsag]) -> Iterator[bytes]:
    """The whole log, a piece for each case. Every object is there once, and every relation leads to an object that is there."""
    with tempfile.TemporaryFile(prefix="almen-haendelseslog-") as beside:
        log = _Log(beside)
        yield _line('{"objectTypes":', _types(OBJEKTTYPER), ',"events":[')
        for sag in sager:
            yield log.add(sag)
        yield log.add_lokalplaner()
        yield _line('],"objects":[')
        beside.seek(0)
        while block := beside.read(_BLOCK):
            yield block
        yield _line('],"eventTypes":', _types(dict(sorted(log.types.items()))), "}")


class _Log:
    """What has been written so far: which shared objects, which types of events, and which projects a local plan leads to."""

    def __init__(self, beside: IO[bytes]) -> None:
        self.beside = beside
        self.types: dict[str, dict[str, str]] = {}
        self.shared: set[str] = set()
        self.lokalplaner: dict[str, tuple[Loglokalplan, list[str]]] = {}
        self.first = {"event": True, "object": True}

    def add(self, sag: Logsag) -> bytes:
        """One case: its events as bytes; its objects are put beside."""
        links = self._objects_of(sag)
        lines = [
            self._event(
                f"{sag.nummer}/{item.nummer}",
                item.trin,
                moment(item.dato, item.sekund),
                _decision_values(sag, item),
                [*links, *self._meeting(item)],
                _DECISION,
            )
            for item in sag.haendelser
        ]
        for navn, dato in sag.byggesag:
            lines.append(self._day(f"byggesag:{sag.nummer}/{navn}", f"byggesag_{navn}", dato, links))
        return "".join(lines).encode()

    def add_lokalplaner(self) -> bytes:
        """The days of local plans, each once, with every project of the log that makes it real."""
        lines = []
        for nummer, (plan, projekter) in self.lokalplaner.items():
            key = f"lokalplan:{nummer}"
            self._object("lokalplan", key, [("nummer", nummer, ALTID)])
            links = [
                _Link(key, "lokalplanen"),
                *(_Link(item, "projekt i lokalplanen") for item in projekter),
            ]
            for navn, dato in plan.dage:
                lines.append(self._day(f"{key}/{navn}", f"lokalplan_{navn}", dato, links))
        return "".join(lines).encode()

    def _objects_of(self, sag: Logsag) -> list[_Link]:
        """Writes the case and what it is about; gives what its events point at."""
        key, projekt, plan = (f"{kind}:{sag.nummer}" for kind in ("sag", "projekt", "plan"))
        about = []
        if sag.har_projekt:
            about.append(_Link(projekt, "projektet"))
        if sag.boligorganisation is not None:
            about.append(_Link(self._organisation(*sag.boligorganisation), "sagens boligorganisation"))
        if sag.plan:
            about.append(_Link(plan, "planen"))
        self._object("sag", key, _case_values(sag), about)
        if sag.har_projekt:
            self._object("projekt", projekt, _project_values(sag), self._lokalplaner_of(sag, projekt))
        if sag.plan:
            self._object("plan", plan, [("art", sag.plan, ALTID), ("sagsnummer", sag.nummer, ALTID)])
        return [_Link(key, "sagen"), *about]

    def _lokalplaner_of(self, sag: Logsag, projekt: str) -> list[_Link]:
        for plan in sag.lokalplaner:
            self.lokalplaner.setdefault(plan.nummer, (plan, []))[1].append(projekt)
        return [_Link(f"lokalplan:{plan.nummer}", "opfylder krav i") for plan in sag.lokalplaner]

    def _organisation(self, lbf_nummer: str, navn: str) -> str:
        key = f"boligorganisation:{lbf_nummer}"
        if key not in self.shared:
            self.shared.add(key)
            self._object("boligorganisation", key, [("lbf_nummer", lbf_nummer, ALTID), ("navn", navn, ALTID)])
        return key

    def _meeting(self, item: Loghaendelse) -> list[_Link]:
        if item.moede is None:
            return []
        organ, dato = item.moede
        key = f"moede:{organ}:{dato.isoformat()}"
        if key not in self.shared:
            self.shared.add(key)
            self._object("moede", key, [("organ", organ, ALTID), ("dag", moment(dato), ALTID)])
        return [_Link(key, "besluttet på mødet")]

    def _object(
        self, kind: str, key: str, values: list[tuple[str, Any, str]], links: Iterable[_Link] = ()
    ) -> None:
        attributes = [{"name": name, "time": time, "value": value} for name, value, time in values]
        content = {"id": key, "type": kind, "attributes": attributes, "relationships": _relations(links)}
        self.beside.write(self._item("object", content).encode())

    def _day(self, key: str, kind: str, dato: dt.date, links: list[_Link]) -> str:
        return self._event(key, kind, moment(dato), {"noejagtighed": NOEJAGTIGHED}, links, _DAY)

    def _event(
        self,
        key: str,
        kind: str,
        time: str,
        values: dict[str, Any],
        links: list[_Link],
        declared: dict[str, str],
    ) -> str:
        self.types[kind] = declared
        attributes = [{"name": name, "value": value} for name, value in values.items() if value != ""]
        content = {
            "id": key,
            "type": kind,
            "time": time,
            "attributes": attributes,
            "relationships": _relations(links),
        }
        return self._item("event", content)

    def _item(self, kind: str, content: dict[str, Any]) -> str:
        before = "" if self.first[kind] else ",\n"
        self.first[kind] = False
        return before + _json(content)


def _decision_values(sag: Logsag, item: Loghaendelse) -> dict[str, Any]:
    return {
        "trin_navn": item.trin_navn,
        "sagstype": sag.sagstype,
        "sagsgang": sag.version,
        "nummer": item.nummer,
        "fase": item.fase,
        "runde": item.runde,
        "aktoer": item.aktoer,
        "handling": item.handling,
        "udfald": item.udfald,
        "dispensation": item.dispensation,
        "registreret": moment(item.registreret),
        "noejagtighed": NOEJAGTIGHED,
    }


def _case_values(sag: Logsag) -> list[tuple[str, Any, str]]:
    values: list[tuple[str, Any, str]] = [
        ("sagsnummer", sag.nummer, ALTID),
        ("sagstype", sag.sagstype, ALTID),
        ("sagsgang", sag.version, ALTID),
        ("aabnet", moment(sag.aabnet), ALTID),
        ("demo", sag.demo, ALTID),
    ]
    if sag.afslutning:
        last = sag.haendelser[-1]
        values.append(("afslutning", sag.afslutning, moment(last.dato, last.sekund)))
    return values


def _project_values(sag: Logsag) -> list[tuple[str, Any, str]]:
    values: list[tuple[str, Any, str]] = [
        ("boliger", antal, moment(dato) if dato else ALTID) for dato, antal in sag.boliger
    ]
    return [*values, ("boligtyper", sag.boligtyper, ALTID)] if sag.boligtyper else values


def _relations(links: Iterable[_Link]) -> list[dict[str, str]]:
    return [{"objectId": link.objekt, "qualifier": link.som} for link in links]


def _types(declared: dict[str, dict[str, str]]) -> str:
    return _json(
        [
            {"name": name, "attributes": [{"name": key, "type": kind} for key, kind in attributes.items()]}
            for name, attributes in declared.items()
        ]
    )


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _line(*parts: str) -> bytes:
    return f"{''.join(parts)}\n".encode()

"""The event log as XES (IEEE 1849): a trace for each case, an event for each decision.

The file is plain ASCII with one element a line; letters beyond it are character references. It is the same to an XML reader, and
readers that are less than that (PM4Py's without lxml cut the file in blocks of bytes) do not break on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape

from almen.analyse.haendelseslog.kilde import Loghaendelse, Logsag, moment

TIDSANGIVELSE = (
    "Kun dage er registreret. Klokkeslættet er midnat (UTC) plus et sekund for hver af sagens beslutninger samme dag, "
    "så rækkefølgen bevares."
)
INDHOLD = "Åbne sagers beslutninger. Fortrolige og interne sager er ikke med, heller ikke titler, begrundelser og navne på personer."
_EXTENSIONS = (
    ("Concept", "concept"),
    ("Time", "time"),
    ("Lifecycle", "lifecycle"),
    ("Organizational", "org"),
)
# XML 1.0 has no way to write these, not even as references.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTED = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


class _Value(NamedTuple):
    """One attribute; an empty text is not written."""

    kind: str
    key: str
    value: str


def write_xes(sager: Iterable[Logsag]) -> Iterator[bytes]:
    """The whole log, a piece for each case."""
    yield _bytes(_head())
    for sag in sager:
        yield _bytes(_trace(sag))
    yield b"</log>\n"


def _head() -> list[str]:
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">',
        *(
            f'<extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>'
            for name, prefix in _EXTENSIONS
        ),
        '<global scope="trace">',
        _attribute(_Value("string", "concept:name", "-")),
        "</global>",
        '<global scope="event">',
        *(
            _attribute(_Value("string", key, "-"))
            for key in ("concept:name", "trin_navn", "udfald", "org:group")
        ),
        _attribute(_Value("string", "lifecycle:transition", "complete")),
        _attribute(_Value("date", "time:timestamp", "1970-01-01T00:00:00Z")),
        "</global>",
        '<classifier name="Trin" scope="event" keys="concept:name"/>',
        '<classifier name="Trinnavn" scope="event" keys="trin_navn"/>',
        '<classifier name="Trin-og-udfald" scope="event" keys="concept:name udfald"/>',
        _attribute(_Value("string", "concept:name", "Almen: beslutninger i sager")),
        _attribute(_Value("string", "lifecycle:model", "standard")),
        _attribute(_Value("string", "tidsangivelse", TIDSANGIVELSE)),
        _attribute(_Value("string", "indhold", INDHOLD)),
    ]


def _trace(sag: Logsag) -> list[str]:
    lbf, navn = sag.boligorganisation or ("", "")
    values = [
        _Value("string", "concept:name", sag.nummer),
        _Value("string", "sagstype", sag.sagstype),
        _Value("string", "sagsgang", sag.version),
        _Value("date", "aabnet", moment(sag.aabnet)),
        _Value("string", "afslutning", sag.afslutning),
        _Value("string", "boligorganisation", lbf),
        _Value("string", "boligorganisation_navn", navn),
        _Value("int", "boliger", str(sag.boliger[-1][1]) if sag.boliger else ""),
        _Value("string", "boligtyper", sag.boligtyper),
        _Value("string", "plan", sag.plan),
        _boolean("demo", sag.demo),
    ]
    lines = ["<trace>", *_attributes(values)]
    for item in sag.haendelser:
        lines += ["<event>", *_attributes(_event_values(item)), "</event>"]
    return [*lines, "</trace>"]


def _event_values(item: Loghaendelse) -> list[_Value]:
    return [
        _Value("string", "concept:name", item.trin),
        _Value("string", "trin_navn", item.trin_navn),
        _Value("date", "time:timestamp", moment(item.dato, item.sekund)),
        _Value("string", "lifecycle:transition", "complete"),
        _Value("string", "org:group", item.aktoer),
        _Value("string", "udfald", item.udfald),
        _Value("string", "handling", item.handling),
        _Value("string", "fase", item.fase),
        _Value("int", "runde", str(item.runde)),
        _Value("int", "nummer", str(item.nummer)),
        _Value("date", "registreret", moment(item.registreret)),
        _boolean("dispensation", item.dispensation),
    ]


def _boolean(key: str, value: bool) -> _Value:
    return _Value("boolean", key, "true" if value else "false")


def _attributes(values: Iterable[_Value]) -> list[str]:
    return [_attribute(item) for item in values if item.value]


def _attribute(item: _Value) -> str:
    return f'<{item.kind} key="{item.key}" value="{escape(_ILLEGAL.sub("", item.value), _QUOTED)}"/>'


def _bytes(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("ascii", "xmlcharrefreplace")

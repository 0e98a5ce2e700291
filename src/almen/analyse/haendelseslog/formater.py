"""The formats that the event log is written in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from almen.analyse.haendelseslog.kilde import Logsag
from almen.analyse.haendelseslog.ocel import write_ocel
from almen.analyse.haendelseslog.xes import write_xes


class Logformat(NamedTuple):
    """One format: its name, the ending of its files, its media type, and how it is written."""

    navn: str
    endelse: str
    mimetype: str
    skriv: Callable[[Iterable[Logsag]], Iterator[bytes]]


LOGFORMATER = {
    "ocel": Logformat("OCEL 2.0 (JSON)", "json", "application/json", write_ocel),
    "xes": Logformat("XES (XML)", "xes", "application/xml", write_xes),
}

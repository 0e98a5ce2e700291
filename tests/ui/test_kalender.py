"""iCalendar as other programs read it: by a reader of our own that knows the standard and nothing of the writer."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from almen.ui import kalender
from almen.ui.kalender import ZONE, Haendelse, Kalenderkilde, gather, write_ical

FRIEND, STRANGER = (SimpleNamespace(has_rolle=lambda *roller: False) for _ in range(2))
SINCE = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=ZONE)
TEXT = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(";,\\\n"),
    min_size=1,
    max_size=120,
)


def read(content: bytes) -> list[dict[str, list[str]]]:
    """Events of an RFC 5545 stream: checks line ends, line lengths, nesting and the properties that must be there."""
    assert content.endswith(b"\r\n") and not re.search(rb"(?<!\r)\n", content)
    raw = content.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in raw)
    lines: list[bytes] = []
    for line in raw:
        if line.startswith((b" ", b"\t")):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    text = [line.decode("utf-8") for line in lines]
    assert text[0] == "BEGIN:VCALENDAR" and text[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in text and any(line.startswith("PRODID:") for line in text)
    events: list[dict[str, list[str]]] = []
    inside = False
    for line in text[1:-1]:
        if line == "BEGIN:VEVENT":
            assert not inside
            inside = True
            events.append({})
        elif line == "END:VEVENT":
            inside = False
            for must in ("UID", "DTSTAMP", "DTSTART"):
                assert any(key.split(";")[0] == must for key in events[-1]), f"{must} mangler"
        elif inside:
            key, value = line.split(":", 1)
            events[-1].setdefault(key, []).append(value)
    assert not inside
    for event in events:
        assert all(len(values) == 1 for values in event.values())
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"][0])
    assert len({event["UID"][0] for event in events}) == len(events)
    return events


def unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def write(*items: Haendelse) -> bytes:
    return write_ical(items, navn="Prøve", vaert="test.almen", adresse=lambda path: f"https://x.dk{path}")


@settings(deadline=None)
@given(title=TEXT, body=TEXT, day=st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 30)))
def test_any_text_on_any_day_comes_out_as_it_went_in(title, body, day):
    (event,) = read(write(Haendelse("1", day, title, SINCE, tekst=body, url="/sager/1/", kilde="p")))
    assert unescape(event["SUMMARY"][0]) == title
    assert unescape(event["DESCRIPTION"][0]) == body
    assert event["DTSTART;VALUE=DATE"] == [f"{day:%Y%m%d}"]
    assert event["DTEND;VALUE=DATE"] == [f"{day + dt.timedelta(days=1):%Y%m%d}"]
    assert event["UID"] == ["p-1@test.almen"]


def test_a_meeting_keeps_its_danish_hour_summer_and_winter():
    summer = Haendelse(
        "1", dt.datetime(2026, 6, 1, 9, 30, tzinfo=ZONE), "Møde", SINCE, kilde="m", sted="Rådhuset"
    )
    winter = Haendelse("2", dt.datetime(2026, 12, 1, 9, 30, tzinfo=ZONE), "Møde", SINCE, kilde="m")
    first, second = read(write(summer, winter))
    assert first["DTSTART"] == ["20260601T073000Z"] and first["DTEND"] == ["20260601T083000Z"]
    assert second["DTSTART"] == ["20261201T083000Z"]
    assert first["LOCATION"] == ["Rådhuset"]
    assert (summer.klokken, winter.klokken, summer.dag) == ("09.30", "09.30", dt.date(2026, 6, 1))


def test_a_late_evening_belongs_to_its_danish_day():
    late = Haendelse("1", dt.datetime(2026, 6, 1, 22, 30, tzinfo=dt.UTC), "Møde", SINCE)
    assert late.dag == dt.date(2026, 6, 2)


def test_the_confidential_is_never_written():
    open_, closed = (
        Haendelse("1", dt.date(2026, 1, 1), "Åben", SINCE),
        Haendelse("2", dt.date(2026, 1, 1), "Hemmelig", SINCE, tekst="Hemmelig", fortrolig=True),
    )
    content = write(open_, closed)
    assert len(read(content)) == 1 and "Hemmelig" not in content.decode()


def test_the_same_events_give_the_same_bytes_and_another_library_reads_them():
    event = Haendelse("1", dt.date(2028, 2, 29), "Skuddag", SINCE, kilde="p")
    assert write(event) == write(event)
    parsed = Calendar.from_ical(write(event))
    assert [str(item["summary"]) for item in parsed.walk("VEVENT")] == ["Skuddag"]


@pytest.fixture
def source():
    day = dt.date(2026, 5, 1)

    def events(bruger, fra, til, kun_egne):
        if fra <= day <= til:
            yield Haendelse("1", day, "egen" if kun_egne else "alle", SINCE)

    kalender.register(Kalenderkilde("proeve", "Prøve", events, lambda bruger: bruger is FRIEND))
    yield
    kalender.unregister("proeve")


def test_a_source_is_asked_only_for_those_who_have_it(source):
    may = dt.date(2026, 5, 1), dt.date(2026, 5, 31)
    assert [item.kilde for item in gather(FRIEND, *may, kilder=["proeve"])] == ["proeve"]
    assert [item.titel for item in gather(FRIEND, *may, kilder=["proeve"], kun_egne=True)] == ["egen"]
    assert gather(STRANGER, *may, kilder=["proeve"]) == []
    assert gather(FRIEND, *may, kilder=[]) == []
    assert gather(FRIEND, dt.date(2026, 6, 1), dt.date(2026, 6, 30), kilder=["proeve"]) == []

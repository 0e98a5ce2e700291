"""What the two formats are made of, held against their standards; the rows are given by hand, so this holds on every database."""

from __future__ import annotations

import datetime as dt
import json
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from almen.analyse.haendelseslog.formater import LOGFORMATER
from almen.analyse.haendelseslog.kilde import Loglokalplan, moment
from almen.analyse.haendelseslog.ocel import OBJEKTTYPER, write_ocel
from almen.analyse.haendelseslog.xes import write_xes
from analyse.haendelseslog.logrow import haendelse, logsag

XES = "{http://www.xes-standard.org/}"
DAY = dt.date(2024, 1, 9)
PLAN = Loglokalplan("609", (("forslag", dt.date(2023, 5, 2)), ("vedtaget", dt.date(2023, 11, 1))))
FULL = [
    logsag(
        "2024-00001",
        [
            haendelse(1, "a", dato=DAY, moede=("udvalget", DAY)),
            haendelse(2, "b", dato=DAY, sekund=1, udfald="udsat", dispensation=True, moede=("udvalget", DAY)),
        ],
        har_projekt=True,
        boliger=((dt.date(2024, 1, 9), 91), (dt.date(2025, 1, 9), 88)),
        boligtyper="familie ungdom",
        boligorganisation=("9001", 'Andels-"Boligen" <Æbleø> & Søn'),
        lokalplaner=(PLAN,),
        byggesag=(("ansoegt", dt.date(2024, 2, 1)),),
        afslutning="gennemfoert",
        demo=True,
    ),
    logsag(
        "2024-00002",
        [haendelse(1, "a")],
        har_projekt=True,
        boligorganisation=("9001", 'Andels-"Boligen" <Æbleø> & Søn'),
        lokalplaner=(PLAN,),
    ),
    logsag("2024-00003", [haendelse(1, "udkast")], sagstype="handleplan", plan="handleplan"),
]


def ocel(sager):
    return json.loads(b"".join(write_ocel(sager)))


def xes(sager):
    return ElementTree.fromstring(b"".join(write_xes(sager)))


def values(element):
    return {item.get("key"): item.get("value") for item in element if item.get("key")}


def test_every_relation_leads_to_an_object_and_every_object_is_there_once():
    log = ocel(FULL)
    ids = [item["id"] for item in log["objects"]]
    assert sorted(ids) == sorted(set(ids))
    assert ids.count("boligorganisation:9001") == ids.count("moede:udvalget:2024-01-09") == 1
    links = [link for part in ("events", "objects") for item in log[part] for link in item["relationships"]]
    assert links and {link["objectId"] for link in links} <= set(ids)
    assert all(set(link) == {"objectId", "qualifier"} and link["qualifier"] for link in links)
    events = [item["id"] for item in log["events"]]
    assert len(events) == len(set(events)) == 4 + 1 + len(PLAN.dage)


def test_types_declare_every_attribute_with_the_type_of_its_values():
    log = ocel(FULL)
    python = {"string": str, "integer": int, "boolean": bool, "time": str}
    for kind, part in (("eventTypes", "events"), ("objectTypes", "objects")):
        declared = {
            item["name"]: {field["name"]: field["type"] for field in item["attributes"]} for item in log[kind]
        }
        for item in log[part]:
            for field in item["attributes"]:
                assert type(field["value"]) is python[declared[item["type"]][field["name"]]], field
    assert {item["name"] for item in log["objectTypes"]} == set(OBJEKTTYPER)
    assert {item["name"] for item in log["eventTypes"]} == {item["type"] for item in log["events"]}


def test_what_changes_has_the_day_from_which_it_holds():
    objects = {item["id"]: item for item in ocel(FULL)["objects"]}
    dwellings = [item for item in objects["projekt:2024-00001"]["attributes"] if item["name"] == "boliger"]
    assert [(item["time"], item["value"]) for item in dwellings] == [
        ("2024-01-09T00:00:00Z", 91),
        ("2025-01-09T00:00:00Z", 88),
    ]
    (ending,) = (item for item in objects["sag:2024-00001"]["attributes"] if item["name"] == "afslutning")
    assert ending["time"] == "2024-01-09T00:00:01Z"
    assert not any(item["name"] == "afslutning" for item in objects["sag:2024-00002"]["attributes"])


def test_a_local_plan_of_two_projects_has_its_days_once_and_points_at_both():
    log = ocel(FULL)
    adopted = [item for item in log["events"] if item["type"] == "lokalplan_vedtaget"]
    assert [[link["objectId"] for link in item["relationships"]] for item in adopted] == [
        ["lokalplan:609", "projekt:2024-00001", "projekt:2024-00002"]
    ]


def test_xes_stands_in_the_order_of_its_schema_and_declares_what_its_classifiers_use():
    root = xes(FULL)
    assert root.tag == f"{XES}log" and float(root.get("xes.version")) == 1849.2016
    order = [item.tag.removeprefix(XES) for item in root]
    rank = {"extension": 0, "global": 1, "classifier": 2, "trace": 4}
    assert [rank.get(item, 3) for item in order] == sorted(rank.get(item, 3) for item in order)
    prefixes = {item.get("prefix") for item in root.iter(f"{XES}extension")}
    declared = {item.get("scope"): set(values(item)) for item in root.iter(f"{XES}global")}
    for item in root.iter(f"{XES}classifier"):
        assert set(item.get("keys").split()) <= declared["event"]
    for event in root.iter(f"{XES}event"):
        given = values(event)
        assert declared["event"] <= set(given) and len(given) == len(list(event))
        assert {key.split(":")[0] for key in given if ":" in key} <= prefixes
        assert "org:resource" not in given and given["lifecycle:transition"] == "complete"
    traces = list(root.iter(f"{XES}trace"))
    assert [values(item)["concept:name"] for item in traces] == [item.nummer for item in FULL]
    assert [len(item.findall(f"{XES}event")) for item in traces] == [2, 1, 1]


def test_both_formats_say_that_only_days_are_known():
    assert "Kun dage er registreret" in values(xes(FULL))["tidsangivelse"]
    decisions = ocel(FULL)["events"]
    assert all({"name": "noejagtighed", "value": "dag"} in item["attributes"] for item in decisions)
    # Decisions of one day keep their order; the day is the same in every program.
    assert [item["time"] for item in decisions[:2]] == ["2024-01-09T00:00:00Z", "2024-01-09T00:00:01Z"]


def test_a_day_is_midnight_in_utc_summer_and_winter():
    assert moment(dt.date(2024, 7, 1)) == "2024-07-01T00:00:00Z"
    assert moment(dt.date(2024, 3, 31), 3600) == "2024-03-31T01:00:00Z"


def test_xes_is_ascii_with_an_element_a_line():
    content = b"".join(write_xes(FULL))
    assert content.isascii()
    assert all(line.startswith(b"<") and line.endswith(b">") for line in content.splitlines())


def test_an_empty_log_is_a_log():
    assert ocel([])["events"] == ocel([])["objects"] == ocel([])["eventTypes"] == []
    assert xes([]).find(f"{XES}trace") is None


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_any_name_comes_out_as_it_went_in(navn):
    sager = [logsag(haendelser=[haendelse(1, trin_navn=navn)], boligorganisation=("9001", navn))]
    objects = {item["id"]: item for item in ocel(sager)["objects"]}
    assert {"name": "navn", "time": "1970-01-01T00:00:00Z", "value": navn} in objects[
        "boligorganisation:9001"
    ]["attributes"]
    (trace,) = xes(sager).iter(f"{XES}trace")
    # What XML cannot hold at all is left out; an empty text is no attribute.
    legal = "".join(
        item
        for item in navn
        if item in "\t\n\r" or " " <= item <= "\ud7ff" or "\ue000" <= item <= "�" or item > "￿"
    )
    assert values(trace).get("boligorganisation_navn", "") == legal


def test_the_same_rows_give_the_same_bytes():
    for item in LOGFORMATER.values():
        assert b"".join(item.skriv(FULL)) == b"".join(item.skriv(iter(FULL)))

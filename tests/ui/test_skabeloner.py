"""All templates: nothing that the Content-Security-Policy would stop; components render what they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from almen.ui import views

SRC = Path(__file__).resolve().parents[2] / "src"
TEMPLATES = sorted(p for p in SRC.rglob("templates/**/*.html"))
FORBIDDEN = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "hx-on": re.compile(r"\bhx-on\b"),
    "javascript address": re.compile(r"javascript:", re.I),
    "other host": re.compile(r"""(?:src|href)\s*=\s*["'](?:https?:)?//""", re.I),
}


def request(path="/stil/"):
    made = RequestFactory().get(path)
    made.user = AnonymousUser()
    made.htmx = HtmxDetails(made)
    return made


def render(source, **context):
    """A template from a string, with components."""
    from django_cotton.compiler_regex import CottonCompiler

    template = engines["django"].from_string(CottonCompiler().process(source))
    return template.render(context, request())


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SRC)))
def test_no_template_has_what_the_policy_forbids(path):
    source = path.read_text(encoding="utf-8")
    if "://" in source and "ui/" not in str(path):
        source = re.sub(r"<a\b[^>]*>", "<a>", source)  # a link to the law may lead out of the house
    found = [name for name, pattern in FORBIDDEN.items() if pattern.search(source)]
    assert not found


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: str(p.relative_to(SRC)))
def test_every_picture_and_form_says_what_it_is(path):
    source = path.read_text(encoding="utf-8")
    assert all("alt=" in img for img in re.findall(r"<img\b[^>]*>", source))
    for form in re.findall(r"<form\b.*?</form>", source, re.S | re.I):
        if re.search(r'method="post"', form, re.I):
            assert "csrf_token" in form


def test_the_page_of_examples_renders_with_nothing_left_over(settings):
    settings.ALMEN_DEMO = True
    page = views.stil(request()).content.decode()
    assert "<c-" not in page and "{#" not in page and "None" not in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_the_page_of_examples_is_hidden_in_production(settings):
    from django.http import Http404

    settings.ALMEN_DEMO = settings.DEBUG = False
    with pytest.raises(Http404):
        views.stil(request())


@pytest.mark.parametrize(
    ("state", "words"),
    [("ja", "I orden:"), ("nej", "Ikke i orden:"), ("kan_ikke_afgoeres", "Kan ikke afgøres:")],
)
def test_a_check_says_its_answer_in_words_too(state, words):
    html = render(f'<c-check state="{state}" title="Areal" law="§ 109">51 m²</c-check>')
    assert words in html and "51 m²" in html and "§ 109" in html


def test_a_step_says_its_state_in_words_and_the_open_one_is_current():
    html = render('<c-route-step state="open" number="3" title="Direktionen godkender" who="Direktionen" />')
    assert 'aria-current="step"' in html and "Kan gøres nu:" in html


def test_components_escape_what_they_are_given():
    html = render('<c-card title="{{ t }}"><c-chip>{{ t }}</c-chip></c-card>', t="<b>x</b>")
    assert "<b>x" not in html


def test_a_component_inside_another_does_not_inherit_its_title():
    html = render('<c-card title="Ydre" note="Note"><c-card>Indre</c-card></c-card>')
    assert html.count("Ydre") == 1 and html.count("Note") == 1


def test_amounts_in_a_table_are_grouped_and_missing_ones_are_dashes():
    html = render(
        '<c-money-table caption="Økonomi" :columns="k" :rows="r" />',
        k=["Skema A", "Skema B"],
        r=[{"titel": "Sum", "beloeb": [117480000, None], "sum": True}],
    )
    assert "117.480.000" in html and "–" in html and 'scope="row"' in html


def test_a_bar_never_runs_past_its_frame():
    html = render(
        '<c-meter label="Ramme" :parts="p" :total="100" />',
        p=[{"titel": "a", "vaerdi": 80}, {"titel": "b", "vaerdi": 50}],
    )
    assert 'x="80.00" y="0" width="20.00"' in html


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (views.bad_request, 400, "kunne ikke forstås"),
        (views.permission_denied, 403, "ikke adgang"),
        (views.page_not_found, 404, "findes ikke"),
        (views.too_many_requests, 429, "For mange forsøg"),
        (views.server_error, 500, "sket en fejl"),
    ],
)
def test_error_pages_are_danish_and_lead_on(view, status, words):
    response = view(request("/findes-ikke/"))
    assert response.status_code == status
    page = response.content.decode()
    assert words in page and 'href="/"' in page and 'lang="da"' in page


def test_the_reason_of_a_refusal_is_shown_and_what_a_stranger_sent_is_not():
    assert (
        "Kun Direktionen"
        in views.permission_denied(request(), PermissionError("Kun Direktionen")).content.decode()
    )
    assert "ondt" not in views.bad_request(request(), ValueError("ondt")).content.decode()


def test_every_page_has_a_skip_link_a_language_and_a_status_area():
    page = views.page_not_found(request()).content.decode()
    assert 'href="#indhold"' in page and 'id="indhold"' in page
    assert 'role="status"' in page

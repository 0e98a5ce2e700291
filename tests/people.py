"""Named people, one per role, and two boligorganisationer: a test says who acts."""

from __future__ import annotations

import datetime as dt

import pytest

from almen.organisationer.models import Boligorganisation, Bruger, Rolle, Rolletildeling

PASSWORD = "meget-hemmeligt-kodeord"


def make_bruger(username: str, rolle: str, navn: str = "", **place: object) -> Bruger:
    """A user with one role from long ago; `place` is `aktoer=` or `boligorganisation=`."""
    bruger = Bruger.objects.create_user(username, password=PASSWORD, navn=navn or username.capitalize())
    Rolletildeling.objects.create(bruger=bruger, rolle=rolle, gyldig_fra=dt.date(2000, 1, 1), **place)
    return bruger


@pytest.fixture
def organisation(db) -> Boligorganisation:
    """The boligorganisation whose cases the tests are about."""
    return Boligorganisation.objects.create(
        navn="Boligselskabet Prøven", kortnavn="Prøven", lbf_nummer="9001"
    )


@pytest.fixture
def anden_organisation(db) -> Boligorganisation:
    """A stranger to those cases."""
    return Boligorganisation.objects.create(
        navn="Boligforeningen Naboen", kortnavn="Naboen", lbf_nummer="9002"
    )


@pytest.fixture
def sagsbehandler(db) -> Bruger:
    return make_bruger("karen", Rolle.SAGSBEHANDLER, "Karen Sagsbehandler")


@pytest.fixture
def leder(db) -> Bruger:
    return make_bruger("leif", Rolle.LEDER, "Leif Leder")


@pytest.fixture
def direktion(db) -> Bruger:
    return make_bruger("dorte", Rolle.DIREKTION, "Dorte Direktør")


@pytest.fixture
def sekretaer(db) -> Bruger:
    return make_bruger("ulla", Rolle.UDVALGSSEKRETAER, "Ulla Udvalgssekretær")


@pytest.fixture
def suf(db) -> Bruger:
    return make_bruger("sune", Rolle.ANDEN_FORVALTNING, "Sune fra SUF", aktoer="suf")


@pytest.fixture
def sof(db) -> Bruger:
    return make_bruger("sofie", Rolle.ANDEN_FORVALTNING, "Sofie fra SOF", aktoer="sof")


@pytest.fixture
def boligorganisation_bruger(organisation) -> Bruger:
    return make_bruger("bo", Rolle.BOLIGORGANISATION, "Bo fra Prøven", boligorganisation=organisation)


@pytest.fixture
def anden_boligorganisation_bruger(anden_organisation) -> Bruger:
    return make_bruger(
        "nabo", Rolle.BOLIGORGANISATION, "Nabo fra Naboen", boligorganisation=anden_organisation
    )


@pytest.fixture
def revisor(db) -> Bruger:
    return make_bruger("rita", Rolle.REVISOR, "Rita Revisor")


@pytest.fixture
def administrator(db) -> Bruger:
    return make_bruger("adam", Rolle.ADMINISTRATOR, "Adam Administrator")


@pytest.fixture
def uden_rolle(db) -> Bruger:
    return Bruger.objects.create_user("ingen", password=PASSWORD)


_ADOPTED: dict[str, list[list[object]]] = {}


@pytest.fixture
def sagsgange(administrator, settings) -> None:
    """The municipality's routes and bases, adopted. Read and adopted in earnest once a process, then copied: most tests want them."""
    from almen.grundlag.demo import load_demo
    from almen.grundlag.models import Administrationsgrundlag, Grundlagsversion, Sagsgangsversion

    models = (Administrationsgrundlag, Sagsgangsversion, Grundlagsversion)
    kept = _ADOPTED.get(settings.ALMEN_KOMMUNE)
    if kept is None:
        load_demo(administrator)
        _ADOPTED[settings.ALMEN_KOMMUNE] = [list(model.objects.order_by("pk")) for model in models]
        return
    for model, rows in zip(models, kept, strict=True):
        model.objects.bulk_create(_copy(row, administrator) for row in rows)


def _copy(row: object, bruger: Bruger) -> object:
    """The same row as a new one, registered by this test's own administrator."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    if "registreret_af_id" in values:
        values |= {"id": None, "registreret_af_id": bruger.pk}
    return type(row)(**values)

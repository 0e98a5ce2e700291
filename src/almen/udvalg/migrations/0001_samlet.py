"""Every table of the room as it stands; what led here was replaced by this."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import almen.organisationer.modeloprettelse
from almen.sager import append_only

TABLES = (
    "udvalg_punktudfald",
    "udvalg_stemmer",
    "udvalg_protokolbemaerkning",
    "udvalg_aendringsforslag",
)


def _install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    replaces = [("udvalg", "0001_initial"), ("udvalg", "0002_kun_nye_udfald")]

    initial = True

    dependencies = [
        ("organisationer", "0001_samlet"),
        ("sager", "0001_samlet"),
    ]

    operations = [
        almen.organisationer.modeloprettelse.CreateModels(
            modeller=[
                migrations.CreateModel(
                    name="Moede",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("organ", models.CharField(max_length=40, verbose_name="organ")),
                        ("dato", models.DateField(verbose_name="dato")),
                        ("klokken", models.TimeField(blank=True, null=True, verbose_name="kl.")),
                        ("sted", models.CharField(blank=True, max_length=120, verbose_name="sted")),
                        ("papirer_ind", models.DateField(verbose_name="papirer skal være inde")),
                        ("dagsorden_ud", models.DateField(verbose_name="dagsordenen skal være ude")),
                        (
                            "dagsorden_udsendt",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="dagsordenen er udsendt"
                            ),
                        ),
                        (
                            "afsluttet",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="mødet er ført til ende"
                            ),
                        ),
                        ("aflyst", models.DateField(blank=True, null=True, verbose_name="aflyst")),
                        (
                            "aflyst_grund",
                            models.CharField(blank=True, max_length=300, verbose_name="hvorfor aflyst"),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=400, verbose_name="kilde")),
                        ("demo", models.BooleanField(default=False, verbose_name="syntetiske demodata")),
                        ("aendret", models.DateTimeField(auto_now=True)),
                    ],
                    options={
                        "verbose_name": "møde",
                        "verbose_name_plural": "møder",
                        "ordering": ["-dato", "organ"],
                        "indexes": [models.Index(fields=["dato", "organ"], name="moede_dato")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("aflyst__isnull", True)),
                                fields=("organ", "dato"),
                                name="moede_et_pr_dag",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("papirer_ind__lte", models.F("dagsorden_ud")),
                                    ("dagsorden_ud__lte", models.F("dato")),
                                ),
                                name="moede_frister_i_orden",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dagsordenspunkt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nummer", models.PositiveIntegerField(verbose_name="nr.")),
                        ("titel", models.CharField(max_length=200, verbose_name="titel")),
                        (
                            "art",
                            models.CharField(
                                choices=[
                                    ("almen", "Sag om almene boliger"),
                                    ("anden", "Sag om andet"),
                                    ("formalia", "Formalia (tæller ikke)"),
                                ],
                                default="almen",
                                max_length=10,
                                verbose_name="art",
                            ),
                        ),
                        ("omraade", models.CharField(blank=True, max_length=80, verbose_name="sagsområde")),
                        ("trin", models.CharField(blank=True, max_length=60, verbose_name="trin")),
                        (
                            "trin_navn",
                            models.CharField(blank=True, max_length=200, verbose_name="trinnets navn"),
                        ),
                        ("handling", models.CharField(blank=True, max_length=40, verbose_name="handling")),
                        ("lukket", models.BooleanField(default=False, verbose_name="lukket punkt")),
                        (
                            "lukket_grund",
                            models.CharField(blank=True, max_length=200, verbose_name="hvorfor lukket"),
                        ),
                        ("standard", models.BooleanField(default=False, verbose_name="standardindstilling")),
                        ("tillaeg", models.BooleanField(default=False, verbose_name="tillægsdagsorden")),
                        (
                            "udgaaet",
                            models.CharField(blank=True, max_length=300, verbose_name="udgået, fordi"),
                        ),
                        ("sat_paa", models.DateTimeField(auto_now_add=True, verbose_name="sat på")),
                        (
                            "sag",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dagsordenspunkter",
                                to="sager.sag",
                            ),
                        ),
                        (
                            "sat_paa_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "moede",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="punkter",
                                to="udvalg.moede",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dagsordenspunkt",
                        "verbose_name_plural": "dagsordenspunkter",
                        "ordering": ["moede", "nummer"],
                        "indexes": [models.Index(fields=["sag", "trin"], name="punkt_sag_trin")],
                        "constraints": [
                            models.UniqueConstraint(fields=("moede", "nummer"), name="punkt_nummer_unikt"),
                            models.UniqueConstraint(
                                condition=models.Q(("sag__isnull", False), ("udgaaet", "")),
                                fields=("moede", "sag", "trin"),
                                name="punkt_trin_en_gang",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("sag__isnull", True), ("trin", "")),
                                    models.Q(("sag__isnull", False), models.Q(("trin", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="punkt_sag_har_trin",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Andresager",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("omraade", models.CharField(max_length=80, verbose_name="sagsområde")),
                        ("antal", models.PositiveIntegerField(verbose_name="antal")),
                        (
                            "moede",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="andre_sager",
                                to="udvalg.moede",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "andre sager på et møde",
                        "verbose_name_plural": "andre sager på møder",
                        "ordering": ["moede", "omraade"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(fields=("moede", "omraade"), name="andre_sager_unik")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Organmedlem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("organ", models.CharField(max_length=40, verbose_name="organ")),
                        ("navn", models.CharField(max_length=120, verbose_name="navn")),
                        ("parti", models.CharField(blank=True, max_length=60, verbose_name="parti")),
                        (
                            "rolle",
                            models.CharField(
                                choices=[
                                    ("formand", "Formand"),
                                    ("naestformand", "Næstformand"),
                                    ("medlem", "Medlem"),
                                    ("stedfortraeder", "Stedfortræder"),
                                ],
                                default="medlem",
                                max_length=16,
                                verbose_name="rolle",
                            ),
                        ),
                        ("fra", models.DateField(verbose_name="fra")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="til")),
                        ("kilde", models.CharField(blank=True, max_length=300, verbose_name="kilde")),
                        ("demo", models.BooleanField(default=False, verbose_name="syntetiske demodata")),
                    ],
                    options={
                        "verbose_name": "medlem af et organ",
                        "verbose_name_plural": "medlemmer af organer",
                        "ordering": ["organ", "navn", "fra"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("til__isnull", True), ("til__gte", models.F("fra")), _connector="OR"
                                ),
                                name="organmedlem_periode",
                            ),
                            models.UniqueConstraint(
                                fields=("organ", "navn", "fra"), name="organmedlem_unikt"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Punktbilag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nummer", models.PositiveIntegerField(verbose_name="bilag nr.")),
                        (
                            "dokument",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sager.dokument",
                            ),
                        ),
                        (
                            "punkt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bilag",
                                to="udvalg.dagsordenspunkt",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bilag til et dagsordenspunkt",
                        "verbose_name_plural": "bilag til dagsordenspunkter",
                        "ordering": ["punkt", "nummer"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("punkt", "nummer"), name="punktbilag_nummer_unikt"
                            ),
                            models.UniqueConstraint(fields=("punkt", "dokument"), name="punktbilag_en_gang"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Punktudfald",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nummer", models.PositiveIntegerField(verbose_name="nr.")),
                        ("udfald", models.CharField(blank=True, max_length=40, verbose_name="udfald")),
                        (
                            "standset_af",
                            models.CharField(blank=True, max_length=200, verbose_name="standset af"),
                        ),
                        ("tekst", models.TextField(blank=True, verbose_name="beslutningens tekst")),
                        (
                            "inhabile",
                            models.CharField(
                                blank=True, max_length=400, verbose_name="forlod mødet som inhabile"
                            ),
                        ),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "beslutning",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="punktudfald",
                                to="sager.beslutning",
                            ),
                        ),
                        (
                            "punkt",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="udfald",
                                to="udvalg.dagsordenspunkt",
                            ),
                        ),
                        (
                            "registreret_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "udfald af et dagsordenspunkt",
                        "verbose_name_plural": "udfald af dagsordenspunkter",
                        "ordering": ["punkt", "nummer"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("punkt", "nummer"), name="punktudfald_nummer_unikt"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("beslutning__isnull", True), ("udfald", ""), _connector="XOR"
                                ),
                                name="punktudfald_en_sandhed",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Protokolbemaerkning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("parti", models.CharField(max_length=60, verbose_name="parti")),
                        ("tekst", models.TextField(verbose_name="bemærkning")),
                        (
                            "punktudfald",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bemaerkninger",
                                to="udvalg.punktudfald",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "protokolbemærkning",
                        "verbose_name_plural": "protokolbemærkninger",
                        "ordering": ["id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Aendringsforslag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("stiller", models.CharField(max_length=120, verbose_name="stillet af")),
                        ("tekst", models.TextField(verbose_name="forslag")),
                        (
                            "resultat",
                            models.CharField(
                                choices=[
                                    ("vedtaget", "Vedtaget"),
                                    ("forkastet", "Forkastet"),
                                    ("bortfaldet", "Bortfaldet"),
                                ],
                                max_length=10,
                                verbose_name="resultat",
                            ),
                        ),
                        (
                            "punktudfald",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="aendringsforslag",
                                to="udvalg.punktudfald",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ændringsforslag",
                        "verbose_name_plural": "ændringsforslag",
                        "ordering": ["id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Stemmer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("parti", models.CharField(max_length=60, verbose_name="parti")),
                        ("stemte_for", models.PositiveSmallIntegerField(default=0, verbose_name="for")),
                        ("imod", models.PositiveSmallIntegerField(default=0, verbose_name="imod")),
                        ("undlod", models.PositiveSmallIntegerField(default=0, verbose_name="undlod")),
                        (
                            "punktudfald",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stemmer",
                                to="udvalg.punktudfald",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "stemmer",
                        "verbose_name_plural": "stemmer",
                        "ordering": ["id"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("punktudfald", "parti"), name="stemmer_en_pr_parti"
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(_install, _remove),
    ]

"""Every table of the room as it stands; what led here was replaced by this."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import almen.organisationer.modeloprettelse
from almen.sager import append_only

TABLES = (
    "planer_statusmelding",
    "planer_forhandling",
    "planer_planudgave",
)


def _install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    replaces = [
        ("planer", "0001_initial"),
        ("planer", "0002_kun_nye"),
        ("planer", "0003_videreforte_indsatser"),
        ("planer", "0004_fysiske_planer"),
        ("planer", "0005_besluttede_udgaver"),
    ]

    initial = True

    dependencies = [
        ("grundlag", "0001_samlet"),
        ("omraader", "0001_samlet"),
        ("organisationer", "0001_samlet"),
        ("sager", "0001_samlet"),
    ]

    operations = [
        almen.organisationer.modeloprettelse.CreateModels(
            modeller=[
                migrations.CreateModel(
                    name="Strategi",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("navn", models.CharField(max_length=200, unique=True, verbose_name="navn")),
                        ("beskrivelse", models.TextField(blank=True, verbose_name="hvad den handler om")),
                        ("fra", models.DateField(blank=True, null=True, verbose_name="gælder fra")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="gælder til")),
                        (
                            "stand",
                            models.CharField(blank=True, max_length=200, verbose_name="hvor langt den er"),
                        ),
                        ("kilde", models.CharField(max_length=400, verbose_name="kilde")),
                        (
                            "kilde_adresse",
                            models.URLField(blank=True, max_length=400, verbose_name="kildens adresse"),
                        ),
                        (
                            "sikkerhed",
                            models.CharField(
                                choices=[
                                    ("sikker", "Sikker"),
                                    ("sandsynlig", "Sandsynlig"),
                                    ("usikker", "Usikker"),
                                ],
                                max_length=12,
                                verbose_name="sikkerhed",
                            ),
                        ),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        (
                            "grundlag",
                            models.ManyToManyField(
                                blank=True,
                                related_name="strategier",
                                to="grundlag.administrationsgrundlag",
                                verbose_name="grundlag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "strategi",
                        "verbose_name_plural": "strategier",
                        "ordering": ["navn"],
                        "indexes": [],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fra__isnull", True),
                                    ("til__isnull", True),
                                    ("til__gte", models.F("fra")),
                                    _connector="OR",
                                ),
                                name="strategi_periode",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Politik",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("navn", models.CharField(max_length=200, verbose_name="navn")),
                        ("fra", models.DateField(verbose_name="fra")),
                        ("til", models.DateField(verbose_name="til")),
                        ("beskrivelse", models.TextField(blank=True, verbose_name="beskrivelse")),
                        ("kilde", models.CharField(max_length=400, verbose_name="kilde")),
                        (
                            "kilde_adresse",
                            models.URLField(blank=True, max_length=400, verbose_name="kildens adresse"),
                        ),
                        (
                            "sikkerhed",
                            models.CharField(
                                choices=[
                                    ("sikker", "Sikker"),
                                    ("sandsynlig", "Sandsynlig"),
                                    ("usikker", "Usikker"),
                                ],
                                max_length=12,
                                verbose_name="sikkerhed",
                            ),
                        ),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        (
                            "sag",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="politik",
                                to="sager.sag",
                            ),
                        ),
                        (
                            "udpegninger",
                            models.ManyToManyField(
                                blank=True,
                                related_name="politikker",
                                to="omraader.kommuneudpegning",
                                verbose_name="udpegede områder",
                            ),
                        ),
                        (
                            "strategier",
                            models.ManyToManyField(
                                blank=True,
                                related_name="politikker",
                                to="planer.strategi",
                                verbose_name="strategier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "politik",
                        "verbose_name_plural": "politikker",
                        "ordering": ["-fra"],
                        "indexes": [],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("til__gte", models.F("fra"))), name="politik_periode"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "art",
                            models.CharField(
                                choices=[
                                    ("handleplan", "Handleplan"),
                                    ("boligsocial_helhedsplan", "Boligsocial helhedsplan"),
                                    ("udviklingsplan", "Udviklingsplan"),
                                    ("forandringsplan", "Forandringsplan"),
                                    ("kvarterplan", "Kvarterplan"),
                                ],
                                max_length=40,
                                verbose_name="art",
                            ),
                        ),
                        ("navn", models.CharField(max_length=200, verbose_name="navn")),
                        ("fra", models.DateField(blank=True, null=True, verbose_name="fra")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="til")),
                        ("formaal", models.TextField(blank=True, verbose_name="formål og indhold")),
                        ("kilde", models.CharField(blank=True, max_length=400, verbose_name="kilde")),
                        (
                            "kilde_adresse",
                            models.URLField(blank=True, max_length=400, verbose_name="kildens adresse"),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        (
                            "boligorganisationer",
                            models.ManyToManyField(
                                blank=True,
                                related_name="planer",
                                to="organisationer.boligorganisation",
                                verbose_name="boligorganisationer",
                            ),
                        ),
                        (
                            "erstatter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="afloest_af",
                                to="planer.plan",
                                verbose_name="afløser",
                            ),
                        ),
                        (
                            "omraader",
                            models.ManyToManyField(
                                blank=True,
                                related_name="planer",
                                to="omraader.omraade",
                                verbose_name="områder",
                            ),
                        ),
                        (
                            "sag",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="plan",
                                to="sager.sag",
                            ),
                        ),
                        (
                            "politik",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planer",
                                to="planer.politik",
                                verbose_name="politik",
                            ),
                        ),
                        (
                            "strategier",
                            models.ManyToManyField(
                                blank=True,
                                related_name="planer",
                                to="planer.strategi",
                                verbose_name="strategier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "plan",
                        "verbose_name_plural": "planer",
                        "ordering": [
                            models.OrderBy(models.F("fra"), descending=True, nulls_last=True),
                            "navn",
                        ],
                        "indexes": [models.Index(fields=["art", "til"], name="plan_art_til")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fra__isnull", True),
                                    ("til__isnull", True),
                                    ("til__gte", models.F("fra")),
                                    _connector="OR",
                                ),
                                name="plan_periode",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Helhedsplan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ansoegt",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="søgt hos Landsbyggefonden (kr.)"
                            ),
                        ),
                        (
                            "praekvalificeret",
                            models.DateField(blank=True, null=True, verbose_name="prækvalificeret den"),
                        ),
                        (
                            "praekvalificeret_beloeb",
                            models.BigIntegerField(
                                blank=True, null=True, verbose_name="prækvalificeret beløb (kr.)"
                            ),
                        ),
                        (
                            "budget",
                            models.BigIntegerField(blank=True, null=True, verbose_name="budget i alt (kr.)"),
                        ),
                        (
                            "bestyrelse",
                            models.TextField(
                                blank=True,
                                help_text="Funktioner og organisationer, ikke navne.",
                                verbose_name="bestyrelse",
                            ),
                        ),
                        (
                            "koordinator",
                            models.CharField(
                                blank=True, max_length=30, verbose_name="koordinerende forvaltning"
                            ),
                        ),
                        (
                            "plan",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="helhedsplan",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "boligsocial helhedsplan",
                        "verbose_name_plural": "boligsociale helhedsplaner",
                        "ordering": ["-plan_id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Dispensation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "grundlag",
                            models.CharField(
                                choices=[
                                    ("stk_3", "§ 168 a, stk. 3"),
                                    ("stk_4", "§ 168 a, stk. 4 (lille område)"),
                                ],
                                max_length=10,
                                verbose_name="grundlag",
                            ),
                        ),
                        ("ansoegt", models.DateField(verbose_name="ansøgt den")),
                        (
                            "ansoegt_pct",
                            models.DecimalField(
                                decimal_places=2, max_digits=5, verbose_name="ansøgt andel (pct.)"
                            ),
                        ),
                        (
                            "oplysninger",
                            models.JSONField(default=dict, verbose_name="oplysninger om betingelserne"),
                        ),
                        ("afgjort", models.DateField(blank=True, null=True, verbose_name="afgjort den")),
                        ("givet", models.BooleanField(blank=True, null=True, verbose_name="givet")),
                        (
                            "maal_pct",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="ny andel (pct.)",
                            ),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=400, verbose_name="kilde")),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dispensationer",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dispensation",
                        "verbose_name_plural": "dispensationer",
                        "ordering": ["plan", "ansoegt"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Politikmaal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nummer", models.PositiveSmallIntegerField(verbose_name="nummer")),
                        ("navn", models.CharField(max_length=200, verbose_name="mål")),
                        ("beskrivelse", models.TextField(blank=True, verbose_name="beskrivelse")),
                        (
                            "politik",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="maal",
                                to="planer.politik",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "mål",
                        "verbose_name_plural": "mål",
                        "ordering": ["politik", "nummer"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(fields=("politik", "nummer"), name="politikmaal_nummer")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Indsats",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("navn", models.CharField(max_length=200, verbose_name="navn")),
                        (
                            "art",
                            models.CharField(
                                choices=[
                                    ("fysisk", "Fysisk"),
                                    ("social", "Social"),
                                    ("kulturel", "Kulturel"),
                                    ("tvaergaaende", "Tværgående"),
                                ],
                                default="tvaergaaende",
                                max_length=20,
                                verbose_name="art",
                            ),
                        ),
                        ("beskrivelse", models.TextField(blank=True, verbose_name="beskrivelse")),
                        (
                            "ansvarlig",
                            models.CharField(blank=True, max_length=30, verbose_name="ansvarlig forvaltning"),
                        ),
                        (
                            "ansvarlig_tekst",
                            models.CharField(blank=True, max_length=160, verbose_name="anden ansvarlig"),
                        ),
                        ("tema", models.CharField(blank=True, max_length=60, verbose_name="tema")),
                        (
                            "budget",
                            models.BigIntegerField(blank=True, null=True, verbose_name="budget (kr.)"),
                        ),
                        ("fra", models.DateField(blank=True, null=True, verbose_name="fra")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="til")),
                        ("udgaaet", models.DateField(blank=True, null=True, verbose_name="udgået den")),
                        (
                            "omraader",
                            models.ManyToManyField(
                                blank=True,
                                related_name="indsatser",
                                to="omraader.omraade",
                                verbose_name="områder",
                            ),
                        ),
                        (
                            "sag",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planindsatser",
                                to="sager.sag",
                                verbose_name="sag",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="indsatser",
                                to="planer.plan",
                            ),
                        ),
                        (
                            "maal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indsatser",
                                to="planer.politikmaal",
                                verbose_name="mål",
                            ),
                        ),
                        (
                            "viderefoert_fra",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="viderefoert_som",
                                to="planer.indsats",
                                verbose_name="videreført fra",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "indsats",
                        "verbose_name_plural": "indsatser",
                        "ordering": ["plan", "id"],
                        "indexes": [models.Index(fields=["ansvarlig"], name="indsats_ansvarlig")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fra__isnull", True),
                                    ("til__isnull", True),
                                    ("til__gte", models.F("fra")),
                                    _connector="OR",
                                ),
                                name="indsats_periode",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("budget__isnull", True), ("budget__gte", 0), _connector="OR"
                                ),
                                name="indsats_ikke_negativ",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Milepael",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("titel", models.CharField(max_length=200, verbose_name="milepæl")),
                        ("frist", models.DateField(verbose_name="frist")),
                        ("naaet", models.DateField(blank=True, null=True, verbose_name="nået den")),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                        (
                            "indsats",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milepaele",
                                to="planer.indsats",
                                verbose_name="indsats",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milepaele",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "milepæl",
                        "verbose_name_plural": "milepæle",
                        "ordering": ["frist", "id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Politikindikator",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("indikator", models.CharField(max_length=60, verbose_name="indikator")),
                        (
                            "retning",
                            models.CharField(
                                choices=[("ned", "Lavere"), ("op", "Højere")],
                                max_length=4,
                                verbose_name="ønsket udvikling",
                            ),
                        ),
                        (
                            "maalsaetning",
                            models.DecimalField(
                                blank=True,
                                decimal_places=4,
                                max_digits=14,
                                null=True,
                                verbose_name="målsætning",
                            ),
                        ),
                        (
                            "maalaar",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="nås i år"),
                        ),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                        (
                            "maal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="indikatorer",
                                to="planer.politikmaal",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "indikator",
                        "verbose_name_plural": "indikatorer",
                        "ordering": ["maal", "id"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("maal", "indikator"), name="politikindikator_unik"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Regnskabslinje",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("aar", models.PositiveSmallIntegerField(verbose_name="år")),
                        ("tema", models.CharField(blank=True, max_length=60, verbose_name="tema")),
                        ("beloeb", models.BigIntegerField(verbose_name="forbrug (kr.)")),
                        ("revideret", models.BooleanField(default=False, verbose_name="revideret")),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="regnskabslinjer",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "regnskabslinje",
                        "verbose_name_plural": "regnskabslinjer",
                        "ordering": ["plan", "aar", "tema"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "aar", "tema"), name="regnskabslinje_unik"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("beloeb__gte", 0)), name="regnskabslinje_ikke_negativ"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Saerindsats",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("navn", models.CharField(max_length=200, verbose_name="navn")),
                        ("beskrivelse", models.TextField(blank=True, verbose_name="beskrivelse")),
                        (
                            "budget",
                            models.BigIntegerField(blank=True, null=True, verbose_name="budget (kr.)"),
                        ),
                        (
                            "foreslaaet",
                            models.DateField(blank=True, null=True, verbose_name="foreslået af udvalget den"),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=400, verbose_name="kilde")),
                        (
                            "indsats",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="saerindsats",
                                to="planer.indsats",
                                verbose_name="indsats i planen",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saerindsatser",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kommunal særindsats",
                        "verbose_name_plural": "kommunale særindsatser",
                        "ordering": ["plan", "id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Forhandling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("lbf", "Landsbyggefonden"),
                                    ("kommune", "Kommunen"),
                                    ("boligorganisation", "Boligorganisationen"),
                                    ("stat", "Staten"),
                                    ("andre", "Andre"),
                                ],
                                max_length=20,
                                verbose_name="part",
                            ),
                        ),
                        (
                            "stand",
                            models.CharField(
                                choices=[
                                    ("fremlagt", "Fremlagt"),
                                    ("droeftes", "Drøftes"),
                                    ("enighed", "Enighed"),
                                    ("afvist", "Afvist"),
                                ],
                                max_length=10,
                                verbose_name="stand",
                            ),
                        ),
                        ("dato", models.DateField(verbose_name="dato")),
                        ("tekst", models.TextField(blank=True, verbose_name="hvad blev sagt")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "registreret_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registreret af",
                            ),
                        ),
                        (
                            "saerindsats",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="forhandlinger",
                                to="planer.saerindsats",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "forhandling",
                        "verbose_name_plural": "forhandlinger",
                        "ordering": ["-dato", "-id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Statusmelding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("dato", models.DateField(verbose_name="status pr.")),
                        (
                            "lys",
                            models.CharField(
                                choices=[
                                    ("groen", "Går som planlagt"),
                                    ("gul", "Kræver opmærksomhed"),
                                    ("roed", "Går ikke som planlagt"),
                                ],
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("tekst", models.TextField(verbose_name="hvordan det går")),
                        (
                            "forvaltning",
                            models.CharField(blank=True, max_length=30, verbose_name="meldt af forvaltning"),
                        ),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "indsats",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statusmeldinger",
                                to="planer.indsats",
                                verbose_name="indsats",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statusmeldinger",
                                to="planer.plan",
                            ),
                        ),
                        (
                            "registreret_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registreret af",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "statusmelding",
                        "verbose_name_plural": "statusmeldinger",
                        "ordering": ["-dato", "-id"],
                        "indexes": [models.Index(fields=["indsats", "-dato"], name="statusmelding_indsats")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Virkemiddel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "art",
                            models.CharField(
                                choices=[
                                    ("nedrivning", "Nedrivning af almene familieboliger"),
                                    ("salg", "Salg af almene familieboliger"),
                                    ("ommaerkning", "Ommærkning til ungdoms- eller ældreboliger"),
                                    (
                                        "sammenlaegning",
                                        "Sammenlægning (almene familieboliger, der bliver færre)",
                                    ),
                                    ("nybyggeri", "Nye boliger, der ikke er almene familieboliger"),
                                    ("nye_familieboliger", "Nye almene familieboliger"),
                                    ("erhverv", "Nyt erhvervsareal"),
                                ],
                                max_length=20,
                                verbose_name="virkemiddel",
                            ),
                        ),
                        ("aar", models.PositiveSmallIntegerField(verbose_name="år")),
                        ("antal", models.PositiveIntegerField(default=0, verbose_name="boliger")),
                        ("m2", models.PositiveIntegerField(default=0, verbose_name="erhverv (m²)")),
                        (
                            "gennemfoert",
                            models.DateField(blank=True, null=True, verbose_name="gennemført den"),
                        ),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                        (
                            "indsats",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="virkemidler",
                                to="planer.indsats",
                                verbose_name="projekt",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="virkemidler",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "virkemiddel",
                        "verbose_name_plural": "virkemidler",
                        "ordering": ["plan", "aar", "id"],
                        "indexes": [],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("antal__gt", 0), ("m2__gt", 0), _connector="OR"),
                                name="virkemiddel_noget",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finansieringsdel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("lbf", "Landsbyggefonden"),
                                    ("kommune", "Kommunen"),
                                    ("boligorganisation", "Boligorganisationen"),
                                    ("stat", "Staten"),
                                    ("andre", "Andre"),
                                ],
                                max_length=20,
                                verbose_name="hvem betaler",
                            ),
                        ),
                        ("beloeb", models.BigIntegerField(verbose_name="beløb (kr.)")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="finansiering",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "finansieringsdel",
                        "verbose_name_plural": "finansieringsdele",
                        "ordering": ["plan", "part"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "part"), name="finansieringsdel_unik"),
                            models.CheckConstraint(
                                condition=models.Q(("beloeb__gte", 0)), name="finansieringsdel_ikke_negativ"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Evaluering",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "art",
                            models.CharField(
                                choices=[
                                    ("aarlig", "Årlig status"),
                                    ("midtvejs", "Midtvejsevaluering"),
                                    ("slut", "Slutevaluering"),
                                ],
                                max_length=10,
                                verbose_name="evaluering",
                            ),
                        ),
                        ("frist", models.DateField(verbose_name="frist")),
                        ("afgivet", models.DateField(blank=True, null=True, verbose_name="afgivet den")),
                        ("konklusion", models.TextField(blank=True, verbose_name="konklusion")),
                        (
                            "dokument",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sager.dokument",
                                verbose_name="dokument",
                            ),
                        ),
                        (
                            "registreret_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registreret af",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evalueringer",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "evaluering",
                        "verbose_name_plural": "evalueringer",
                        "ordering": ["frist"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "art", "frist"), name="evaluering_frist_unik"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("art", "aarlig"), _negated=True),
                                fields=("plan", "art"),
                                name="evaluering_art_unik",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Budgetlinje",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("aar", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="år")),
                        ("tema", models.CharField(blank=True, max_length=60, verbose_name="tema")),
                        ("beloeb", models.BigIntegerField(verbose_name="beløb (kr.)")),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="budgetlinjer",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "budgetlinje",
                        "verbose_name_plural": "budgetlinjer",
                        "ordering": ["plan", "tema", "aar"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "aar", "tema"), name="budgetlinje_unik"),
                            models.CheckConstraint(
                                condition=models.Q(("beloeb__gte", 0)), name="budgetlinje_ikke_negativ"
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Boligopgoerelse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("dag", models.DateField(verbose_name="opgjort pr.")),
                        (
                            "almene_familieboliger",
                            models.PositiveIntegerField(verbose_name="almene familieboliger"),
                        ),
                        ("andre_boliger", models.PositiveIntegerField(verbose_name="andre boliger")),
                        (
                            "nedrevne",
                            models.PositiveIntegerField(default=0, verbose_name="nedrevne, ikke erstattede"),
                        ),
                        (
                            "erhverv_m2",
                            models.PositiveIntegerField(default=0, verbose_name="erhvervsareal (m²)"),
                        ),
                        ("kilde", models.CharField(max_length=400, verbose_name="kilde")),
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="opgoerelser",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "boligopgørelse",
                        "verbose_name_plural": "boligopgørelser",
                        "ordering": ["plan", "dag"],
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "dag"), name="boligopgoerelse_dag")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Forandringsplan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("maal", models.TextField(blank=True, verbose_name="mål")),
                        (
                            "plan",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="forandringsplan",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "forandringsplan",
                        "verbose_name_plural": "forandringsplaner",
                        "ordering": ["-plan_id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Kvarterplan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ramme", models.BigIntegerField(blank=True, null=True, verbose_name="ramme (kr.)")),
                        ("beboere", models.TextField(blank=True, verbose_name="beboerne i planen")),
                        ("lokale_aktoerer", models.TextField(blank=True, verbose_name="lokale aktører")),
                        (
                            "i_br",
                            models.BooleanField(
                                default=False, verbose_name="planen skal i Borgerrepræsentationen"
                            ),
                        ),
                        (
                            "plan",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="kvarterplan",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kvarterplan",
                        "verbose_name_plural": "kvarterplaner",
                        "ordering": ["-plan_id"],
                        "indexes": [],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ramme__isnull", True), ("ramme__gte", 0), _connector="OR"
                                ),
                                name="kvarterplan_ikke_negativ",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Udviklingsplan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "udpeget",
                            models.DateField(
                                blank=True, null=True, verbose_name="udpeget som omdannelsesområde den"
                            ),
                        ),
                        (
                            "enige",
                            models.BooleanField(
                                default=True, verbose_name="boligorganisation og kommune er enige"
                            ),
                        ),
                        (
                            "plan",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="udviklingsplan",
                                to="planer.plan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "udviklingsplan",
                        "verbose_name_plural": "udviklingsplaner",
                        "ordering": ["-plan_id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Planudgave",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("art", models.CharField(max_length=40, verbose_name="slags")),
                        ("navn", models.CharField(max_length=200, verbose_name="navn")),
                        ("indhold", models.JSONField(default=dict, verbose_name="indhold")),
                        ("soegetekst", models.TextField(blank=True, verbose_name="søgetekst")),
                        ("grund", models.CharField(blank=True, max_length=400, verbose_name="grund")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "beslutning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planudgaver",
                                to="sager.beslutning",
                                verbose_name="beslutning",
                            ),
                        ),
                        (
                            "registreret_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registreret af",
                            ),
                        ),
                        (
                            "sag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="planudgaver",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "besluttet udgave",
                        "verbose_name_plural": "besluttede udgaver",
                        "ordering": ["sag", "id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Gaeldendeudgave",
                    fields=[
                        (
                            "sag",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="gaeldendeudgave",
                                serialize=False,
                                to="sager.sag",
                            ),
                        ),
                        (
                            "udgave",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gaeldende",
                                to="planer.planudgave",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "gældende udgave",
                        "verbose_name_plural": "gældende udgaver",
                        "ordering": ["-sag_id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
            ],
        ),
        migrations.RunPython(_install, _remove),
    ]

"""Every table of the room as it stands; what led here was replaced by this."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import almen.organisationer.modeloprettelse
from almen.sager import append_only

TABLES = ("udlejning_udlejningstal",)


def _install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    replaces = [("udlejning", "0001_initial"), ("udlejning", "0002_kun_nye")]

    initial = True

    dependencies = [
        ("omraader", "0001_samlet"),
        ("organisationer", "0001_samlet"),
        ("sager", "0001_samlet"),
    ]

    operations = [
        almen.organisationer.modeloprettelse.CreateModels(
            modeller=[
                migrations.CreateModel(
                    name="Rammeaftale",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("navn", models.CharField(max_length=200, verbose_name="navn")),
                        ("gyldig_fra", models.DateField(verbose_name="gælder fra")),
                        ("gyldig_til", models.DateField(verbose_name="gælder til")),
                        (
                            "parter",
                            models.TextField(help_text="En part på hver linje.", verbose_name="parter"),
                        ),
                        ("formaal", models.TextField(blank=True, verbose_name="formål")),
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
                                default="sikker",
                                max_length=12,
                                verbose_name="sikkerhed",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        ("oprettet", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "forgaenger",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="efterfoelger",
                                to="udlejning.rammeaftale",
                                verbose_name="afløser",
                            ),
                        ),
                        (
                            "oprettet_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="registreret af",
                            ),
                        ),
                        (
                            "sag",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rammeaftale",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rammeaftale om udlejning",
                        "verbose_name_plural": "rammeaftaler om udlejning",
                        "ordering": ["-gyldig_fra"],
                        "indexes": [],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("gyldig_til__gte", models.F("gyldig_fra"))),
                                name="rammeaftale_periode",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Organisationsaftale",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("gyldig_fra", models.DateField(verbose_name="gælder fra")),
                        ("gyldig_til", models.DateField(verbose_name="gælder til")),
                        (
                            "underskrevet",
                            models.DateField(blank=True, null=True, verbose_name="underskrevet den"),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="aftalt i øvrigt")),
                        (
                            "boligorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="udlejningsaftaler",
                                to="organisationer.boligorganisation",
                                verbose_name="boligorganisation",
                            ),
                        ),
                        (
                            "sag",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="organisationsaftale",
                                to="sager.sag",
                            ),
                        ),
                        (
                            "rammeaftale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="organisationsaftaler",
                                to="udlejning.rammeaftale",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "individuel udlejningsaftale",
                        "verbose_name_plural": "individuelle udlejningsaftaler",
                        "ordering": ["boligorganisation__navn", "-gyldig_fra"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rammeaftale", "boligorganisation"),
                                name="organisationsaftale_en_pr_periode",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gyldig_til__gte", models.F("gyldig_fra"))),
                                name="organisationsaftale_periode",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Kriterium",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kode", models.SlugField(max_length=40, verbose_name="kode")),
                        ("navn", models.CharField(max_length=160, verbose_name="navn")),
                        ("tekst", models.TextField(verbose_name="hvad der kræves")),
                        ("skaerpet", models.BooleanField(default=False, verbose_name="skærpet")),
                        ("kilde", models.CharField(blank=True, max_length=400, verbose_name="kilde")),
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
                        (
                            "rammeaftale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="kriterier",
                                to="udlejning.rammeaftale",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kriterium for fleksibel udlejning",
                        "verbose_name_plural": "kriterier for fleksibel udlejning",
                        "ordering": ["rammeaftale", "skaerpet", "id"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(fields=("rammeaftale", "kode"), name="kriterium_kode")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Aftalebilag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nummer", models.PositiveSmallIntegerField(verbose_name="nummer")),
                        (
                            "art",
                            models.CharField(
                                choices=[
                                    ("placering", "Afdelingernes placering"),
                                    ("kriterier", "Kriterier"),
                                    ("ungdom", "Ungdomsboliger"),
                                    ("anvisning", "Boligsocial anvisning"),
                                    ("maaling", "Måling og opfølgning"),
                                    ("andet", "Andet"),
                                ],
                                max_length=12,
                                verbose_name="om",
                            ),
                        ),
                        ("titel", models.CharField(max_length=200, verbose_name="titel")),
                        ("beskrivelse", models.TextField(blank=True, verbose_name="indhold i korte træk")),
                        (
                            "kilde_adresse",
                            models.URLField(blank=True, max_length=400, verbose_name="adresse"),
                        ),
                        (
                            "dokument",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sager.dokument",
                            ),
                        ),
                        (
                            "rammeaftale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bilag",
                                to="udlejning.rammeaftale",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bilag til rammeaftale",
                        "verbose_name_plural": "bilag til rammeaftaler",
                        "ordering": ["rammeaftale", "nummer", "id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Trappetrin",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "trappe",
                            models.CharField(
                                choices=[
                                    ("omraade", "Områdetrappen"),
                                    ("afdeling", "Afdelingstrappen"),
                                    ("ungdom", "Ungdomsboliger"),
                                ],
                                max_length=10,
                                verbose_name="trappe",
                            ),
                        ),
                        ("nummer", models.PositiveSmallIntegerField(verbose_name="trin")),
                        ("navn", models.CharField(max_length=160, verbose_name="navn")),
                        ("beskrivelse", models.TextField(blank=True, verbose_name="hvem der står her")),
                        ("kilde", models.CharField(blank=True, max_length=400, verbose_name="kilde")),
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
                        (
                            "rammeaftale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="trin",
                                to="udlejning.rammeaftale",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "trin på en trappe",
                        "verbose_name_plural": "trin på trapper",
                        "ordering": ["rammeaftale", "trappe", "nummer"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rammeaftale", "trappe", "nummer"), name="trappetrin_nummer"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Placeringsforslag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "fleksibel_pct",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0")),
                                    django.core.validators.MaxValueValidator(Decimal("100")),
                                ],
                                verbose_name="andel fleksibel udlejning (pct.)",
                            ),
                        ),
                        ("fra", models.DateField(verbose_name="gælder fra")),
                        (
                            "afdeling",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisationer.afdeling",
                                verbose_name="afdeling",
                            ),
                        ),
                        (
                            "justering",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="placeringsforslag",
                                to="omraader.udlejningsjustering",
                            ),
                        ),
                        (
                            "trin",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="udlejning.trappetrin",
                                verbose_name="nyt trin",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "forslag til placering",
                        "verbose_name_plural": "forslag til placering",
                        "ordering": ["justering", "afdeling__nummer"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("justering", "afdeling"), name="placeringsforslag_et_pr_afdeling"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Placering",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("fra", models.DateField(verbose_name="fra")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="til")),
                        ("begrundelse", models.CharField(blank=True, max_length=400, verbose_name="hvorfor")),
                        ("kilde", models.CharField(max_length=400, verbose_name="kilde")),
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
                        ("ophaevet", models.BooleanField(default=False, verbose_name="ophævet")),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "afdeling",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="placeringer",
                                to="organisationer.afdeling",
                                verbose_name="afdeling",
                            ),
                        ),
                        (
                            "justering",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="placeringer",
                                to="omraader.udlejningsjustering",
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
                            "trin",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="placeringer",
                                to="udlejning.trappetrin",
                                verbose_name="trin",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "placering på trappen",
                        "verbose_name_plural": "placeringer på trappen",
                        "ordering": ["afdeling", "trin__trappe", "-fra", "-id"],
                        "indexes": [models.Index(fields=["afdeling", "fra"], name="placering_afdeling")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("til__isnull", True), ("til__gte", models.F("fra")), _connector="OR"
                                ),
                                name="placering_periode",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("ophaevet", False)),
                                fields=("afdeling", "trin", "fra"),
                                name="placering_en_pr_dag",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trinandel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "boligtype",
                            models.CharField(
                                choices=[
                                    ("familie", "Familieboliger"),
                                    ("ungdom", "Ungdomsboliger"),
                                    ("aeldre", "Ældreboliger"),
                                    ("pleje", "Plejeboliger"),
                                ],
                                max_length=20,
                                verbose_name="boligtype",
                            ),
                        ),
                        (
                            "vej",
                            models.CharField(
                                choices=[
                                    ("venteliste", "Venteliste"),
                                    ("fleksibel", "Fleksibel udlejning"),
                                    ("anvisning", "Boligsocial anvisning"),
                                    ("anden", "Anden udlejning"),
                                ],
                                max_length=12,
                                verbose_name="udlejes ved",
                            ),
                        ),
                        (
                            "pct",
                            models.DecimalField(
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0")),
                                    django.core.validators.MaxValueValidator(Decimal("100")),
                                ],
                                verbose_name="andel (pct.)",
                            ),
                        ),
                        ("fra", models.DateField(verbose_name="gælder fra")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="gælder til")),
                        ("kilde", models.CharField(max_length=400, verbose_name="kilde")),
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
                        (
                            "trin",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="andele",
                                to="udlejning.trappetrin",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "andel på et trin",
                        "verbose_name_plural": "andele på trin",
                        "ordering": ["trin", "boligtype", "vej", "fra"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("trin", "boligtype", "vej", "fra"), name="trinandel_en_pr_dag"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("til__isnull", True), ("til__gte", models.F("fra")), _connector="OR"
                                ),
                                name="trinandel_periode",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("pct__isnull", True),
                                    models.Q(("pct__gte", 0), ("pct__lte", 100)),
                                    _connector="OR",
                                ),
                                name="trinandel_pct",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trinkriterium",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "binding",
                            models.CharField(
                                choices=[("obligatorisk", "Obligatorisk"), ("aftalt", "Efter aftale")],
                                max_length=12,
                                verbose_name="binding",
                            ),
                        ),
                        (
                            "raekkefoelge",
                            models.PositiveSmallIntegerField(default=1, verbose_name="rækkefølge"),
                        ),
                        ("fra", models.DateField(verbose_name="gælder fra")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="gælder til")),
                        (
                            "kriterium",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trinkriterier",
                                to="udlejning.kriterium",
                            ),
                        ),
                        (
                            "trin",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="trinkriterier",
                                to="udlejning.trappetrin",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kriterium på et trin",
                        "verbose_name_plural": "kriterier på trin",
                        "ordering": ["trin", "raekkefoelge", "id"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("trin", "kriterium", "fra"), name="trinkriterium_en_pr_dag"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("til__isnull", True), ("til__gte", models.F("fra")), _connector="OR"
                                ),
                                name="trinkriterium_periode",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Udlejningstal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
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
                        ("note", models.CharField(blank=True, max_length=400, verbose_name="note")),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        ("tilbagekaldt", models.BooleanField(default=False, verbose_name="tilbagekaldt")),
                        ("begrundelse", models.CharField(blank=True, max_length=300, verbose_name="hvorfor")),
                        ("aar", models.PositiveSmallIntegerField(verbose_name="år")),
                        (
                            "boligtype",
                            models.CharField(
                                choices=[
                                    ("familie", "Familieboliger"),
                                    ("ungdom", "Ungdomsboliger"),
                                    ("aeldre", "Ældreboliger"),
                                    ("pleje", "Plejeboliger"),
                                ],
                                max_length=20,
                                verbose_name="boligtype",
                            ),
                        ),
                        (
                            "vej",
                            models.CharField(
                                choices=[
                                    ("venteliste", "Venteliste"),
                                    ("fleksibel", "Fleksibel udlejning"),
                                    ("anvisning", "Boligsocial anvisning"),
                                    ("anden", "Anden udlejning"),
                                ],
                                max_length=12,
                                verbose_name="udlejet ved",
                            ),
                        ),
                        ("antal", models.PositiveIntegerField(null=True, verbose_name="udlejninger")),
                        (
                            "afdeling",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="udlejningstal",
                                to="organisationer.afdeling",
                                verbose_name="afdeling",
                            ),
                        ),
                        (
                            "erstatter",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="erstattet_af",
                                to="udlejning.udlejningstal",
                                verbose_name="erstatter",
                            ),
                        ),
                        (
                            "hentet",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisationer.import",
                                verbose_name="hentet fra fil",
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
                        "verbose_name": "udlejningstal",
                        "verbose_name_plural": "udlejningstal",
                        "ordering": ["-aar", "id"],
                        "indexes": [models.Index(fields=["aar", "afdeling"], name="udlejningstal_aar")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("erstatter__isnull", True)),
                                fields=("afdeling", "aar", "boligtype", "vej"),
                                name="udlejningstal_foerste",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("erstatter__isnull", True),
                                    models.Q(("begrundelse", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="udlejningstal_begrundet",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Afdelingsvilkaar",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "boligtype",
                            models.CharField(
                                choices=[
                                    ("familie", "Familieboliger"),
                                    ("ungdom", "Ungdomsboliger"),
                                    ("aeldre", "Ældreboliger"),
                                    ("pleje", "Plejeboliger"),
                                ],
                                max_length=20,
                                verbose_name="boligtype",
                            ),
                        ),
                        (
                            "vej",
                            models.CharField(
                                choices=[
                                    ("venteliste", "Venteliste"),
                                    ("fleksibel", "Fleksibel udlejning"),
                                    ("anvisning", "Boligsocial anvisning"),
                                    ("anden", "Anden udlejning"),
                                ],
                                max_length=12,
                                verbose_name="udlejes ved",
                            ),
                        ),
                        (
                            "pct",
                            models.DecimalField(
                                blank=True,
                                decimal_places=3,
                                max_digits=6,
                                null=True,
                                validators=[
                                    django.core.validators.MinValueValidator(Decimal("0")),
                                    django.core.validators.MaxValueValidator(Decimal("100")),
                                ],
                                verbose_name="andel (pct.)",
                            ),
                        ),
                        ("undtaget", models.BooleanField(default=False, verbose_name="uden for aftalen")),
                        ("fra", models.DateField(verbose_name="gælder fra")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="gælder til")),
                        ("begrundelse", models.CharField(blank=True, max_length=400, verbose_name="hvorfor")),
                        ("kilde", models.CharField(blank=True, max_length=400, verbose_name="kilde")),
                        (
                            "afdeling",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="udlejningsvilkaar",
                                to="organisationer.afdeling",
                                verbose_name="afdeling",
                            ),
                        ),
                        (
                            "aftale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="vilkaar",
                                to="udlejning.organisationsaftale",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "udlejningsvilkår for en afdeling",
                        "verbose_name_plural": "udlejningsvilkår for afdelinger",
                        "ordering": ["afdeling__nummer", "boligtype", "vej", "fra"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("aftale", "afdeling", "boligtype", "vej", "fra"),
                                name="afdelingsvilkaar_en_pr_dag",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("til__isnull", True), ("til__gte", models.F("fra")), _connector="OR"
                                ),
                                name="afdelingsvilkaar_periode",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("undtaget", False),
                                    models.Q(
                                        ("pct__isnull", True), models.Q(("begrundelse", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="afdelingsvilkaar_undtaget_begrundet",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("pct__isnull", True),
                                    models.Q(("pct__gte", 0), ("pct__lte", 100)),
                                    _connector="OR",
                                ),
                                name="afdelingsvilkaar_pct",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Afdelingskriterium",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "raekkefoelge",
                            models.PositiveSmallIntegerField(default=1, verbose_name="rækkefølge"),
                        ),
                        ("fra", models.DateField(verbose_name="gælder fra")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="gælder til")),
                        (
                            "afdeling",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisationer.afdeling",
                                verbose_name="afdeling",
                            ),
                        ),
                        (
                            "kriterium",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="afdelingskriterier",
                                to="udlejning.kriterium",
                            ),
                        ),
                        (
                            "aftale",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="kriterier",
                                to="udlejning.organisationsaftale",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kriterium for en afdeling",
                        "verbose_name_plural": "kriterier for afdelinger",
                        "ordering": ["afdeling__nummer", "raekkefoelge", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("aftale", "afdeling", "kriterium", "fra"),
                                name="afdelingskriterium_en_pr_dag",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("til__isnull", True), ("til__gte", models.F("fra")), _connector="OR"
                                ),
                                name="afdelingskriterium_periode",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
        migrations.RunPython(_install, _remove),
    ]

"""Every table of the room as it stands; what led here was replaced by this."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import almen.organisationer.modeloprettelse
from almen.sager import append_only

TABLES = ("boligmasse_boligtal",)


def _install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    replaces = [("boligmasse", "0001_initial"), ("boligmasse", "0002_kun_nye")]

    initial = True

    dependencies = [
        ("organisationer", "0001_samlet"),
        ("sager", "0001_samlet"),
    ]

    operations = [
        almen.organisationer.modeloprettelse.CreateModels(
            modeller=[
                migrations.CreateModel(
                    name="Boligtal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "emne",
                            models.CharField(
                                choices=[
                                    ("bestand", "Boligmassen"),
                                    ("faerdiggjort", "Færdiggjorte boliger"),
                                ],
                                max_length=12,
                                verbose_name="emne",
                            ),
                        ),
                        (
                            "fra_aar",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1900),
                                    django.core.validators.MaxValueValidator(2099),
                                ],
                                verbose_name="fra år",
                            ),
                        ),
                        (
                            "aar",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1900),
                                    django.core.validators.MaxValueValidator(2099),
                                ],
                                verbose_name="år",
                            ),
                        ),
                        ("bydel", models.CharField(blank=True, max_length=80, verbose_name="bydel")),
                        ("ejerform", models.CharField(max_length=40, verbose_name="ejerform")),
                        (
                            "enhed",
                            models.CharField(
                                choices=[
                                    ("antal", "Antal boliger"),
                                    ("andel", "Andel, offentliggjort (pct.)"),
                                ],
                                max_length=6,
                                verbose_name="enhed",
                            ),
                        ),
                        (
                            "vaerdi",
                            models.DecimalField(
                                decimal_places=4, max_digits=14, null=True, verbose_name="værdi"
                            ),
                        ),
                        (
                            "decimaler",
                            models.PositiveSmallIntegerField(default=0, verbose_name="trykte decimaler"),
                        ),
                        ("kilde", models.CharField(max_length=400, verbose_name="kilde")),
                        (
                            "kilde_adresse",
                            models.URLField(blank=True, max_length=400, verbose_name="kildens adresse"),
                        ),
                        ("laest", models.DateField(verbose_name="læst den")),
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
                        (
                            "erstatter",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="erstattet_af",
                                to="boligmasse.boligtal",
                                verbose_name="erstatter",
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
                        "verbose_name": "boligtal",
                        "verbose_name_plural": "boligtal",
                        "ordering": ["-aar", "id"],
                        "indexes": [models.Index(fields=["bydel", "emne", "aar"], name="boligtal_bydel")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("erstatter__isnull", True)),
                                fields=("emne", "fra_aar", "aar", "bydel", "ejerform", "enhed"),
                                name="boligtal_foerste",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("fra_aar__lte", models.F("aar"))), name="boligtal_periode"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("vaerdi__isnull", True), ("vaerdi__gte", 0), _connector="OR"
                                ),
                                name="boligtal_ikke_negativt",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("erstatter__isnull", True),
                                    models.Q(("begrundelse", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="boligtal_begrundet",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(_install, _remove),
    ]

"""Every table of the room as it stands; what led here was replaced by this."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import almen.organisationer.modeloprettelse


class Migration(migrations.Migration):
    replaces = [("api", "0001_initial"), ("api", "0002_sidst_brugt")]

    initial = True

    dependencies = [
        ("organisationer", "0001_samlet"),
    ]

    operations = [
        almen.organisationer.modeloprettelse.CreateModels(
            modeller=[
                migrations.CreateModel(
                    name="Klient",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("navn", models.CharField(max_length=80, verbose_name="navn")),
                        ("praefiks", models.CharField(max_length=12, verbose_name="begynder med")),
                        ("token_sha256", models.CharField(max_length=64, unique=True)),
                        ("oprettet", models.DateTimeField(auto_now_add=True, verbose_name="oprettet")),
                        ("udloeber", models.DateField(blank=True, null=True, verbose_name="udløber")),
                        (
                            "tilbagekaldt",
                            models.DateTimeField(blank=True, null=True, verbose_name="tilbagekaldt"),
                        ),
                        (
                            "bruger",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="klienter",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handler som",
                            ),
                        ),
                        (
                            "sidst_brugt",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="sidst brugt"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "klient",
                        "verbose_name_plural": "klienter",
                        "ordering": ["-oprettet"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Idempotensnoegle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("noegle", models.CharField(max_length=200, verbose_name="nøgle")),
                        (
                            "forespoergsel",
                            models.CharField(max_length=64, verbose_name="kontrolsum af forespørgslen"),
                        ),
                        ("status", models.PositiveSmallIntegerField(verbose_name="svarkode")),
                        ("svar", models.TextField(verbose_name="svar")),
                        ("oprettet", models.DateTimeField(auto_now_add=True, verbose_name="oprettet")),
                        (
                            "klient",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="noegler",
                                to="api.klient",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "idempotensnøgle",
                        "verbose_name_plural": "idempotensnøgler",
                        "constraints": [
                            models.UniqueConstraint(fields=("klient", "noegle"), name="idempotens_unik")
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]

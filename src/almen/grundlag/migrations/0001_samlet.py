"""Every table of the room as it stands; what led here was replaced by this."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import almen.organisationer.modeloprettelse


class Migration(migrations.Migration):
    replaces = [
        ("grundlag", "0001_initial"),
        ("grundlag", "0002_initial"),
        ("grundlag", "0003_aendringssag"),
        ("grundlag", "0004_egen_slutdato"),
        ("grundlag", "0005_delegation"),
    ]

    initial = True

    dependencies = [
        ("organisationer", "0001_samlet"),
    ]

    operations = [
        almen.organisationer.modeloprettelse.CreateModels(
            modeller=[
                migrations.CreateModel(
                    name="Administrationsgrundlag",
                    fields=[
                        ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                        ("navn", models.CharField(max_length=160, verbose_name="navn")),
                        ("omraade", models.CharField(blank=True, max_length=200, verbose_name="område")),
                    ],
                    options={
                        "verbose_name": "administrationsgrundlag",
                        "verbose_name_plural": "administrationsgrundlag",
                        "ordering": ["navn"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="LokalParameter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("parameter", models.CharField(max_length=80, verbose_name="parameter")),
                        ("fra", models.DateField(verbose_name="gælder fra")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="gælder til")),
                        ("naar", models.JSONField(blank=True, default=dict, verbose_name="betingelser")),
                        ("vaerdi", models.CharField(max_length=60, verbose_name="værdi")),
                        ("hjemmel", models.CharField(max_length=200, verbose_name="hjemmel")),
                        ("kilde", models.CharField(max_length=400, verbose_name="kilde")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "tilbagekaldt",
                            models.DateTimeField(blank=True, null=True, verbose_name="tilbagekaldt"),
                        ),
                        (
                            "tilbagekaldt_grund",
                            models.CharField(blank=True, max_length=300, verbose_name="begrundelse"),
                        ),
                        (
                            "registreret_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "tilbagekaldt_af",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lokal parameter",
                        "verbose_name_plural": "lokale parametre",
                        "ordering": ["parameter", "fra", "id"],
                        "indexes": [],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("til__isnull", True), ("til__gte", models.F("fra")), _connector="OR"
                                ),
                                name="lokal_parameter_periode",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Sagsgangsversion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.CharField(max_length=30, verbose_name="version")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("kladde", "Kladde"),
                                    ("vedtaget", "Vedtaget"),
                                    ("rettet", "Rettet (erstattet af en rettelse)"),
                                ],
                                default="kladde",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("gyldig_fra", models.DateField(verbose_name="gyldig fra")),
                        ("gyldig_til", models.DateField(blank=True, null=True, verbose_name="gyldig til")),
                        (
                            "vedtaget_af",
                            models.CharField(blank=True, max_length=40, verbose_name="vedtaget af"),
                        ),
                        (
                            "vedtaget_dato",
                            models.DateField(blank=True, null=True, verbose_name="vedtaget den"),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=400, verbose_name="kilde")),
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
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        ("sagstype", models.CharField(max_length=40, verbose_name="sagstype")),
                        ("definition", models.TextField(verbose_name="definition (YAML)")),
                        ("sha256", models.CharField(max_length=64)),
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
                            "retter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rettelser",
                                to="grundlag.sagsgangsversion",
                                verbose_name="retter",
                            ),
                        ),
                        (
                            "egen_slutdato",
                            models.DateField(blank=True, null=True, verbose_name="egen slutdato"),
                        ),
                    ],
                    options={
                        "verbose_name": "sagsgangsversion",
                        "verbose_name_plural": "sagsgangsversioner",
                        "ordering": ["sagstype", "-gyldig_fra"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sagstype", "version"), name="sagsgang_version_unik"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "vedtaget")),
                                fields=("sagstype", "gyldig_fra"),
                                name="sagsgang_en_pr_dag",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("gyldig_til__isnull", True),
                                    ("gyldig_til__gte", models.F("gyldig_fra")),
                                    _connector="OR",
                                ),
                                name="sagsgang_periode",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Grundlagsversion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("version", models.CharField(max_length=30, verbose_name="version")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("kladde", "Kladde"),
                                    ("vedtaget", "Vedtaget"),
                                    ("rettet", "Rettet (erstattet af en rettelse)"),
                                ],
                                default="kladde",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("gyldig_fra", models.DateField(verbose_name="gyldig fra")),
                        ("gyldig_til", models.DateField(blank=True, null=True, verbose_name="gyldig til")),
                        (
                            "vedtaget_af",
                            models.CharField(blank=True, max_length=40, verbose_name="vedtaget af"),
                        ),
                        (
                            "vedtaget_dato",
                            models.DateField(blank=True, null=True, verbose_name="vedtaget den"),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=400, verbose_name="kilde")),
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
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        ("tekst", models.TextField(blank=True, verbose_name="tekst")),
                        ("parametre", models.JSONField(blank=True, default=dict, verbose_name="parametre")),
                        (
                            "grundlag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versioner",
                                to="grundlag.administrationsgrundlag",
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
                            "retter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rettelser",
                                to="grundlag.grundlagsversion",
                                verbose_name="retter",
                            ),
                        ),
                        (
                            "egen_slutdato",
                            models.DateField(blank=True, null=True, verbose_name="egen slutdato"),
                        ),
                        (
                            "sagsnummer",
                            models.CharField(blank=True, max_length=20, verbose_name="ændringssag"),
                        ),
                    ],
                    options={
                        "verbose_name": "version af administrationsgrundlag",
                        "verbose_name_plural": "versioner af administrationsgrundlag",
                        "ordering": ["grundlag", "-gyldig_fra"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("grundlag", "version"), name="grundlag_version_unik"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("gyldig_til__isnull", True),
                                    ("gyldig_til__gte", models.F("gyldig_fra")),
                                    _connector="OR",
                                ),
                                name="grundlag_periode",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "vedtaget")),
                                fields=("grundlag", "gyldig_fra"),
                                name="grundlag_en_pr_dag",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delegationsophoer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kode", models.CharField(max_length=40, unique=True, verbose_name="delegation")),
                        ("sidste_dag", models.DateField(verbose_name="sidste dag")),
                        ("kilde", models.CharField(max_length=400, verbose_name="kilde")),
                        ("begrundelse", models.CharField(max_length=300, verbose_name="begrundelse")),
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
                    ],
                    options={
                        "verbose_name": "ophør af delegation",
                        "verbose_name_plural": "ophør af delegationer",
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kode", models.CharField(max_length=40, unique=True, verbose_name="kode")),
                        ("navn", models.CharField(max_length=160, verbose_name="navn")),
                        ("fra_organ", models.CharField(max_length=40, verbose_name="delegeret fra")),
                        ("til_aktoer", models.CharField(max_length=40, verbose_name="delegeret til")),
                        ("sagstyper", models.JSONField(default=list, verbose_name="sagstyper")),
                        ("fra", models.DateField(verbose_name="første dag")),
                        ("til", models.DateField(blank=True, null=True, verbose_name="sidste dag")),
                        ("besluttet", models.DateField(blank=True, null=True, verbose_name="besluttet den")),
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
                        ("note", models.TextField(blank=True, verbose_name="note")),
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
                    ],
                    options={
                        "verbose_name": "delegation",
                        "verbose_name_plural": "delegationer",
                        "ordering": ["fra", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("til__isnull", True), ("til__gte", models.F("fra")), _connector="OR"
                                ),
                                name="delegation_periode",
                            )
                        ],
                        "indexes": [],
                    },
                ),
            ],
        ),
    ]

"""Every table of the room as it stands; what led here was replaced by this."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import almen.organisationer.modeloprettelse
from almen.sager import append_only

TABLES = (
    "ansoegninger_indsendelse",
    "ansoegninger_behandling",
)


def _install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    replaces = [
        ("ansoegninger", "0001_initial"),
        ("ansoegninger", "0002_kun_nye"),
        ("ansoegninger", "0003_renovering"),
        ("ansoegninger", "0004_rykkere"),
    ]

    initial = True

    dependencies = [
        ("organisationer", "0001_samlet"),
        ("sager", "0001_samlet"),
    ]

    operations = [
        almen.organisationer.modeloprettelse.CreateModels(
            modeller=[
                migrations.CreateModel(
                    name="Anmodning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("tekst", models.TextField(verbose_name="hvad der anmodes om")),
                        ("frist", models.DateField(blank=True, null=True, verbose_name="svar senest")),
                        ("oprettet", models.DateTimeField(auto_now_add=True, verbose_name="sendt")),
                        ("lukket", models.DateTimeField(blank=True, null=True, verbose_name="lukket")),
                        (
                            "oprettet_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="anmodninger",
                                to="sager.sag",
                            ),
                        ),
                        ("beslutning_nummer", models.PositiveIntegerField(editable=False, null=True)),
                    ],
                    options={
                        "verbose_name": "anmodning",
                        "verbose_name_plural": "anmodninger",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("lukket__isnull", True)),
                                fields=["sag"],
                                name="anmodning_aabne",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("beslutning_nummer__isnull", False)),
                                fields=("sag", "beslutning_nummer"),
                                name="anmodning_en_pr_beslutning",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Indsendelse",
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
                                    ("skema_a", "Ansøgning om Skema A"),
                                    ("skema_b", "Ansøgning om Skema B"),
                                    ("skema_c", "Ansøgning om Skema C"),
                                    ("renovering", "Ansøgning om renovering"),
                                    ("praekvalifikation", "Ansøgning om prækvalifikation"),
                                    ("renovering_skema_a", "Ansøgning om Skema A for renovering"),
                                    ("renovering_skema_b", "Ansøgning om Skema B for renovering"),
                                    ("renovering_skema_c", "Ansøgning om Skema C for renovering"),
                                    ("svar", "Svar på anmodning"),
                                ],
                                max_length=20,
                                verbose_name="art",
                            ),
                        ),
                        (
                            "kanal",
                            models.CharField(
                                choices=[("portal", "Portalen"), ("api", "API")],
                                max_length=10,
                                verbose_name="kanal",
                            ),
                        ),
                        ("titel", models.CharField(max_length=200, verbose_name="titel")),
                        ("data", models.JSONField(default=dict, verbose_name="indhold")),
                        ("indtastet", models.JSONField(default=dict, verbose_name="det indtastede")),
                        ("filer", models.JSONField(default=list, verbose_name="filer")),
                        (
                            "kontroller",
                            models.JSONField(default=list, verbose_name="kontroller, som de stod"),
                        ),
                        ("sha256", models.CharField(max_length=64, verbose_name="kontrolsum")),
                        ("indsendt", models.DateTimeField(verbose_name="indsendt")),
                        (
                            "anmodning",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indsendelser",
                                to="ansoegninger.anmodning",
                            ),
                        ),
                        (
                            "boligorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indsendelser",
                                to="organisationer.boligorganisation",
                                verbose_name="boligorganisation",
                            ),
                        ),
                        (
                            "erstatter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="erstattet_af",
                                to="ansoegninger.indsendelse",
                            ),
                        ),
                        (
                            "indsendt_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="indsendt af",
                            ),
                        ),
                        (
                            "sag",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indsendelser",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "indsendelse",
                        "verbose_name_plural": "indsendelser",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(fields=["boligorganisation", "id"], name="indsendelse_organisation")
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Behandling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "udfald",
                            models.CharField(
                                choices=[
                                    ("modtaget", "Modtaget i sagen"),
                                    ("returneret", "Sendt retur"),
                                    ("trukket", "Trukket tilbage"),
                                ],
                                max_length=10,
                                verbose_name="udfald",
                            ),
                        ),
                        ("begrundelse", models.TextField(blank=True, verbose_name="begrundelse")),
                        ("tidspunkt", models.DateTimeField(auto_now_add=True, verbose_name="tidspunkt")),
                        (
                            "bruger",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sag",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sager.sag",
                            ),
                        ),
                        (
                            "indsendelse",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="behandling",
                                to="ansoegninger.indsendelse",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "behandling",
                        "verbose_name_plural": "behandlinger",
                        "ordering": ["-id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Kladde",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("noegle", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "art",
                            models.CharField(
                                choices=[
                                    ("skema_a", "Ansøgning om Skema A"),
                                    ("skema_b", "Ansøgning om Skema B"),
                                    ("skema_c", "Ansøgning om Skema C"),
                                    ("renovering", "Ansøgning om renovering"),
                                    ("praekvalifikation", "Ansøgning om prækvalifikation"),
                                    ("renovering_skema_a", "Ansøgning om Skema A for renovering"),
                                    ("renovering_skema_b", "Ansøgning om Skema B for renovering"),
                                    ("renovering_skema_c", "Ansøgning om Skema C for renovering"),
                                    ("svar", "Svar på anmodning"),
                                ],
                                max_length=20,
                                verbose_name="art",
                            ),
                        ),
                        ("data", models.JSONField(default=dict, verbose_name="det indtastede")),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("oprettet", models.DateTimeField(auto_now_add=True, verbose_name="oprettet")),
                        ("aendret", models.DateTimeField(auto_now=True, verbose_name="senest gemt")),
                        (
                            "aendret_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "anmodning",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kladder",
                                to="ansoegninger.anmodning",
                            ),
                        ),
                        (
                            "boligorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kladder",
                                to="organisationer.boligorganisation",
                                verbose_name="boligorganisation",
                            ),
                        ),
                        (
                            "erstatter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kladder",
                                to="ansoegninger.indsendelse",
                            ),
                        ),
                        (
                            "oprettet_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sag",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="kladder",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kladde",
                        "verbose_name_plural": "kladder",
                        "ordering": ["-aendret"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("anmodning__isnull", True), ("sag__isnull", False)),
                                fields=("sag", "art"),
                                name="kladde_en_pr_sag",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("anmodning__isnull", False)),
                                fields=("anmodning",),
                                name="kladde_et_svar",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fil",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("noegle", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("titel", models.CharField(max_length=200, verbose_name="titel")),
                        (
                            "art",
                            models.CharField(
                                choices=[
                                    ("grund", "Grunden (skøde, købsaftale)"),
                                    ("lokalplan", "Lokalplan"),
                                    ("tegninger", "Tegninger"),
                                    ("budget", "Budget og husleje"),
                                    ("udbud", "Udbud og licitation"),
                                    ("byggetilladelse", "Byggetilladelse"),
                                    ("totaloekonomi", "Totaløkonomisk vurdering"),
                                    ("regnskab", "Byggeregnskab og revision"),
                                    ("beboere", "Beboernes afstemning"),
                                    ("tilstand", "Bygningens tilstand og helhedsplan"),
                                    ("andet", "Andet"),
                                ],
                                default="andet",
                                max_length=20,
                                verbose_name="viser",
                            ),
                        ),
                        ("filnavn", models.CharField(max_length=200, verbose_name="filnavn")),
                        ("mimetype", models.CharField(max_length=120)),
                        ("stoerrelse", models.PositiveBigIntegerField(verbose_name="størrelse (byte)")),
                        ("sha256", models.CharField(max_length=64)),
                        ("oprettet", models.DateTimeField(auto_now_add=True)),
                        (
                            "boligorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisationer.boligorganisation",
                            ),
                        ),
                        (
                            "oprettet_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kladde",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="filer",
                                to="ansoegninger.kladde",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fil",
                        "verbose_name_plural": "filer",
                        "ordering": ["id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Anmodningsrykker",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "grund",
                            models.CharField(
                                choices=[
                                    ("snart", "Fristen nærmer sig"),
                                    ("overskredet", "Fristen er overskredet"),
                                    ("manuel", "Sendt af en sagsbehandler"),
                                ],
                                max_length=12,
                                verbose_name="grund",
                            ),
                        ),
                        ("dato", models.DateField(verbose_name="rykket den")),
                        (
                            "mail_sendt",
                            models.DateTimeField(blank=True, null=True, verbose_name="e-mail sendt"),
                        ),
                        (
                            "anmodning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rykkere",
                                to="ansoegninger.anmodning",
                            ),
                        ),
                        (
                            "bruger",
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
                        "verbose_name": "rykker for anmodning",
                        "verbose_name_plural": "rykkere for anmodninger",
                        "ordering": ["-dato", "-id"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("grund", "manuel"), _negated=True),
                                fields=("anmodning", "grund"),
                                name="anmodningsrykker_en_pr_grund",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("grund", "manuel")),
                                fields=("anmodning", "dato"),
                                name="anmodningsrykker_en_om_dagen",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(_install, _remove),
    ]

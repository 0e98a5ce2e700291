"""Every table of the room as it stands; what led here was replaced by this."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import almen.organisationer.modeloprettelse
from almen.sager import append_only

TABLES = (
    "sager_beslutning",
    "sager_journalpost",
    "sager_dokumentversion",
    "papirer_skabelon",
    "papirer_skabelonvalg",
    "grundlag_delegation",
    "grundlag_delegationsophoer",
)


def _install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    replaces = [
        ("sager", "0001_initial"),
        ("sager", "0002_append_only"),
        ("sager", "0003_fritnummer"),
        ("sager", "0004_rykker"),
        ("sager", "0005_annulleret"),
        ("sager", "0006_ventetrin"),
        ("sager", "0007_papirer"),
        ("sager", "0008_offentliggoerelse"),
        ("sager", "0009_udspringer_af"),
        ("sager", "0010_delegationer_kun_nye"),
    ]

    initial = True

    dependencies = [
        ("grundlag", "0001_samlet"),
        ("organisationer", "0001_samlet"),
        ("papirer", "0001_initial"),
    ]

    operations = [
        almen.organisationer.modeloprettelse.CreateModels(
            modeller=[
                migrations.CreateModel(
                    name="Journalkaede",
                    fields=[
                        ("noegle", models.CharField(max_length=40, primary_key=True, serialize=False)),
                        ("antal", models.PositiveIntegerField(default=0)),
                        ("hoved", models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Sag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nummer", models.CharField(max_length=20, unique=True, verbose_name="sagsnummer")),
                        ("sagstype", models.CharField(max_length=40, verbose_name="sagstype")),
                        ("titel", models.CharField(max_length=200, verbose_name="titel")),
                        ("aabnet_dato", models.DateField(verbose_name="åbnet")),
                        (
                            "fortrolighed",
                            models.CharField(
                                choices=[("aaben", "Åben"), ("intern", "Intern"), ("fortrolig", "Fortrolig")],
                                default="aaben",
                                max_length=10,
                                verbose_name="fortrolighed",
                            ),
                        ),
                        ("kle", models.CharField(blank=True, max_length=12, verbose_name="KLE-nummer")),
                        ("demo", models.BooleanField(default=False, verbose_name="syntetiske demodata")),
                        ("oprettet", models.DateTimeField(auto_now_add=True)),
                        (
                            "aabnet_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ansvarlig",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ansvarlig_for",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ansvarlig",
                            ),
                        ),
                        (
                            "boligorganisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sager",
                                to="organisationer.boligorganisation",
                                verbose_name="boligorganisation",
                            ),
                        ),
                        (
                            "grundlagsversion",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="grundlag.grundlagsversion",
                                verbose_name="administrationsgrundlag",
                            ),
                        ),
                        (
                            "sagsgangsversion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="grundlag.sagsgangsversion",
                                verbose_name="sagsgang",
                            ),
                        ),
                        ("annulleret", models.DateField(blank=True, null=True, verbose_name="annulleret")),
                        (
                            "udspringer_af",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="affoedte",
                                to="sager.sag",
                                verbose_name="udspringer af",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sag",
                        "verbose_name_plural": "sager",
                        "ordering": ["-id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Sagsnummer",
                    fields=[
                        ("aar", models.PositiveIntegerField(primary_key=True, serialize=False)),
                        ("sidste", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Dokument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("noegle", models.UUIDField(unique=True)),
                        ("titel", models.CharField(max_length=200, verbose_name="titel")),
                        ("art", models.CharField(blank=True, max_length=60, verbose_name="art")),
                        (
                            "fortrolighed",
                            models.CharField(
                                choices=[("aaben", "Åben"), ("intern", "Intern"), ("fortrolig", "Fortrolig")],
                                default="aaben",
                                max_length=10,
                                verbose_name="fortrolighed",
                            ),
                        ),
                        (
                            "sag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dokumenter",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dokument",
                        "verbose_name_plural": "dokumenter",
                        "ordering": ["id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Dokumentversion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nummer", models.PositiveIntegerField(verbose_name="version")),
                        ("filnavn", models.CharField(max_length=200, verbose_name="filnavn")),
                        ("mimetype", models.CharField(max_length=120)),
                        ("stoerrelse", models.PositiveBigIntegerField(verbose_name="størrelse (byte)")),
                        ("sha256", models.CharField(max_length=64)),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "dokument",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versioner",
                                to="sager.dokument",
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
                        ("kilder", models.JSONField(blank=True, null=True, verbose_name="kilder")),
                    ],
                    options={
                        "verbose_name": "dokumentversion",
                        "verbose_name_plural": "dokumentversioner",
                        "ordering": ["dokument", "nummer"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dokument", "nummer"), name="dokumentversion_nummer_unikt"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Journalpost",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kaede", models.CharField(max_length=40, verbose_name="kæde")),
                        ("nummer", models.PositiveIntegerField(verbose_name="nr.")),
                        ("art", models.CharField(max_length=40, verbose_name="art")),
                        ("tekst", models.CharField(max_length=1000, verbose_name="tekst")),
                        ("data", models.JSONField(default=dict, verbose_name="data")),
                        (
                            "fortrolighed",
                            models.CharField(
                                choices=[("aaben", "Åben"), ("intern", "Intern"), ("fortrolig", "Fortrolig")],
                                default="aaben",
                                max_length=10,
                                verbose_name="fortrolighed",
                            ),
                        ),
                        ("tidspunkt", models.DateTimeField(verbose_name="tidspunkt")),
                        ("forrige_hash", models.CharField(blank=True, max_length=64)),
                        ("hash", models.CharField(max_length=64)),
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
                                related_name="journal",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "journalpost",
                        "verbose_name_plural": "journalposter",
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kaede", "nummer"), name="journalpost_nummer_unikt"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Frist",
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
                                    ("sagsgang", "Sagsgang"),
                                    ("lov", "Lov"),
                                    ("manuel", "Fastsat af sagsbehandler"),
                                ],
                                max_length=10,
                                verbose_name="art",
                            ),
                        ),
                        ("trin", models.CharField(blank=True, max_length=60, verbose_name="trin")),
                        ("titel", models.CharField(max_length=200, verbose_name="titel")),
                        ("dato", models.DateField(verbose_name="frist")),
                        ("aktoer", models.CharField(blank=True, max_length=40, verbose_name="hvem")),
                        ("hjemmel", models.CharField(blank=True, max_length=200, verbose_name="hjemmel")),
                        (
                            "sikkerhed",
                            models.CharField(default="sikker", max_length=12, verbose_name="sikkerhed"),
                        ),
                        ("opfyldt", models.DateField(blank=True, null=True, verbose_name="opfyldt")),
                        (
                            "sag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="frister",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "frist",
                        "verbose_name_plural": "frister",
                        "ordering": ["dato", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("opfyldt__isnull", True)),
                                fields=["dato"],
                                name="frist_aabne",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("art", "manuel"), _negated=True),
                                fields=("sag", "trin"),
                                name="frist_en_pr_trin",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Beslutning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nummer", models.PositiveIntegerField(verbose_name="nr.")),
                        ("trin", models.CharField(max_length=60, verbose_name="trin")),
                        ("trin_navn", models.CharField(max_length=200, verbose_name="trinnets navn")),
                        ("aktoer", models.CharField(max_length=40, verbose_name="aktør")),
                        (
                            "aktoer_navn",
                            models.CharField(max_length=120, verbose_name="aktørens navn dengang"),
                        ),
                        ("handling", models.CharField(max_length=40, verbose_name="handling")),
                        ("udfald", models.CharField(max_length=40, verbose_name="udfald")),
                        (
                            "tilbage_til",
                            models.CharField(blank=True, max_length=60, verbose_name="sendt tilbage til"),
                        ),
                        ("dato", models.DateField(verbose_name="besluttet den")),
                        ("begrundelse", models.TextField(blank=True, verbose_name="begrundelse")),
                        ("moede", models.CharField(blank=True, max_length=200, verbose_name="møde og punkt")),
                        ("kilde", models.CharField(blank=True, max_length=500, verbose_name="kilde")),
                        (
                            "kontroller",
                            models.JSONField(default=list, verbose_name="kontroller, som de stod"),
                        ),
                        ("dispensationer", models.JSONField(default=list, verbose_name="dispensationer")),
                        ("fakta", models.JSONField(default=dict, verbose_name="fakta, som de stod")),
                        ("registreret", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "registreret_af",
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
                                related_name="beslutninger",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "beslutning",
                        "verbose_name_plural": "beslutninger",
                        "ordering": ["sag", "nummer"],
                        "constraints": [
                            models.UniqueConstraint(fields=("sag", "nummer"), name="beslutning_nummer_unikt")
                        ],
                        "indexes": [models.Index(fields=["dato", "id"], name="beslutning_dato")],
                    },
                ),
                migrations.CreateModel(
                    name="Sagsdeltager",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("aktoer", models.CharField(max_length=40)),
                        (
                            "sag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deltagere",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("aktoer", "sag"), name="sagsdeltager_unik")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Sagsoverblik",
                    fields=[
                        (
                            "sag",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="overblik",
                                serialize=False,
                                to="sager.sag",
                            ),
                        ),
                        ("nummer", models.CharField(max_length=20, verbose_name="sagsnummer")),
                        ("titel", models.CharField(max_length=200, verbose_name="titel")),
                        ("soegetekst", models.CharField(max_length=500)),
                        ("sagstype", models.CharField(max_length=40, verbose_name="sagstype")),
                        (
                            "fortrolighed",
                            models.CharField(
                                choices=[("aaben", "Åben"), ("intern", "Intern"), ("fortrolig", "Fortrolig")],
                                max_length=10,
                                verbose_name="fortrolighed",
                            ),
                        ),
                        ("aabnet_dato", models.DateField(verbose_name="åbnet")),
                        ("version", models.CharField(max_length=30, verbose_name="sagsgang")),
                        ("fase", models.CharField(blank=True, max_length=30, verbose_name="fase")),
                        (
                            "afslutning",
                            models.CharField(blank=True, max_length=20, verbose_name="afslutning"),
                        ),
                        (
                            "naeste_trin",
                            models.CharField(blank=True, max_length=60, verbose_name="næste trin"),
                        ),
                        (
                            "naeste_trin_navn",
                            models.CharField(blank=True, max_length=200, verbose_name="næste skridt"),
                        ),
                        (
                            "naeste_aktoer",
                            models.CharField(blank=True, max_length=40, verbose_name="venter på"),
                        ),
                        ("naeste_frist", models.DateField(null=True, verbose_name="næste frist")),
                        ("antal_trin", models.PositiveSmallIntegerField(default=0)),
                        ("antal_udfoert", models.PositiveSmallIntegerField(default=0)),
                        ("antal_beslutninger", models.PositiveIntegerField(default=0)),
                        ("boliger", models.PositiveIntegerField(null=True, verbose_name="boliger")),
                        ("beloeb", models.BigIntegerField(null=True, verbose_name="anskaffelsessum (kr.)")),
                        (
                            "boligtyper",
                            models.CharField(blank=True, max_length=80, verbose_name="boligtyper"),
                        ),
                        ("senest_aendret", models.DateTimeField(verbose_name="senest ændret")),
                        ("demo", models.BooleanField(default=False)),
                        (
                            "ansvarlig",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="ansvarlig",
                            ),
                        ),
                        (
                            "boligorganisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisationer.boligorganisation",
                                verbose_name="boligorganisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sagsoverblik",
                        "verbose_name_plural": "sagsoverblik",
                        "ordering": ["-sag_id"],
                        "indexes": [
                            models.Index(
                                fields=["afslutning", "naeste_aktoer", "naeste_frist"], name="overblik_venter"
                            ),
                            models.Index(
                                fields=["ansvarlig", "afslutning", "naeste_frist"], name="overblik_ansvarlig"
                            ),
                            models.Index(fields=["sagstype", "fase"], name="overblik_fase"),
                            models.Index(fields=["boligorganisation", "sag"], name="overblik_organisation"),
                            models.Index(fields=["aabnet_dato", "sag"], name="overblik_aabnet"),
                            models.Index(fields=["naeste_frist", "sag"], name="overblik_frist"),
                            models.Index(fields=["titel", "sag"], name="overblik_titel"),
                            models.Index(fields=["beloeb", "sag"], name="overblik_beloeb"),
                            models.Index(fields=["boliger", "sag"], name="overblik_boliger"),
                            models.Index(fields=["nummer"], name="overblik_nummer"),
                        ],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Fritnummer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("aar", models.PositiveIntegerField()),
                        ("nummer", models.PositiveIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("aar", "nummer"), name="fritnummer_unik")
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Rykker",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("trin", models.CharField(blank=True, max_length=60, verbose_name="trin")),
                        ("titel", models.CharField(max_length=200, verbose_name="frist")),
                        ("frist_dato", models.DateField(verbose_name="fristens dag")),
                        (
                            "grund",
                            models.CharField(
                                choices=[
                                    ("snart", "Fristen nærmer sig"),
                                    ("overskredet", "Fristen er overskredet"),
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
                            "modtager",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="modtager",
                            ),
                        ),
                        (
                            "sag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rykkere",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rykker",
                        "verbose_name_plural": "rykkere",
                        "ordering": ["-dato", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("sag", "trin", "titel", "frist_dato", "grund"),
                                name="rykker_en_pr_grund",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Ventetrin",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("trin", models.CharField(max_length=60, verbose_name="trin")),
                        ("trin_navn", models.CharField(max_length=200, verbose_name="trinnets navn")),
                        ("organ", models.CharField(max_length=40, verbose_name="organ")),
                        ("handling", models.CharField(max_length=40, verbose_name="handling")),
                        ("status", models.CharField(max_length=12, verbose_name="status")),
                        ("siden", models.DateField(verbose_name="har ventet siden")),
                        (
                            "sag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ventetrin",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "trin, der venter på et organ",
                        "verbose_name_plural": "trin, der venter på et organ",
                        "ordering": ["organ", "siden", "id"],
                        "indexes": [models.Index(fields=["organ", "siden", "id"], name="ventetrin_organ")],
                        "constraints": [
                            models.UniqueConstraint(fields=("sag", "trin"), name="ventetrin_unikt")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Offentliggoerelse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("dato", models.DateField(verbose_name="offentliggjort den")),
                        (
                            "beslutning",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="offentliggoerelse",
                                to="sager.beslutning",
                            ),
                        ),
                        (
                            "bruger",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dokument",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="offentliggoerelse",
                                to="sager.dokument",
                            ),
                        ),
                        (
                            "sag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="offentliggoerelser",
                                to="sager.sag",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="sager.dokumentversion",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "offentliggørelse",
                        "verbose_name_plural": "offentliggørelser",
                        "ordering": ["-dato", "-id"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("beslutning__isnull", True), ("dokument__isnull", True)),
                                fields=("sag",),
                                name="offentliggoerelse_en_pr_sag",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("dokument__isnull", True),
                                        ("beslutning__isnull", True),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        models.Q(("dokument__isnull", True), ("version__isnull", True)),
                                        models.Q(("dokument__isnull", False), ("version__isnull", False)),
                                        _connector="OR",
                                    ),
                                ),
                                name="offentliggoerelse_en_ting",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(_install, _remove),
    ]

"""Every table of the room as it stands; what led here was replaced by this."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import almen.organisationer.modeloprettelse
from almen.sager import append_only

TABLES = (
    "tilsyn_tilsynstal",
    "tilsyn_redegoerelse",
)


def _install(apps, schema_editor):
    append_only.install(schema_editor.connection, TABLES)


def _remove(apps, schema_editor):
    append_only.remove(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    replaces = [("tilsyn", "0001_initial"), ("tilsyn", "0002_kun_nye")]

    initial = True

    dependencies = [
        ("organisationer", "0001_samlet"),
        ("sager", "0001_samlet"),
    ]

    operations = [
        almen.organisationer.modeloprettelse.CreateModels(
            modeller=[
                migrations.CreateModel(
                    name="Ledighedsopgoerelse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("aar", models.PositiveSmallIntegerField(unique=True, verbose_name="år")),
                        ("opgjort", models.DateField(blank=True, null=True, verbose_name="opgjort den")),
                        ("frist", models.DateField(verbose_name="afsluttes senest")),
                        ("vurdering", models.TextField(blank=True, verbose_name="vurdering af årsagerne")),
                        ("handling", models.TextField(blank=True, verbose_name="hvad der gøres")),
                        (
                            "sag",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ledighedsopgoerelse",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "opgørelse af ledige boliger",
                        "verbose_name_plural": "opgørelser af ledige boliger",
                        "ordering": ["-aar"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Styringsdialog",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("aar", models.PositiveSmallIntegerField(verbose_name="år")),
                        ("regnskabsaar", models.PositiveSmallIntegerField(verbose_name="regnskabsår")),
                        ("frist", models.DateField(verbose_name="afsluttes senest")),
                        ("moede_dato", models.DateField(blank=True, null=True, verbose_name="mødets dag")),
                        ("moede_sted", models.CharField(blank=True, max_length=200, verbose_name="sted")),
                        (
                            "deltagere",
                            models.TextField(
                                blank=True,
                                help_text="Funktioner og organisationer, ikke navne.",
                                verbose_name="deltagere",
                            ),
                        ),
                        ("referat", models.TextField(blank=True, verbose_name="referat")),
                        ("redegoerelse", models.TextField(blank=True, verbose_name="redegørelse")),
                        (
                            "boligorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="styringsdialoger",
                                to="organisationer.boligorganisation",
                                verbose_name="boligorganisation",
                            ),
                        ),
                        (
                            "sag",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="styringsdialog",
                                to="sager.sag",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "styringsdialog",
                        "verbose_name_plural": "styringsdialoger",
                        "ordering": ["-aar", "boligorganisation__navn"],
                        "indexes": [models.Index(fields=["aar"], name="styringsdialog_aar")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("boligorganisation", "aar"), name="styringsdialog_en_om_aaret"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Redegoerelse",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("tekst", models.TextField(verbose_name="redegørelse")),
                        ("moede_dato", models.DateField(null=True, verbose_name="mødets dag")),
                        ("trukket", models.BooleanField(default=False, verbose_name="trukket tilbage")),
                        (
                            "offentliggjort",
                            models.DateTimeField(auto_now_add=True, verbose_name="offentliggjort"),
                        ),
                        (
                            "offentliggjort_af",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dialog",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="redegoerelser",
                                to="tilsyn.styringsdialog",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "redegørelse for styringsdialog",
                        "verbose_name_plural": "redegørelser for styringsdialoger",
                        "ordering": [models.OrderBy(models.F("offentliggjort"), descending=True), "-id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Dialogpunkt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("nummer", models.PositiveSmallIntegerField(verbose_name="nummer")),
                        ("tema", models.CharField(blank=True, max_length=100, verbose_name="tema")),
                        ("titel", models.CharField(max_length=200, verbose_name="punkt")),
                        ("oplaeg", models.TextField(blank=True, verbose_name="oplæg")),
                        ("konklusion", models.TextField(blank=True, verbose_name="konklusion")),
                        ("aabent", models.BooleanField(default=False, verbose_name="tages op igen")),
                        (
                            "genoptaget_fra",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="genoptaget_som",
                                to="tilsyn.dialogpunkt",
                            ),
                        ),
                        (
                            "dialog",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="punkter",
                                to="tilsyn.styringsdialog",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "punkt i styringsdialog",
                        "verbose_name_plural": "punkter i styringsdialoger",
                        "ordering": ["dialog", "nummer", "id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Dialogmateriale",
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
                                    ("foreloebige_tal", "Foreløbige regnskabstal"),
                                    ("aarsregnskab", "Endeligt årsregnskab"),
                                    ("styringsrapport", "Styringsrapport"),
                                    ("afdelingsskemaer", "Afdelingsskemaer"),
                                    ("regnskabsspoergeskema", "Regnskabsspørgeskema"),
                                    ("aarsberetning", "Årsberetning"),
                                    ("revisionsprotokol", "Revisionsprotokol"),
                                    ("analyser", "Relevante analyser"),
                                ],
                                max_length=24,
                                verbose_name="materiale",
                            ),
                        ),
                        ("frist", models.DateField(blank=True, null=True, verbose_name="frist")),
                        ("modtaget", models.DateField(blank=True, null=True, verbose_name="modtaget")),
                        ("gennemgaaet", models.DateField(blank=True, null=True, verbose_name="gennemgået")),
                        ("undladt", models.BooleanField(default=False, verbose_name="bruges ikke i år")),
                        ("bemaerkning", models.TextField(blank=True, verbose_name="bemærkning")),
                        (
                            "gennemgaaet_af",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dialog",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="materialer",
                                to="tilsyn.styringsdialog",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "materiale til styringsdialog",
                        "verbose_name_plural": "materiale til styringsdialoger",
                        "ordering": ["dialog", "id"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dialog", "art"), name="dialogmateriale_et_af_hver"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("gennemgaaet__isnull", True),
                                    ("modtaget__isnull", False),
                                    _connector="OR",
                                ),
                                name="dialogmateriale_modtaget_foer_gennemgang",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dialogaftale",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("tekst", models.TextField(verbose_name="aftale")),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("boligorganisation", "Boligorganisationen"),
                                    ("kommune", "Kommunen"),
                                    ("begge", "Begge"),
                                ],
                                max_length=20,
                                verbose_name="hvem",
                            ),
                        ),
                        (
                            "ejer",
                            models.CharField(
                                help_text="En funktion, ikke et navn.",
                                max_length=120,
                                verbose_name="ansvarlig funktion",
                            ),
                        ),
                        ("frist", models.DateField(verbose_name="frist")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("aaben", "Åben"),
                                    ("opfyldt", "Opfyldt"),
                                    ("bortfaldet", "Bortfaldet"),
                                    ("viderefoert", "Videreført"),
                                ],
                                default="aaben",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("afsluttet", models.DateField(blank=True, null=True, verbose_name="afsluttet")),
                        ("note", models.TextField(blank=True, verbose_name="opfølgning")),
                        (
                            "viderefoert_fra",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="viderefoert_som",
                                to="tilsyn.dialogaftale",
                            ),
                        ),
                        (
                            "punkt",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="aftaler",
                                to="tilsyn.dialogpunkt",
                            ),
                        ),
                        (
                            "dialog",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="aftaler",
                                to="tilsyn.styringsdialog",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "aftale fra styringsdialog",
                        "verbose_name_plural": "aftaler fra styringsdialoger",
                        "ordering": ["frist", "id"],
                        "indexes": [models.Index(fields=["status", "frist"], name="dialogaftale_aabne")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "aaben"), ("afsluttet__isnull", True)),
                                    models.Q(
                                        models.Q(("status", "aaben"), _negated=True),
                                        ("afsluttet__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="dialogaftale_afsluttet",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tilsynsbillede",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("aar", models.PositiveSmallIntegerField(verbose_name="regnskabsår")),
                        ("boliger", models.PositiveIntegerField(null=True, verbose_name="boliger")),
                        (
                            "gruppe",
                            models.CharField(blank=True, max_length=60, verbose_name="sammenlignes med"),
                        ),
                        ("tal", models.JSONField(default=dict, verbose_name="nøgletal")),
                        ("flag", models.JSONField(default=list, verbose_name="tegn")),
                        (
                            "alvorlige",
                            models.PositiveSmallIntegerField(default=0, verbose_name="alvorlige tegn"),
                        ),
                        (
                            "opmaerksomme",
                            models.PositiveSmallIntegerField(default=0, verbose_name="tegn i øvrigt"),
                        ),
                        ("fingeraftryk", models.CharField(max_length=64)),
                        (
                            "afdeling",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tilsynsbilleder",
                                to="organisationer.afdeling",
                            ),
                        ),
                        (
                            "boligorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tilsynsbilleder",
                                to="organisationer.boligorganisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tilsynsbillede",
                        "verbose_name_plural": "tilsynsbilleder",
                        "ordering": ["-aar", "-alvorlige", "-opmaerksomme", "id"],
                        "indexes": [
                            models.Index(
                                fields=["aar", "-alvorlige", "-opmaerksomme"], name="tilsynsbillede_aar"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("afdeling__isnull", True)),
                                fields=("boligorganisation", "aar"),
                                name="tilsynsbillede_organisation",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("afdeling__isnull", False)),
                                fields=("afdeling", "aar"),
                                name="tilsynsbillede_afdeling",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tilsynstal",
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
                        ("aar", models.PositiveSmallIntegerField(verbose_name="regnskabsår")),
                        ("indikator", models.CharField(max_length=60, verbose_name="nøgletal")),
                        (
                            "vaerdi",
                            models.DecimalField(
                                decimal_places=4, max_digits=16, null=True, verbose_name="værdi"
                            ),
                        ),
                        (
                            "decimaler",
                            models.PositiveSmallIntegerField(default=0, verbose_name="trykte decimaler"),
                        ),
                        (
                            "afdeling",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tilsynstal",
                                to="organisationer.afdeling",
                                verbose_name="afdeling",
                            ),
                        ),
                        (
                            "boligorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tilsynstal",
                                to="organisationer.boligorganisation",
                                verbose_name="boligorganisation",
                            ),
                        ),
                        (
                            "erstatter",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="erstattet_af",
                                to="tilsyn.tilsynstal",
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
                        "verbose_name": "nøgletal i tilsynet",
                        "verbose_name_plural": "nøgletal i tilsynet",
                        "ordering": ["-aar", "id"],
                        "indexes": [models.Index(fields=["aar", "indikator"], name="tilsynstal_aar")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("afdeling__isnull", True), ("erstatter__isnull", True)),
                                fields=("boligorganisation", "aar", "indikator"),
                                name="tilsynstal_foerste_organisation",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("afdeling__isnull", False), ("erstatter__isnull", True)),
                                fields=("afdeling", "aar", "indikator"),
                                name="tilsynstal_foerste_afdeling",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("erstatter__isnull", True),
                                    models.Q(("begrundelse", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="tilsynstal_begrundet",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ledighed",
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
                        ("boliger", models.PositiveIntegerField(verbose_name="boliger")),
                        ("ledige", models.PositiveIntegerField(verbose_name="ledige med lejetab")),
                        (
                            "lejetab",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="lejetab i året (kr.)"
                            ),
                        ),
                        (
                            "aarsag",
                            models.CharField(
                                choices=[
                                    ("efterspoergsel", "For få boligsøgende"),
                                    ("renovering", "Renovering eller genhusning"),
                                    ("husleje", "Huslejens størrelse"),
                                    ("tilstand", "Boligernes tilstand"),
                                    ("afvisning", "Krav om afvisning eller kriterier for udlejning"),
                                    ("nybyggeri", "Første udlejning af nyt byggeri"),
                                    ("andet", "Andet"),
                                    ("ukendt", "Ikke oplyst"),
                                ],
                                default="ukendt",
                                max_length=16,
                                verbose_name="årsag",
                            ),
                        ),
                        (
                            "bemaerkning",
                            models.CharField(blank=True, max_length=400, verbose_name="bemærkning"),
                        ),
                        ("kilde", models.CharField(blank=True, max_length=400, verbose_name="kilde")),
                        (
                            "afdeling",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ledighed",
                                to="organisationer.afdeling",
                                verbose_name="afdeling",
                            ),
                        ),
                        (
                            "opgoerelse",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="linjer",
                                to="tilsyn.ledighedsopgoerelse",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ledige boliger i en afdeling",
                        "verbose_name_plural": "ledige boliger i afdelinger",
                        "ordering": ["afdeling__boligorganisation__navn", "afdeling__nummer", "boligtype"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("opgoerelse", "afdeling", "boligtype"), name="ledighed_en_linje"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ledige__lte", models.F("boliger"))),
                                name="ledighed_hoejst_alle_boliger",
                            ),
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Revisionsbemaerkning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("regnskabsaar", models.PositiveSmallIntegerField(verbose_name="regnskabsår")),
                        (
                            "art",
                            models.CharField(
                                choices=[
                                    ("forbehold", "Forbehold i påtegningen"),
                                    ("kritisk", "Kritisk bemærkning"),
                                    ("fremhaevelse", "Fremhævelse af forhold"),
                                    ("anbefaling", "Anbefaling"),
                                ],
                                max_length=16,
                                verbose_name="art",
                            ),
                        ),
                        ("tekst", models.TextField(verbose_name="bemærkning")),
                        (
                            "kilde",
                            models.CharField(
                                help_text="Fx revisionsprotokollen, side 14.",
                                max_length=400,
                                verbose_name="står i",
                            ),
                        ),
                        ("svar", models.TextField(blank=True, verbose_name="boligorganisationens svar")),
                        ("opfoelgning", models.TextField(blank=True, verbose_name="kommunens opfølgning")),
                        ("frist", models.DateField(blank=True, null=True, verbose_name="følges op senest")),
                        ("afsluttet", models.DateField(blank=True, null=True, verbose_name="afsluttet")),
                        ("demo", models.BooleanField(default=False, verbose_name="demodata")),
                        ("oprettet", models.DateTimeField(auto_now_add=True, verbose_name="registreret")),
                        (
                            "afdeling",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisionsbemaerkninger",
                                to="organisationer.afdeling",
                                verbose_name="afdeling",
                            ),
                        ),
                        (
                            "boligorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisionsbemaerkninger",
                                to="organisationer.boligorganisation",
                                verbose_name="boligorganisation",
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
                    ],
                    options={
                        "verbose_name": "revisionsbemærkning",
                        "verbose_name_plural": "revisionsbemærkninger",
                        "ordering": ["-regnskabsaar", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("afsluttet__isnull", True)),
                                fields=["boligorganisation"],
                                name="revisionsbemaerkning_aabne",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("afsluttet__isnull", True),
                                    models.Q(("opfoelgning", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="revisionsbemaerkning_fulgt_op",
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(_install, _remove),
    ]

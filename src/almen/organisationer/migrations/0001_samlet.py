"""Every table of the room as it stands; what led here was replaced by this."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import almen.organisationer.modeloprettelse


class Migration(migrations.Migration):
    replaces = [
        ("organisationer", "0001_initial"),
        ("organisationer", "0002_import"),
        ("organisationer", "0003_bygningstype"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        almen.organisationer.modeloprettelse.CreateModels(
            modeller=[
                migrations.CreateModel(
                    name="Bruger",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        (
                            "first_name",
                            models.CharField(blank=True, max_length=150, verbose_name="first name"),
                        ),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                        ),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="date joined"
                            ),
                        ),
                        ("navn", models.CharField(blank=True, max_length=120, verbose_name="navn")),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bruger",
                        "verbose_name_plural": "brugere",
                        "ordering": ["username"],
                        "abstract": False,
                        "indexes": [],
                        "constraints": [],
                    },
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="Boligorganisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("navn", models.CharField(max_length=160, verbose_name="navn")),
                        ("kortnavn", models.CharField(blank=True, max_length=40, verbose_name="kort navn")),
                        (
                            "lbf_nummer",
                            models.CharField(
                                max_length=4,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d{4}$", "LBF-nummeret skal være fire cifre, fx 0123."
                                    )
                                ],
                                verbose_name="LBF-nummer",
                            ),
                        ),
                        (
                            "administrator",
                            models.CharField(
                                blank=True, help_text="Fx KAB.", max_length=120, verbose_name="administrator"
                            ),
                        ),
                        ("adresse", models.CharField(blank=True, max_length=200, verbose_name="adresse")),
                        (
                            "kontakt_email",
                            models.EmailField(blank=True, max_length=254, verbose_name="fælles e-mail"),
                        ),
                        ("aktiv_fra", models.DateField(blank=True, null=True, verbose_name="aktiv fra")),
                        ("aktiv_til", models.DateField(blank=True, null=True, verbose_name="aktiv til")),
                        ("kilde", models.CharField(blank=True, max_length=300, verbose_name="kilde")),
                        ("demo", models.BooleanField(default=False, verbose_name="syntetiske demodata")),
                    ],
                    options={
                        "verbose_name": "boligorganisation",
                        "verbose_name_plural": "boligorganisationer",
                        "ordering": ["navn"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("aktiv_til__isnull", True),
                                    ("aktiv_til__gte", models.F("aktiv_fra")),
                                    _connector="OR",
                                ),
                                name="boligorganisation_periode",
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Afdeling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "nummer",
                            models.CharField(
                                max_length=5,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^\\d{1,5}$", "Afdelingsnummeret skal være højst fem cifre."
                                    )
                                ],
                                verbose_name="afdelingsnummer",
                            ),
                        ),
                        ("navn", models.CharField(max_length=160, verbose_name="navn")),
                        ("adresse", models.CharField(blank=True, max_length=200, verbose_name="adresse")),
                        ("bydel", models.CharField(blank=True, max_length=80, verbose_name="bydel")),
                        ("ibrugtaget", models.DateField(blank=True, null=True, verbose_name="taget i brug")),
                        ("demo", models.BooleanField(default=False, verbose_name="syntetiske demodata")),
                        (
                            "boligorganisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="afdelinger",
                                to="organisationer.boligorganisation",
                                verbose_name="boligorganisation",
                            ),
                        ),
                        (
                            "bygningstype",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("etage", "Etagebyggeri"),
                                    ("taet_lav", "Tæt/lavt byggeri"),
                                    ("blandet", "Blandet byggeri"),
                                ],
                                max_length=10,
                                verbose_name="bygningstype",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "afdeling",
                        "verbose_name_plural": "afdelinger",
                        "ordering": ["boligorganisation__navn", "nummer"],
                        "indexes": [],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("boligorganisation", "nummer"), name="afdeling_nummer_unikt"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rolletildeling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rolle",
                            models.CharField(
                                choices=[
                                    ("sagsbehandler", "Sagsbehandler"),
                                    ("leder", "Leder"),
                                    ("direktion", "Direktionen"),
                                    ("udvalgssekretaer", "Udvalgssekretær"),
                                    ("anden_forvaltning", "Anden forvaltning"),
                                    ("boligorganisation", "Boligorganisation"),
                                    ("revisor", "Revisor (læseadgang)"),
                                    ("administrator", "Administrator"),
                                ],
                                max_length=30,
                                verbose_name="rolle",
                            ),
                        ),
                        ("aktoer", models.CharField(blank=True, max_length=30, verbose_name="forvaltning")),
                        ("gyldig_fra", models.DateField(verbose_name="gyldig fra")),
                        ("gyldig_til", models.DateField(blank=True, null=True, verbose_name="gyldig til")),
                        (
                            "boligorganisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                to="organisationer.boligorganisation",
                                verbose_name="boligorganisation",
                            ),
                        ),
                        (
                            "bruger",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rolletildelinger",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rolletildeling",
                        "verbose_name_plural": "rolletildelinger",
                        "ordering": ["rolle", "gyldig_fra"],
                        "indexes": [],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("rolle", "boligorganisation"), _negated=True),
                                    ("boligorganisation__isnull", False),
                                    _connector="OR",
                                ),
                                name="rolle_boligorganisation_angivet",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("rolle", "anden_forvaltning"), _negated=True),
                                    models.Q(("aktoer", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="rolle_forvaltning_angivet",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Boligbestand",
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
                        ("antal", models.PositiveIntegerField(verbose_name="antal boliger")),
                        (
                            "bruttoareal_m2",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="bruttoetageareal (m²)"
                            ),
                        ),
                        ("opgjort", models.DateField(verbose_name="opgjort den")),
                        (
                            "afdeling",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bestand",
                                to="organisationer.afdeling",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "boligbestand",
                        "verbose_name_plural": "boligbestand",
                        "ordering": ["boligtype", "-opgjort"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("afdeling", "boligtype", "opgjort"), name="bestand_unik_pr_dag"
                            )
                        ],
                        "indexes": [],
                    },
                ),
                migrations.CreateModel(
                    name="Import",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("art", models.CharField(max_length=40, verbose_name="art")),
                        ("oprettet", models.DateTimeField(auto_now_add=True, verbose_name="hentet")),
                        ("filnavn", models.CharField(max_length=200, verbose_name="fil")),
                        ("sha256", models.CharField(max_length=64)),
                        ("kolonner", models.JSONField(default=list, verbose_name="filens kolonner")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("laeses", "Læses og kontrolleres"),
                                    ("afvist", "Filen kunne ikke læses"),
                                    ("kontrolleret", "Kontrolleret"),
                                    ("gemmes", "Gemmes"),
                                    ("gemt", "Gemt"),
                                    ("fortrydes", "Fortrydes"),
                                    ("fortrudt", "Fortrudt"),
                                ],
                                default="laeses",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("forsoeg", models.PositiveIntegerField(default=1)),
                        ("livstegn", models.DateTimeField(null=True, verbose_name="seneste livstegn")),
                        ("besked", models.CharField(blank=True, max_length=1000, verbose_name="besked")),
                        (
                            "anslaaet",
                            models.PositiveIntegerField(default=0, verbose_name="anslået antal linjer"),
                        ),
                        ("laest", models.PositiveIntegerField(default=0, verbose_name="læste linjer")),
                        ("antal_fejl", models.PositiveIntegerField(default=0, verbose_name="fejl")),
                        ("antal_nye", models.PositiveIntegerField(default=0, verbose_name="nye")),
                        ("antal_aendrede", models.PositiveIntegerField(default=0, verbose_name="ændrede")),
                        ("gemt", models.DateTimeField(null=True, verbose_name="gemt")),
                        ("fortrudt", models.DateTimeField(null=True, verbose_name="fortrudt")),
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
                        (
                            "bruger",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="hentet af",
                            ),
                        ),
                        (
                            "fortrudt_af",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="fortrudt af",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "import",
                        "verbose_name_plural": "importer",
                        "ordering": ["-id"],
                        "indexes": [],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Importfejl",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("linje", models.PositiveIntegerField(verbose_name="linje")),
                        ("kolonne", models.CharField(max_length=40, verbose_name="kolonne")),
                        ("tekst", models.CharField(max_length=200, verbose_name="står der")),
                        ("besked", models.CharField(max_length=500, verbose_name="fejl")),
                        (
                            "hentet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fejl",
                                to="organisationer.import",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "importfejl",
                        "verbose_name_plural": "importfejl",
                        "ordering": ["hentet", "linje", "id"],
                        "indexes": [models.Index(fields=["hentet", "linje"], name="importfejl_linje")],
                        "constraints": [],
                    },
                ),
                migrations.CreateModel(
                    name="Importlinje",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("linje", models.PositiveIntegerField(verbose_name="linje")),
                        ("noegle", models.CharField(max_length=220)),
                        ("celler", models.JSONField(verbose_name="celler")),
                        ("felter", models.JSONField(verbose_name="værdier")),
                        ("virkning", models.CharField(max_length=10, verbose_name="virkning")),
                        ("foer", models.JSONField(null=True, verbose_name="værdier før")),
                        ("objekt", models.BigIntegerField(null=True, verbose_name="oprettet under")),
                        (
                            "hentet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="linjer",
                                to="organisationer.import",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "importlinje",
                        "verbose_name_plural": "importlinjer",
                        "ordering": ["hentet", "linje"],
                        "indexes": [
                            models.Index(fields=["hentet", "noegle", "linje"], name="importlinje_noegle")
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("hentet", "linje"), name="importlinje_unik")
                        ],
                    },
                ),
            ],
        ),
    ]

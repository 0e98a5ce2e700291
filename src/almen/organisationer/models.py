"""Who is in it: users and their roles, boligorganisationer and their afdelinger."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

LBF_NUMMER = RegexValidator(r"^\d{4}$", "LBF-nummeret skal være fire cifre, fx 0123.")
AFDELINGSNUMMER = RegexValidator(r"^\d{1,5}$", "Afdelingsnummeret skal være højst fem cifre.")


class Rolle(models.TextChoices):
    """What a user may do; what each role sees and decides stands in `sager/adgang.py`."""

    SAGSBEHANDLER = "sagsbehandler", "Sagsbehandler"
    LEDER = "leder", "Leder"
    DIREKTION = "direktion", "Direktionen"
    UDVALGSSEKRETAER = "udvalgssekretaer", "Udvalgssekretær"
    ANDEN_FORVALTNING = "anden_forvaltning", "Anden forvaltning"
    BOLIGORGANISATION = "boligorganisation", "Boligorganisation"
    REVISOR = "revisor", "Revisor (læseadgang)"
    ADMINISTRATOR = "administrator", "Administrator"


class Boligtype(models.TextChoices):
    """Dwelling types as the statute tells them apart (almenboligloven §§ 5, 115)."""

    FAMILIE = "familie", "Familieboliger"
    UNGDOM = "ungdom", "Ungdomsboliger"
    AELDRE = "aeldre", "Ældreboliger"
    PLEJE = "pleje", "Plejeboliger"


class Bruger(AbstractUser):
    """A person who signs in. Name and e-mail only; no CPR number is ever held."""

    navn = models.CharField("navn", max_length=120, blank=True)

    class Meta(AbstractUser.Meta):
        verbose_name = "bruger"
        verbose_name_plural = "brugere"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.navn or self.username

    def get_full_name(self) -> str:
        """What pages call the user."""
        return str(self)

    @cached_property
    def tildelinger(self) -> tuple[Rolletildeling, ...]:
        """The role assignments in force today, read once per request."""
        today = dt.date.today()
        return tuple(
            self.rolletildelinger.filter(gyldig_fra__lte=today).filter(
                Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=today)
            )
        )

    @cached_property
    def roller(self) -> frozenset[str]:
        """The ids of the roles in force today."""
        return frozenset(tildeling.rolle for tildeling in self.tildelinger)

    def has_rolle(self, *roller: str) -> bool:
        """True if the user holds any of `roller` today."""
        return not self.roller.isdisjoint(roller)

    @property
    def egne_aktoerer(self) -> frozenset[str]:
        """The forvaltninger (actor ids, e.g. `suf`) this user belongs to as *anden forvaltning*."""
        return frozenset(
            tildeling.aktoer
            for tildeling in self.tildelinger
            if tildeling.rolle == Rolle.ANDEN_FORVALTNING and tildeling.aktoer
        )

    @property
    def egne_boligorganisationer(self) -> frozenset[int]:
        """Primary keys of the boligorganisationer this user speaks for."""
        return frozenset(
            tildeling.boligorganisation_id
            for tildeling in self.tildelinger
            if tildeling.rolle == Rolle.BOLIGORGANISATION and tildeling.boligorganisation_id
        )


class Boligorganisation(models.Model):
    """An almen boligorganisation with its LBF number (BOSSINF-STB's four digits)."""

    navn = models.CharField("navn", max_length=160)
    kortnavn = models.CharField("kort navn", max_length=40, blank=True)
    lbf_nummer = models.CharField("LBF-nummer", max_length=4, unique=True, validators=[LBF_NUMMER])
    administrator = models.CharField("administrator", max_length=120, blank=True, help_text="Fx KAB.")
    adresse = models.CharField("adresse", max_length=200, blank=True)
    kontakt_email = models.EmailField("fælles e-mail", blank=True)
    aktiv_fra = models.DateField("aktiv fra", null=True, blank=True)
    aktiv_til = models.DateField("aktiv til", null=True, blank=True)
    kilde = models.CharField("kilde", max_length=300, blank=True)
    demo = models.BooleanField("syntetiske demodata", default=False)

    class Meta:
        verbose_name = "boligorganisation"
        verbose_name_plural = "boligorganisationer"
        ordering = ["navn"]
        constraints = [
            models.CheckConstraint(
                condition=Q(aktiv_til__isnull=True) | Q(aktiv_til__gte=F("aktiv_fra")),
                name="boligorganisation_periode",
            )
        ]

    def __str__(self) -> str:
        return self.navn


class Bygningstype(models.TextChoices):
    """How an afdeling is built; like afdelinger are compared with each other."""

    ETAGE = "etage", "Etagebyggeri"
    TAET_LAV = "taet_lav", "Tæt/lavt byggeri"
    BLANDET = "blandet", "Blandet byggeri"


class Afdeling(models.Model):
    """A department of a boligorganisation; economically independent of the others."""

    boligorganisation = models.ForeignKey(
        Boligorganisation,
        on_delete=models.PROTECT,
        related_name="afdelinger",
        verbose_name="boligorganisation",
    )
    nummer = models.CharField("afdelingsnummer", max_length=5, validators=[AFDELINGSNUMMER])
    navn = models.CharField("navn", max_length=160)
    adresse = models.CharField("adresse", max_length=200, blank=True)
    bydel = models.CharField("bydel", max_length=80, blank=True)
    ibrugtaget = models.DateField("taget i brug", null=True, blank=True)
    bygningstype = models.CharField("bygningstype", max_length=10, choices=Bygningstype.choices, blank=True)
    demo = models.BooleanField("syntetiske demodata", default=False)

    class Meta:
        verbose_name = "afdeling"
        verbose_name_plural = "afdelinger"
        ordering = ["boligorganisation__navn", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["boligorganisation", "nummer"], name="afdeling_nummer_unikt")
        ]

    def __str__(self) -> str:
        return f"{self.navn} (afd. {self.nummer})"


class Boligbestand(models.Model):
    """Dwellings of one type in an afdeling as counted on a day."""

    afdeling = models.ForeignKey(Afdeling, on_delete=models.CASCADE, related_name="bestand")
    boligtype = models.CharField("boligtype", max_length=20, choices=Boligtype.choices)
    antal = models.PositiveIntegerField("antal boliger")
    bruttoareal_m2 = models.PositiveIntegerField("bruttoetageareal (m²)", null=True, blank=True)
    opgjort = models.DateField("opgjort den")

    class Meta:
        verbose_name = "boligbestand"
        verbose_name_plural = "boligbestand"
        ordering = ["boligtype", "-opgjort"]
        constraints = [
            models.UniqueConstraint(fields=["afdeling", "boligtype", "opgjort"], name="bestand_unik_pr_dag")
        ]

    def __str__(self) -> str:
        return f"{self.antal} {self.get_boligtype_display().lower()}"


class Rolletildeling(models.Model):
    """A user's role in a period; for housing organisations and other forvaltninger also where."""

    bruger = models.ForeignKey(Bruger, on_delete=models.CASCADE, related_name="rolletildelinger")
    rolle = models.CharField("rolle", max_length=30, choices=Rolle.choices)
    aktoer = models.CharField("forvaltning", max_length=30, blank=True)
    boligorganisation = models.ForeignKey(
        Boligorganisation, on_delete=models.PROTECT, null=True, blank=True, verbose_name="boligorganisation"
    )
    gyldig_fra = models.DateField("gyldig fra")
    gyldig_til = models.DateField("gyldig til", null=True, blank=True)

    class Meta:
        verbose_name = "rolletildeling"
        verbose_name_plural = "rolletildelinger"
        ordering = ["rolle", "gyldig_fra"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(rolle="boligorganisation") | Q(boligorganisation__isnull=False),
                name="rolle_boligorganisation_angivet",
            ),
            models.CheckConstraint(
                condition=~Q(rolle="anden_forvaltning") | ~Q(aktoer=""), name="rolle_forvaltning_angivet"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bruger}: {self.get_rolle_display()}"

    @property
    def er_aktiv(self) -> bool:
        """True if the role is in force today."""
        today = dt.date.today()
        return self.gyldig_fra <= today and (self.gyldig_til is None or self.gyldig_til >= today)


class Importstatus(models.TextChoices):
    """How far an import has come. Three of them run: a process is at work, or one is waited for."""

    LAESES = "laeses", "Læses og kontrolleres"
    AFVIST = "afvist", "Filen kunne ikke læses"
    KONTROLLERET = "kontrolleret", "Kontrolleret"
    GEMMES = "gemmes", "Gemmes"
    GEMT = "gemt", "Gemt"
    FORTRYDES = "fortrydes", "Fortrydes"
    FORTRUDT = "fortrudt", "Fortrudt"


class Import(models.Model):
    """A file of many things at once: read and checked line by line, then saved whole, and perhaps undone whole.

    `livstegn` is when a running process was last heard of, None while one is waited for. `forsoeg` counts the
    starts: a process that was taken for dead and is not finds that it is no longer its turn.
    """

    KOERER = (Importstatus.LAESES, Importstatus.GEMMES, Importstatus.FORTRYDES)

    art = models.CharField("art", max_length=40)
    boligorganisation = models.ForeignKey(
        Boligorganisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="boligorganisation",
    )
    bruger = models.ForeignKey(Bruger, on_delete=models.PROTECT, related_name="+", verbose_name="hentet af")
    oprettet = models.DateTimeField("hentet", auto_now_add=True)
    filnavn = models.CharField("fil", max_length=200)
    sha256 = models.CharField(max_length=64)
    kolonner = models.JSONField("filens kolonner", default=list)
    status = models.CharField(
        "status", max_length=12, choices=Importstatus.choices, default=Importstatus.LAESES
    )
    forsoeg = models.PositiveIntegerField(default=1)
    livstegn = models.DateTimeField("seneste livstegn", null=True)
    besked = models.CharField("besked", max_length=1000, blank=True)
    anslaaet = models.PositiveIntegerField("anslået antal linjer", default=0)
    laest = models.PositiveIntegerField("læste linjer", default=0)
    antal_fejl = models.PositiveIntegerField("fejl", default=0)
    antal_nye = models.PositiveIntegerField("nye", default=0)
    antal_aendrede = models.PositiveIntegerField("ændrede", default=0)
    gemt = models.DateTimeField("gemt", null=True)
    fortrudt = models.DateTimeField("fortrudt", null=True)
    fortrudt_af = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="fortrudt af"
    )

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "importer"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.filnavn

    def get_absolute_url(self) -> str:
        return reverse("organisationer:importside", args=[self.pk])

    @property
    def koerer(self) -> bool:
        """True while a process is at work on it, or is waited for."""
        return self.status in self.KOERER

    @property
    def hoejst_laest(self) -> int:
        """What the lines read are told against: the estimate, until it proves too low."""
        return max(self.anslaaet, self.laest, 1)

    @property
    def kan_gemmes(self) -> bool:
        """True if there is something to save and not a single fault."""
        new = self.antal_nye + self.antal_aendrede
        return self.status == Importstatus.KONTROLLERET and not self.antal_fejl and new > 0


class Importlinje(models.Model):
    """One line: what stood in it, what it says, and once it is saved what it changed, so that it can be undone."""

    hentet = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="linjer")
    linje = models.PositiveIntegerField("linje")
    noegle = models.CharField(max_length=220)
    celler = models.JSONField("celler")
    felter = models.JSONField("værdier")
    virkning = models.CharField("virkning", max_length=10)
    foer = models.JSONField("værdier før", null=True)
    objekt = models.BigIntegerField("oprettet under", null=True)

    class Meta:
        verbose_name = "importlinje"
        verbose_name_plural = "importlinjer"
        ordering = ["hentet", "linje"]
        constraints = [models.UniqueConstraint(fields=["hentet", "linje"], name="importlinje_unik")]
        indexes = [models.Index(fields=["hentet", "noegle", "linje"], name="importlinje_noegle")]

    def __str__(self) -> str:
        return f"linje {self.linje}"


class Importfejl(models.Model):
    """What is wrong in one cell of a file."""

    hentet = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="fejl")
    linje = models.PositiveIntegerField("linje")
    kolonne = models.CharField("kolonne", max_length=40)
    tekst = models.CharField("står der", max_length=200)
    besked = models.CharField("fejl", max_length=500)

    class Meta:
        verbose_name = "importfejl"
        verbose_name_plural = "importfejl"
        ordering = ["hentet", "linje", "id"]
        indexes = [models.Index(fields=["hentet", "linje"], name="importfejl_linje")]

    def __str__(self) -> str:
        return f"linje {self.linje}, {self.kolonne}: {self.besked}"

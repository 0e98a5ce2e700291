"""Who is in it: users and their roles, boligorganisationer and their afdelinger."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

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

"""Fills `egen_slutdato`: an end that is not the day before the next adopted version begins was the version's own."""

import datetime as dt

from django.db import migrations


def fill(apps, schema_editor):
    for name, series in (("Sagsgangsversion", "sagstype"), ("Grundlagsversion", "grundlag_id")):
        model = apps.get_model("grundlag", name)
        groups = {}
        for row in model.objects.exclude(status="rettet").order_by("gyldig_fra"):
            groups.setdefault(getattr(row, series), []).append(row)
        for rows in groups.values():
            starts = [row.gyldig_fra for row in rows if row.status == "vedtaget"]
            for row in rows:
                later = [day for day in starts if day > row.gyldig_fra]
                cut = min(later) - dt.timedelta(days=1) if later and row.status == "vedtaget" else None
                if row.gyldig_til is not None and row.gyldig_til != cut:
                    model.objects.filter(pk=row.pk).update(egen_slutdato=row.gyldig_til)


class Migration(migrations.Migration):
    dependencies = [("grundlag", "0003_aendringssag")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]

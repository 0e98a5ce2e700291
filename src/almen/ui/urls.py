from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from almen.ui import views

app_name = "ui"
urlpatterns = [
    path("stil/", login_not_required(views.stil), name="stil"),
    path("stil/diagram.svg", login_not_required(views.stil_diagram), name="stil_diagram"),
]

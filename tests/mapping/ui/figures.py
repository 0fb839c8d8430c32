"""Figures for pages and routes of workshops that are tested without packs of indicators."""

from mapping.ui.figures import Figures

LITTLE = Figures(
    names=lambda _iso3, _translator: {"rate": "A rate {{7*7}}", "count": "A count"},
    message=lambda _workshop, code, _translator: {"classes": code},
)

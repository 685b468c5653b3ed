"""The picture of twelve months' income: by month, by client, by category, in one currency.

It has its own light ground, so that it reads the same in Telegram's light and dark themes, and letters for a phone,
which shows it some 390 pixels wide. matplotlib draws it, without a screen (Agg); it is imported where one is drawn.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, DPI = 10.8, 100
"""1080 pixels: sharp on a phone."""
_ONE_AFTER_THE_OTHER = Lock()
"""matplotlib shares its fonts between threads."""
_GROUND, _INK, _SOFT, _LINE = "#ffffff", "#1d2327", "#5b666e", "#d5dbdf"
_COLOURS = ("#17645e", "#e0a030")
_LARGE, _NORMAL, _SMALL = 30, 23, 20
_LONGEST_LABEL = 24
_MONTHS_HIGH, _ROW_HIGH, _HEAD_HIGH = 4.6, 0.62, 1.5
"""Inches."""


@dataclass(frozen=True, slots=True)
class Series:
    """What is stacked: its name, and a value for each of the chart's months."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """A panel of bars beside each other: labels with their values, the largest first."""

    title: str
    rows: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """All that the picture shows, in words of its reader; `on_axis` and `beside_bar` write a value."""

    title: str
    subtitle: str
    months: tuple[str, ...]
    series: tuple[Series, ...]
    panels: tuple[Bars, ...]
    on_axis: Callable[[float], str]
    beside_bar: Callable[[float], str]


def png_of(chart: Chart) -> bytes:
    """The picture as PNG."""
    with _ONE_AFTER_THE_OTHER:
        return _drawn(chart)


def _drawn(chart: Chart) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # only where one is drawn: the bot starts without it
    from matplotlib.figure import Figure

    panels = [each for each in chart.panels if each.rows]
    heights = [_MONTHS_HIGH, *(_ROW_HIGH * (len(each.rows) + 1.2) for each in panels)]
    high = _HEAD_HIGH + sum(heights) + 0.5
    figure = Figure(figsize=(WIDTH, high), dpi=DPI, facecolor=_GROUND)
    figure.text(0.045, 1 - 0.5 / high, _plain(chart.title), size=_LARGE, weight="bold", color=_INK, va="center")
    figure.text(0.045, 1 - 1.02 / high, _plain(chart.subtitle), size=_NORMAL, color=_SOFT, va="center")
    top = high - _HEAD_HIGH
    for place, height in enumerate(heights):
        top -= height
        if place == 0:
            area = (0.17, (top + 1.0) / high, 0.79, (height - 1.35) / high)
            _months(figure.add_axes(area), chart)
        else:
            area = (0.42, (top + 0.1) / high, 0.54, (height - 0.75) / high)
            _bars(figure.add_axes(area), panels[place - 1], chart.beside_bar)
            title_at = (top + height - 0.35) / high
            figure.text(
                0.045, title_at, _plain(panels[place - 1].title), size=_NORMAL, weight="bold", color=_INK, va="center"
            )
    out = io.BytesIO()
    FigureCanvasAgg(figure).print_png(out)  # type: ignore[no-untyped-call]  # matplotlib's own
    return out.getvalue()


def _months(axes: Axes, chart: Chart) -> None:
    """Months beside each other; what is stacked has its share above or below zero."""
    above, below = [0.0] * len(chart.months), [0.0] * len(chart.months)
    places = range(len(chart.months))
    for series, colour in zip(chart.series, _COLOURS, strict=False):
        bottoms = [above[i] if value >= 0 else below[i] for i, value in enumerate(series.values)]
        axes.bar(places, series.values, bottom=bottoms, width=0.72, color=colour, label=_plain(series.name), zorder=2)
        for i, value in enumerate(series.values):
            (above if value >= 0 else below)[i] += value
    axes.set_xticks(places, [_plain(each) for each in chart.months], size=_SMALL, color=_SOFT)
    axes.yaxis.set_major_formatter(lambda value, _place: chart.on_axis(value))
    axes.yaxis.get_major_locator().set_params(nbins=5, steps=[1, 2, 2.5, 5, 10])  # type: ignore[call-arg]
    axes.tick_params(axis="y", labelsize=_SMALL, labelcolor=_SOFT, length=0)
    axes.tick_params(axis="x", length=0, pad=8)
    axes.grid(axis="y", color=_LINE, zorder=1)
    axes.axhline(0, color=_SOFT, linewidth=1.5, zorder=3)
    axes.spines[:].set_visible(False)
    axes.set_facecolor(_GROUND)
    if len(chart.series) > 1:
        axes.legend(
            loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=2, frameon=False, fontsize=_SMALL, labelcolor=_INK
        )


def _bars(axes: Axes, panel: Bars, amount: Callable[[float], str]) -> None:
    """One below the other, each with its value in figures: no axis to read it from."""
    labels, values = [label for label, _ in panel.rows], [value for _, value in panel.rows]
    places = range(len(labels))
    axes.barh(places, values, height=0.62, color=_COLOURS[0])
    axes.set_yticks(places, [_plain(_shortened(each)) for each in labels], size=_SMALL, color=_INK)
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0, pad=8)
    axes.spines[:].set_visible(False)
    axes.set_facecolor(_GROUND)
    widest = max(max(values), 0) or 1
    axes.set_xlim(min(0, *values) * 1.35, widest * 1.5)
    for place, value in zip(places, values, strict=True):
        beside = max(value, 0) + widest * 0.02
        axes.text(beside, place, _plain(amount(value)), va="center", size=_SMALL, color=_INK)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1].rstrip() + "…"


def _plain(text: str) -> str:
    """Text in which a dollar is a dollar: matplotlib would take two of them for a formula."""
    return text.replace("$", r"\$")

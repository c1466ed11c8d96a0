"""Pictures: contrast of words on fills, dates where they belong, text alternatives, nothing outside the frame."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import server.pages
from server.pages.drawing import palette

CSS = (Path(server.pages.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")


def tokens(scheme: str) -> dict[str, str]:
    """The colours of a scheme."""
    light = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", CSS.partition("@media")[0]))
    start = CSS.index("prefers-color-scheme:dark")
    dark = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})", CSS[start : CSS.index("}}", start)]))
    return light if scheme == "light" else light | dark


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_read(scheme: str) -> None:
    colours = tokens(scheme)
    pairs = [(name, name.removeprefix("on-")) for name in colours if name.startswith("on-")]
    pairs += [(ink, ground) for ink in ("ink", "soft", "link") for ground in ("paper", "wash", "wash2")]
    pairs += [("ink", "mark"), ("paper", "link"), ("string", "paper"), ("variable", "paper")]
    for ink, ground in pairs:
        assert contrast(colours[ink], colours[ground]) >= 4.5, (scheme, ink, ground)
    for line in ("edge", "focus"):
        assert contrast(colours[line], colours["paper"]) >= (2 if line == "focus" else 3), (scheme, line)


def test_pictures_that_stand_alone_have_the_colours_of_the_page() -> None:
    colours = tokens("light")
    assert "var(" not in palette.STYLE
    for tone in ("best", "good", "middling", "fair", "poor", "other", "none"):
        assert f".f-{tone}{{fill:{colours[tone]}" in palette.STYLE
        assert f"text.o-{tone}{{fill:{colours[f'on-{tone}']}}}" in palette.STYLE
    assert f".paper{{fill:{colours['paper']}}}" in palette.STYLE


@pytest.mark.parametrize(
    "path",
    [
        "/council/hull.svg",
        "/council/exampleshire.svg",
        "/inspection/hull-ofsted-childrens-2022-11.svg",
        "/index.svg",
        "/councils.svg",
        "/ns.svg",
        "/council/barnsley.svg",
    ],
)
def test_svg_is_whole(client: FlaskClient, path: str) -> None:
    from xml.etree import ElementTree as ET

    answer = client.get(path)
    assert answer.mimetype == "image/svg+xml"
    svg = ET.fromstring(answer.data)
    assert svg.get("role") == "group"
    width, height = (float(number) for number in (svg.get("viewBox") or "").split()[2:])
    space = "{http://www.w3.org/2000/svg}"
    assert svg.find(f"{space}title") is not None
    assert svg.find(f"{space}desc") is not None
    for box in svg.iter(f"{space}rect"):
        x, y, w, h = (float(box.get(name, 0)) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert y >= 0
        assert x + w <= width + 1
        assert y + h <= height + 1
    for text in svg.iter(f"{space}text"):
        size, x = float(text.get("font-size", 13)), float(text.get("x", 0))
        length = len(text.text or "") * size * (0.6 if text.get("font-weight") else 0.52)
        start = x - length / 2 if text.get("text-anchor") == "middle" else x
        assert start + length <= width + 12, text.text


def test_links_in_pictures_have_names(client: FlaskClient) -> None:
    page = client.get("/council/hull", headers={"Accept": "text/html"}).text
    assert 'aria-label="Overall effectiveness: Inadequate, 14–25 January 2019"' in page


def test_bars_meet_where_inspections_are() -> None:
    from server.pages.assessments import Inspection, Judgement
    from server.pages.drawing.timeline import timeline
    from server.pages.schemes import mark

    topic = "https://w3id.org/councilgraph/ref/topic/overall"
    grade = mark("https://w3id.org/councilgraph/ref/grade/ofsted-good")
    several = [
        Inspection(
            f"https://w3id.org/councilgraph/id/inspection/{year}",
            starts=[f"{year}-01-01"],
            ends=[f"{year}-01-10"],
            exact=True,
        )
        for year in (2014, 2018)
    ]
    for each in several:
        each.judgements.append(Judgement(each.iri + "j", each.iri, topic, topic, grade))
    drawing = timeline(several, "Example", "", dt.date(2022, 1, 1))
    assert drawing
    first, second = [shape for shape in drawing.shapes if shape.href]
    assert first.x + first.w == pytest.approx(second.x, abs=3)
    assert timeline([Inspection("x")], "Example", "", dt.date(2022, 1, 1)) is None


def test_uncertain_days_are_drawn_as_a_thin_line() -> None:
    from server.pages.assessments import Inspection, Judgement
    from server.pages.drawing.timeline import timeline
    from server.pages.schemes import mark

    topic = "https://w3id.org/councilgraph/ref/topic/overall"
    each = Inspection("https://w3id.org/councilgraph/id/inspection/x", starts=["2015-01-01"], ends=["2015-12-31"])
    each.judgements.append(
        Judgement("j", each.iri, topic, topic, mark("https://w3id.org/councilgraph/ref/grade/ofsted-good"))
    )
    drawing = timeline([each], "Example", "", dt.date(2020, 1, 1))
    assert drawing
    (bar,) = [shape for shape in drawing.shapes if shape.href]
    assert bar.x > 300
    assert "thin line" in drawing.caption

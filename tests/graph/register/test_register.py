"""The table of councils: how many, which codes, who follows whom."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from graph.register.council import EDITION
from graph.register.register import Council, load_register

REGISTER = load_register()
COUNCILS = tuple(REGISTER.councils.values())
AUTHORITIES = tuple(
    council
    for council in COUNCILS
    if council.nation == "England" and council.childrens_services and council.status == "current"
)


def test_how_many_there_are() -> None:
    assert Counter(council.status for council in COUNCILS) == {"current": 382, "abolished": 73, "planned": 2}
    current = Counter(council.nation for council in COUNCILS if council.status == "current")
    assert current == {"England": 317, "Scotland": 32, "Wales": 22, "Northern Ireland": 11}
    assert len(AUTHORITIES) == 153


@pytest.mark.parametrize("council", AUTHORITIES, ids=lambda council: council.slug)
def test_an_english_authority_has_all_that_a_map_and_a_table_need(council: Council) -> None:
    assert council.gss
    assert council.dfe
    assert council.ofsted
    assert council.region
    assert council.cell
    assert council.position


def test_every_code_finds_its_council() -> None:
    for council in COUNCILS:
        for code in council.codes:
            assert council in REGISTER.by_code(code)
            assert council in REGISTER.by_code(f" {code.lower()} ")


def test_a_statistical_code_means_one_council() -> None:
    codes = [code for council in COUNCILS for code in (council.gss, *council.former_gss) if code]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("code", "slugs"),
    [
        ("E06000010", ["hull"]),
        ("GB-KHL", ["hull"]),
        ("810", ["hull"]),
        ("80477", ["hull"]),
        ("E10000023", ["north-yorkshire-county"]),
        ("815", ["north-yorkshire", "north-yorkshire-county"]),
        ("GB-BKM", ["buckinghamshire", "buckinghamshire-county"]),
        ("E08000016", ["barnsley"]),
        ("E08000038", ["barnsley"]),
        ("E08000019", ["sheffield"]),
        ("E08000039", ["sheffield"]),
        ("E08000020", ["gateshead"]),
        ("S12000046", ["glasgow"]),
        ("GB-NTH", ["northamptonshire"]),
        ("E99999999", []),
        ("", []),
    ],
)
def test_a_code_finds_the_newest_council_first(code: str, slugs: list[str]) -> None:
    assert [council.slug for council in REGISTER.by_code(code)] == slugs


def test_an_abolished_county_names_its_successor() -> None:
    (county,) = REGISTER.by_code("E10000023")
    assert county.name == "North Yorkshire County Council"
    assert county.status == "abolished"
    assert county.successors == ("north-yorkshire",)
    assert "north-yorkshire-county" in REGISTER.councils["north-yorkshire"].predecessors


def test_successors_take_over_the_day_after() -> None:
    for council in COUNCILS:
        assert bool(council.end) == bool(council.successors), council.slug
        for slug in council.successors:
            successor = REGISTER.councils[slug]
            assert council.end
            assert successor.start == council.end + timedelta(days=1), (council.slug, slug)
            assert council.slug in successor.predecessors


def test_every_council_since_2013_that_was_made_new_has_predecessors() -> None:
    new = [council for council in COUNCILS if council.start and council.start >= date(2013, 1, 1)]
    assert new
    assert all(council.predecessors for council in new)


def test_what_was_planned_is_not_yet_there() -> None:
    planned = {council.slug for council in COUNCILS if council.status == "planned"}
    assert planned == {"east-surrey", "west-surrey"}
    assert not any(REGISTER.councils[slug].existed(EDITION) for slug in planned)
    assert REGISTER.councils["surrey"].status == "current"
    assert REGISTER.councils["surrey"].successors == ("east-surrey", "west-surrey")


@pytest.mark.parametrize(
    ("slug", "last", "first"),
    [
        ("dorset-county", date(2019, 3, 31), "dorset"),
        ("bournemouth", date(2019, 3, 31), "bournemouth-christchurch-and-poole"),
        ("northamptonshire", date(2021, 3, 31), "west-northamptonshire"),
        ("cumbria", date(2023, 3, 31), "westmorland-and-furness"),
    ],
)
def test_a_council_lives_from_its_first_to_its_last_day(slug: str, last: date, first: str) -> None:
    assert REGISTER.councils[slug].existed(last)
    assert not REGISTER.councils[slug].existed(last + timedelta(days=1))
    assert not REGISTER.councils[first].existed(last)
    assert REGISTER.councils[first].existed(last + timedelta(days=1))


def test_slugs_are_fit_for_addresses() -> None:
    for slug in REGISTER.councils:
        assert slug == slug.lower()
        assert slug.replace("-", "").isalnum()
        assert slug.isascii()


class TestMap:
    def test_each_has_a_cell_of_its_own(self) -> None:
        cells = [council.cell for council in AUTHORITIES]
        assert len(set(cells)) == len(cells)
        assert all(council.cell is None for council in COUNCILS if council not in AUTHORITIES)

    def test_no_cell_stands_alone_but_islands(self) -> None:
        cells = {council.cell for council in AUTHORITIES if council.cell}
        around = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]
        alone = {
            council.slug
            for council in AUTHORITIES
            if council.cell and not any((council.cell[0] + dx, council.cell[1] + dy) in cells for dx, dy in around)
        }
        assert alone <= {"isles-of-scilly"}

    @pytest.mark.parametrize(
        ("west", "east"),
        [
            ("east-riding-of-yorkshire", "hull"),
            ("cambridgeshire", "norfolk"),
            ("hillingdon", "havering"),
            ("cornwall", "devon"),
            ("somerset", "kent"),
            ("liverpool", "manchester"),
            ("wirral", "liverpool"),
            ("north-lincolnshire", "north-east-lincolnshire"),
            ("thurrock", "southend-on-sea"),
        ],
    )
    def test_west_is_left_of_east(self, west: str, east: str) -> None:
        left, right = REGISTER.councils[west].cell, REGISTER.councils[east].cell
        assert left
        assert right
        assert left[0] < right[0]

    @pytest.mark.parametrize(
        ("north", "south"),
        [
            ("northumberland", "newcastle-upon-tyne"),
            ("norfolk", "suffolk"),
            ("suffolk", "essex"),
            ("barnet", "croydon"),
            ("southampton", "isle-of-wight"),
            ("derbyshire", "derby"),
            ("cumberland", "lancashire"),
        ],
    )
    def test_north_is_above_south(self, north: str, south: str) -> None:
        above, below = REGISTER.councils[north].cell, REGISTER.councils[south].cell
        assert above
        assert below
        assert above[1] < below[1]

    def test_positions_lie_in_their_region(self) -> None:
        """Boxes of the regions with a tenth of a degree to spare: west, east, south, north."""
        boxes = {
            "North East": (-2.8, -0.7, 54.4, 55.9),
            "North West": (-3.7, -1.8, 52.9, 55.3),
            "Yorkshire and The Humber": (-2.7, 0.3, 53.2, 54.7),
            "East Midlands": (-2.2, 0.5, 51.9, 53.8),
            "West Midlands": (-3.3, -1.1, 51.8, 53.3),
            "East of England": (-0.9, 1.9, 51.3, 53.1),
            "London": (-0.6, 0.4, 51.2, 51.8),
            "South East": (-2.1, 1.6, 50.5, 52.3),
            "South West": (-6.5, -1.4, 49.8, 52.2),
        }
        for council in AUTHORITIES:
            west, east, south, north = boxes[council.region]
            assert council.position
            latitude, longitude = council.position
            assert west <= longitude <= east, council.slug
            assert south <= latitude <= north, council.slug

    def test_map_and_positions_agree_on_the_whole(self) -> None:
        """Pairs a degree apart or more are the same way round on the map of tiles, with few exceptions."""
        pairs = [(a, b) for a in AUTHORITIES for b in AUTHORITIES if a.slug < b.slug and a.position and b.position]
        far = [(a, b) for a, b in pairs if a.position and b.position and a.position[0] - b.position[0] >= 1]
        wrong = [(a.slug, b.slug) for a, b in far if a.cell and b.cell and a.cell[1] >= b.cell[1]]
        assert len(wrong) < len(far) / 100


def test_the_codes_are_those_of_iso_3166_2() -> None:
    """Each difference from the list of the ISO package is one we know the reason of."""
    pycountry = pytest.importorskip("pycountry")
    listed = {each.code: each for each in pycountry.subdivisions.get(country_code="GB")}
    nations = {"GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS"}  # countries and a province, not council areas
    withdrawn = {"GB-BMH", "GB-POL", "GB-NTH"}  # Bournemouth, Poole, Northamptonshire: abolished, no longer listed
    ours = {council.iso for council in COUNCILS if council.iso}
    assert set(listed) - ours == nations
    assert ours - set(listed) == withdrawn
    uncoded = {council.slug for council in COUNCILS if council.status == "current" and not council.iso}
    districts = {council.slug for council in COUNCILS if council.kind == "non_metropolitan_district"}
    assert uncoded - districts == {"cumberland", "westmorland-and-furness"}  # made in 2023, not yet listed
    assert [council.slug for council in REGISTER.by_code("GB-CMA")] == ["cumbria"]  # still listed, abolished in 2023


def test_the_kinds_are_those_of_iso_3166_2() -> None:
    pycountry = pytest.importorskip("pycountry")
    kinds = {
        "unitary": "Unitary authority",
        "county": "Two-tier county",
        "metropolitan_district": "Metropolitan district",
        "london_borough": "London borough",
        "city_corporation": "City corporation",
        "scottish_council": "Council area",
        "welsh_council": "Unitary authority",
        "ni_district": "District",
    }
    listed = {each.code: each.type for each in pycountry.subdivisions.get(country_code="GB")}
    differ = {
        council.slug for council in COUNCILS if council.iso in listed and listed[council.iso] != kinds[council.kind]
    }
    # One code served the county and then the unitary council, so one of the two must differ; the list still calls
    # Dorset, North Yorkshire and Somerset two-tier.
    assert differ == {"buckinghamshire-county", "dorset", "north-yorkshire", "somerset"}


@pytest.mark.parametrize(
    ("slug", "run"),
    [
        ("hull", {"childrens_services", "adult_social_care", "send", "social_housing", "fire"}),
        ("kent", {"childrens_services", "adult_social_care", "send", "fire"}),
        ("redditch", {"social_housing", "fire"}),
        ("cardiff", {"childrens_services", "adult_social_care", "social_housing", "fire"}),
    ],
)
def test_services_follow_from_the_kind_of_council(slug: str, run: set[str]) -> None:
    asked = ("childrens_services", "adult_social_care", "send", "social_housing", "fire")
    assert {service for service in asked if load_register().councils[slug].runs(service)} == run

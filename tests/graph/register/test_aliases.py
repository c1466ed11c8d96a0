"""Which names mean which council, on which day, and which are said to be ambiguous."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from graph.register.register import Council, load_register

REGISTER = load_register()
COUNCILS = tuple(REGISTER.councils.values())


def slugs(text: str, on: date | None = None) -> list[str]:
    return [council.slug for council in REGISTER.named(text, on).councils]


@pytest.mark.parametrize("council", COUNCILS, ids=lambda council: council.slug)
def test_the_official_name_finds_its_council(council: Council) -> None:
    for name in (council.name, council.name.upper(), council.name.lower(), f"the {council.name}", council.slug):
        for on in (council.start, council.end, None) if name != council.slug else (council.start,):
            assert council.slug in slugs(name, on), (name, on)
    if council.start:
        assert slugs(council.name, council.start) == [council.slug]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Hull City Council", "hull"),
        ("Kingston-upon-Hull City Council", "hull"),
        ("kingston upon hull", "hull"),
        ("HULL", "hull"),
        ("BCP", "bournemouth-christchurch-and-poole"),
        ("BCP Council", "bournemouth-christchurch-and-poole"),
        ("Bournemouth Christchurch & Poole council", "bournemouth-christchurch-and-poole"),
        ("Telford & Wrekin", "telford-and-wrekin"),
        ("St. Helens", "st-helens"),
        ("Saint Helens Council", "st-helens"),
        ("Kings Lynn & West Norfolk", "kings-lynn-and-west-norfolk"),
        ("King’s Lynn and West Norfolk Borough Council", "kings-lynn-and-west-norfolk"),
        ("Stockton on Tees Borough Council", "stockton-on-tees"),
        ("Newcastle City Council", "newcastle-upon-tyne"),
        ("Newcastle Borough Council", "newcastle-under-lyme"),
        ("Kingston Council", "kingston-upon-thames"),
        ("Royal Borough of Kingston", "kingston-upon-thames"),
        ("Richmond Council", "richmond-upon-thames"),
        ("RBWM", "windsor-and-maidenhead"),
        ("LB of Hackney", "hackney"),
        ("barnet london boro", "barnet"),
        ("Hackney Borough Council", "hackney"),
        ("Wigan MBC", "wigan"),
        ("Kent CC", "kent"),
        ("Leicester CC", "leicester"),
        ("Hartlepool UA", "hartlepool"),
        ("Derbyshire county", "derbyshire"),
        ("Wiltshire County Council", "wiltshire"),
        ("City of Westminster", "westminster"),
        ("London Corporation", "city-of-london"),
        ("City of London", "city-of-london"),
        ("Swansea City Council", "swansea"),
        ("Cyngor Caerdydd", "cardiff"),
        ("Cyngor Sir Ddinbych", "denbighshire"),
        ("Shepway District Council", "folkestone-and-hythe"),
        ("Southend Borough Council", "southend-on-sea"),
        ("The Highland Council", "highland"),
        ("Western Isles Council", "na-h-eileanan-siar"),
        ("Hull City Council’s", "hull"),
        ("Bristol, City of", "bristol"),
        ("Kingston upon Hull, City of", "hull"),
        ("Herefordshire, County of", "herefordshire"),
        ("hackney london borough of", "hackney"),
        ("London, City of", "city-of-london"),
        ("Vale of Glamorgan, The", "vale-of-glamorgan"),
        ("  Leeds   City Council. ", "leeds"),
    ],
)
def test_a_name_in_another_spelling(name: str, slug: str) -> None:
    assert slugs(name) == [slug]


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("North Yorkshire", "2019-05-01", "north-yorkshire-county"),
        ("North Yorkshire", "2024-05-01", "north-yorkshire"),
        ("North Yorkshire Council", "2019-05-01", "north-yorkshire-county"),
        ("North Yorkshire County Council", "2024-05-01", "north-yorkshire-county"),
        ("Somerset", "2023-03-31", "somerset-county"),
        ("Somerset", "2023-04-01", "somerset"),
        ("Somerset County Council", "2022-01-01", "somerset-county"),
        ("Dorset", "2018-01-01", "dorset-county"),
        ("Dorset Council", "2020-01-01", "dorset"),
        ("Buckinghamshire", "2016-06-01", "buckinghamshire-county"),
        ("Bucks", "2021-06-01", "buckinghamshire"),
        ("Cumbria", "2015-01-01", "cumbria"),
        ("Cumbria", "2024-01-01", "cumbria"),
        ("Northamptonshire", "2019-01-01", "northamptonshire"),
        ("Bournemouth", "2018-01-01", "bournemouth"),
        ("BCP", "2020-01-01", "bournemouth-christchurch-and-poole"),
    ],
)
def test_the_date_settles_county_and_namesake(name: str, on: str, expected: str) -> None:
    assert slugs(name, date.fromisoformat(on)) == [expected]


@pytest.mark.parametrize("name", ["North Yorkshire", "Somerset", "Dorset", "Buckinghamshire"])
def test_without_a_date_it_is_the_council_of_today_and_the_reason_says_so(name: str) -> None:
    naming = REGISTER.named(name)
    assert naming.council
    assert naming.council.status == "current"
    assert "date is not known" in naming.reason


@pytest.mark.parametrize("name", ["Newcastle", "Newcastle Council", "Kingston", "Richmond", "Cheshire", "Bedfordshire"])
def test_what_is_ambiguous_is_listed_with_the_reason(name: str) -> None:
    naming = REGISTER.named(name)
    assert len(naming.councils) > 1
    assert naming.council is None
    assert naming.reason


@pytest.mark.parametrize(
    "name",
    [
        "Leicester County Council",
        "Derby County",
        "Lichfield City Council",
        "Durham City Council",
        "London Borough of Kent",
        "Greater Manchester",
        "South Lincolnshire Council",
        "Birmingham Children’s Trust",
        "University of Hull",
        "Harlow Town Council",
        "Council",
        "City Council",
        "London Borough of",
        "",
        " – ",
    ],
)
def test_what_is_no_council(name: str) -> None:
    assert slugs(name) == []


def test_aliases_mean_one_council_only() -> None:
    owner: dict[str, str] = {}
    for council in COUNCILS:
        for alias in REGISTER.aliases(council.slug):
            assert owner.setdefault(alias.casefold(), council.slug) == council.slug, alias
            assert slugs(alias, council.end or council.start) == [council.slug], alias
    assert "Hull City Council" in REGISTER.aliases("hull")
    assert "North Yorkshire" not in REGISTER.aliases("north-yorkshire")


def test_near_names_for_a_mistyped_one() -> None:
    assert REGISTER.near("Hul City Council")[0] == "Kingston upon Hull City Council"
    assert "Bournemouth Borough Council" in REGISTER.near("Bournmouth")
    assert len(REGISTER.near("Northumbeland", limit=2)) <= 2
    assert REGISTER.near("zzzzzz") == ()


def _unlocked(article: Path) -> bool:
    return article.stem.startswith(("seed_", "D01", "D02")) or int(sha256(article.read_bytes()).hexdigest(), 16) % 3 > 0


@pytest.mark.devdata
def test_every_spelling_of_the_development_gold_resolves(shared: Path) -> None:
    """Names in the gold of articles, with the code they carry, and the names of the folders of reports."""
    seen = 0
    for gold in sorted((shared / "corpus").rglob("*.json")):
        texts = list(gold.parent.glob(f"{gold.stem}.[th]*"))
        if not texts or not all(_unlocked(text) for text in texts):
            continue
        for group in json.loads(gold.read_text(encoding="utf-8"))["councils"].values():
            for entry in group:
                found = REGISTER.named(entry["name"]).councils
                codes = [code for council in found for code in (council.gss, *council.former_gss)]
                assert len(found) == 1, entry["name"]
                assert entry["gss"] in codes, entry
                seen += 1
    assert seen > 100
    for folder in (path for path in (shared / "reports").iterdir() if path.is_dir()):
        urn, _, name = folder.name.partition("_")
        found = REGISTER.named(name).councils
        assert len(found) == 1, name
        assert found[0].ofsted == urn

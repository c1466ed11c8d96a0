"""The register as quads of the default graph: councils, their areas and services, reorganisations, and whence it all comes.

One reorganisation is the making of one new council out of those before it, so that a successor of Christchurch is found
without that of Weymouth. Of the names that rules derive, only those that mean one council on any day become labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph.identity import concept, entity, slug
from graph.mapping.triples import Triples, in_graph
from graph.register.council import EDITION, Council
from graph.register.register import Register, load_register
from graph.vocabulary import load_vocabulary
from ontology import BASE

REGISTER: Final = NamedNode(f"{BASE}register")
"""The register itself, to which sources and licence belong."""

_SOURCES: Final = (
    "https://www.ons.gov.uk/",
    "https://www.gov.uk/government/organisations/ministry-of-housing-communities-local-government",
    "https://www.gov.uk/government/organisations/ofsted",
    "https://www.mysociety.org/",
)
_LICENCES: Final = (
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "https://creativecommons.org/licenses/by/4.0/",
)
_CREDIT: Final = (
    "Names, codes and dates: Office for National Statistics, Ministry of Housing, Communities and Local Government, and"
    " Ofsted, Open Government Licence v3.0. Checked against the list of councils of mySociety, CC BY 4.0."
)
_SERVICES: Final = {
    "childrens": ("childrens_services", "Children’s services"),
    "adults": ("adult_social_care", "Adult social care"),
    "send": ("send", "SEND services"),
    "housing": ("social_housing", "Housing"),
}


def register_quads() -> Iterator[Quad]:
    """Everything the register says."""
    register = load_register()
    triples = Triples()
    _dataset(triples)
    for council in register.councils.values():
        _council(triples, council, register)
        _area(triples, council)
        _services(triples, council)
        if council.predecessors:
            _reorganisation(triples, council)
    return in_graph(triples.done())


def services(council: Council) -> tuple[str, ...]:
    """The services a council runs that someone inspects, as slugs of kinds of service."""
    return tuple(slug for slug, (notation, _) in _SERVICES.items() if council.runs(notation))


def _dataset(triples: Triples) -> None:
    triples.add(REGISTER, "dct:title", _english("Register of principal councils of the United Kingdom since 2013"))
    triples.add(REGISTER, "dct:rights", _english(_CREDIT))
    triples.add(REGISTER, "dct:modified", EDITION)
    for source in _SOURCES:
        triples.add(REGISTER, "dct:source", NamedNode(source))
    for licence in _LICENCES:
        triples.add(REGISTER, "dct:license", NamedNode(licence))


def _council(triples: Triples, council: Council, register: Register) -> None:
    this = entity("council", council.slug)
    triples.type(this, "Council")
    triples.add(this, "skos:prefLabel", _english(council.name))
    welsh = register.welsh_names(council.slug)
    for alias in register.aliases(council.slug):
        triples.add(this, "skos:altLabel", Literal(alias, language="cy" if alias in welsh else "en"))
    triples.add(this, "shortName", council.short_name)
    triples.add(this, "councilType", load_vocabulary().get("council-type", council.kind).iri)
    triples.add(this, "nation", concept("nation", slug(council.nation)))
    if council.region:
        triples.add(this, "region", concept("region", slug(council.region)))
    _codes(triples, this, council)
    triples.add(this, "dfeCode", council.dfe)
    triples.add(this, "ofstedUrn", council.ofsted)
    triples.add(this, "established", council.start)
    if council.status == "abolished":
        triples.add(this, "abolished", council.end)
    if council.cell:
        triples.add(this, "mapColumn", council.cell[0])
        triples.add(this, "mapRow", council.cell[1])
    if council.note:
        triples.add(this, "skos:note", _english(council.note))


def _codes(triples: Triples, subject: NamedNode, council: Council) -> None:
    triples.add(subject, "gssCode", council.gss)
    for former in council.former_gss:
        triples.add(subject, "formerGssCode", former)
    triples.add(subject, "iso3166Code", council.iso)


def _area(triples: Triples, council: Council) -> None:
    if not council.gss:
        return
    area = entity("area", council.gss)
    triples.add(entity("council", council.slug), "administers", area)
    triples.type(area, "AdministrativeArea")
    triples.add(area, "administeredBy", entity("council", council.slug))
    _codes(triples, area, council)
    if council.position:
        triples.add(area, "geo:lat", Decimal(str(council.position[0])))
        triples.add(area, "geo:long", Decimal(str(council.position[1])))


def _services(triples: Triples, council: Council) -> None:
    for kind in services(council):
        service = entity("service", f"{council.slug}-{kind}")
        triples.type(service, "Service")
        triples.add(service, "skos:prefLabel", _english(f"{_SERVICES[kind][1]} of {council.name}"))
        triples.add(service, "org:unitOf", entity("council", council.slug))
        triples.add(service, "serviceKind", concept("service", kind))


def _reorganisation(triples: Triples, council: Council) -> None:
    if council.start is None:
        return
    event = entity("reorganisation", f"{council.slug}-{council.start.year}")
    triples.type(event, "Reorganisation")
    triples.add(event, "skos:prefLabel", _english(f"Creation of {council.name}"))
    triples.add(event, "effectiveOn", council.start)
    triples.add(event, "org:resultingOrganization", entity("council", council.slug))
    for predecessor in council.predecessors:
        triples.add(event, "org:originalOrganization", entity("council", predecessor))


def _english(text: str) -> Literal:
    return Literal(text, language="en")

# The last statement of a write, where the default graph has no name: all that was staged, at once.
PREFIX store: <https://w3id.org/councilgraph/store#>

DELETE {
  ?oldFactSubject ?oldFactProperty ?oldFactValue .
  GRAPH ?oldGraph { ?oldSubject ?oldProperty ?oldValue }
}
INSERT {
  ?factSubject ?factProperty ?factValue .
  GRAPH ?graph { ?subject ?property ?value }
}
WHERE {
  {
    GRAPH <https://w3id.org/councilgraph/store/removed> {
      ?oldFact store:graph <https://w3id.org/councilgraph/store/default> ; store:subject ?oldFactSubject ;
        ?oldFactProperty ?oldFactValue .
      FILTER(?oldFactProperty != store:graph && ?oldFactProperty != store:subject)
    }
  } UNION {
    GRAPH <https://w3id.org/councilgraph/store/removed> {
      ?oldItem store:graph ?oldGraph ; store:subject ?oldSubject ; ?oldProperty ?oldValue .
      FILTER(?oldGraph != <https://w3id.org/councilgraph/store/default>)
      FILTER(?oldProperty != store:graph && ?oldProperty != store:subject)
    }
  } UNION {
    GRAPH <https://w3id.org/councilgraph/store/added> {
      ?fact store:graph <https://w3id.org/councilgraph/store/default> ; store:subject ?factSubject ; ?factProperty ?factValue .
      FILTER(?factProperty != store:graph && ?factProperty != store:subject)
    }
  } UNION {
    GRAPH <https://w3id.org/councilgraph/store/added> {
      ?item store:graph ?graph ; store:subject ?subject ; ?property ?value .
      FILTER(?graph != <https://w3id.org/councilgraph/store/default>)
      FILTER(?property != store:graph && ?property != store:subject)
    }
  }
}

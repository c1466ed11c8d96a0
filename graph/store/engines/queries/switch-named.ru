# The last statement of a write, where the default graph is kept in a named one: all that was staged, at once.
PREFIX store: <https://w3id.org/councilgraph/store#>

DELETE { GRAPH ?oldGraph { ?oldSubject ?oldProperty ?oldValue } }
INSERT { GRAPH ?graph { ?subject ?property ?value } }
WHERE {
  {
    GRAPH <https://w3id.org/councilgraph/store/removed> {
      ?oldItem store:graph ?oldGraph ; store:subject ?oldSubject ; ?oldProperty ?oldValue .
      FILTER(?oldProperty != store:graph && ?oldProperty != store:subject)
    }
  } UNION {
    GRAPH <https://w3id.org/councilgraph/store/added> {
      ?item store:graph ?graph ; store:subject ?subject ; ?property ?value .
      FILTER(?property != store:graph && ?property != store:subject)
    }
  }
}

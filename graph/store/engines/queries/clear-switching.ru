PREFIX store: <https://w3id.org/councilgraph/store#>
DELETE WHERE { GRAPH <https://w3id.org/councilgraph/store> { <https://w3id.org/councilgraph/store> store:switching ?version } }

CLEAR SILENT GRAPH <https://w3id.org/councilgraph/store/added>

"""From a document to claims. The rooms in the order in which a text goes through them:

`sentences` and `mentions` (with `lexicon`, `dates`, `people`, `money`), `tape` (a sentence as rules see it), `councils`,
`scene` (the document laid out), `likelihood` (how likely words around a grade make it a judgement, and around a time that of an
inspection), `grades`, `quotations`, `focus` (whom a line is about), `interventions`, `inspections`
(which grade belongs to which), put together by `extractor`.
"""

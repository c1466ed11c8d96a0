"""How likely the words around a grade make it a judgement: a log-linear model whose weights are a table of words."""

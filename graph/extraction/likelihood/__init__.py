"""How likely the words around make a grade a judgement, a time that of an inspection: log-linear models in tables of words."""

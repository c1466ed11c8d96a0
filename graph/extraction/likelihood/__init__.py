"""How likely the words around make a grade a judgement, a time that of an inspection, and either one of this council or that:
log-linear models in tables of words.
"""

"""A sentence laid out for rules, and the rules that read it."""

"""The grades a document gives, and the areas and councils they are for."""

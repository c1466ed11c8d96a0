"""Pictures drawn here: geometry as values, written as SVG by one template macro."""

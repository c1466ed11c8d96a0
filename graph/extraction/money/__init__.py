"""Sums of money, and which of them a council's services are to get."""

"""Quantities: every number of a report's body that measures or counts, and the reason for every number that does not.

`find` walks over the numerals of the body and asks, in this order: is it masked or damaged, does it stand in a title or
a catchword, is it a date, a label, a name (`exclusions`)? What is left is read (`grammar`, `numerals`), with its unit
(`units`, `tables`), its bounds (`bounds`) and the noun that it counts (`nouns`).
"""

from pipeline.measure.quantities.find import find_quantities

__all__ = ["find_quantities"]

"""Name what each quantity measures: whose or what first, the property last, in the words of the repaired text.

A sentence is cut into clauses (`clause`), its words are read as letters (`words`), and for each quantity the phrase
before it (`phrase`) or the noun behind it (`counted`) makes the name; what a clause leaves out is taken from the
clauses, the sentence or the heading before it (`topic`). The conventions are those of MeasEval: measured entity and
measured property.
"""

from __future__ import annotations

from pipeline.measure.naming.naming import name_quantities

__all__ = ["name_quantities"]

"""Name what each quantity measures: whose or what first, the property last, in the words of the repaired text.

A sentence is cut into clauses, its words are read as letters, and for each quantity the phrase before it or the noun
behind it makes the name; what a clause leaves out is taken from the clauses, the sentence or the heading before it.
Where to look for what:

- from words to letters and clauses: `reading`, `words`, `nominal`, `clause`, `phrase`, `adverbial`; rows of a table:
  `tables`
- one quantity, and what decides how it is named: `naming` (the way through), `figure`, `meaning`, `draft`, `suffix`
- levels and what they are told against: `level`, `turned`, `norms`, `comparison`, `change`, `share`, `ratios`,
  `ranking`
- counted things: `counted`, `behind`, `bound`, `among`, `parts`, `lists`
- money and works: `money`, `funding`, `grant`, `sized`, `yielding`
- what is left unsaid: `topic`, `subject`, `leftout`, `ellipsis`, `takeover`, `anaphora`, `scene`, `gathering`, `idle`,
  `place`

The conventions are those of MeasEval: measured entity and measured property.
"""

from __future__ import annotations

from pipeline.measure.naming.naming import name_quantities

__all__ = ["name_quantities"]

"""Many files: list them, send them through the flow on one machine or many, keep what is done, write the tables.

    list_files → tasks → work (in watched children) → shards → collate → tables

A run keeps what it has done as shards in `OUT/.baogao` (see `store.shards`). A file whose bytes, rules and version are
those of a shard is not processed again, so a run that was cut short goes on where it stopped, and a run over a corpus
that has not changed costs next to nothing. The tables depend on the corpus alone: the same bytes come out of any number
of workers, any engine and any history.

`run.run` does all of it; `merge.merge` makes tables of what a job array did. Nothing is imported here, since every
worker passes through this package and needs little of it.
"""

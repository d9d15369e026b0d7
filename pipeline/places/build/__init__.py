"""Why this room exists: no one list has the Chinese names of all places, so one small gazetteer is made from several installable packages.

Run by a developer: `python -m pipeline.places.build --packages FOLDER --out pipeline/places/data/gazetteer.sqlite`. Each source is one
module that yields `Row`s; `merge` gives every place one row, `write` makes the file. Only sources whose licence lets the built file
travel are read.
"""

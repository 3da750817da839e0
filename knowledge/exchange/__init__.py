"""How knowledge comes in and goes out: one plain shape for a record, and the formats that carry it.

`shape` turns documents into that shape and back, `directory` finds partners and persons by name, `arrivals` brings
records in, `departures` gathers what goes out; each format has a module of its own.
"""

"""The use cases of the network, one function each: from values to records, without files or clock (pure)."""

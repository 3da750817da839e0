"""What people do with the network, a use case a function: values in, records out, no file and no clock (pure)."""

"""Forms: fields to fill in, made from declarations, and the controls that only forms use."""

"""Forms made from the declarations of fields, and the controls that only forms use."""

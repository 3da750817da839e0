"""What one asks: the question as typed, taken apart, and the plain values that go in and come back."""

"""What people type: days, periods, times and numbers in Dutch and English, read into values (pure)."""

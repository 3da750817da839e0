"""The pages of the year plan: each makes what is to be drawn of a region, and asks nothing of the screen."""

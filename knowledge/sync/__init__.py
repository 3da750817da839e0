"""Sync: exchanging changes between the private mirror and the shared folder, which has a small interface."""

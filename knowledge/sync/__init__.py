"""How replicas meet: the private mirror and the shared folder, reached through a small interface."""

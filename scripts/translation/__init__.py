"""What a translation was made from, how it stands, and how it gets from one state to the next."""

"""What is known of real projects, as data."""

"""docutils' messages of a text, from level 2 (warning) on, at their true ranges, edit by edit."""

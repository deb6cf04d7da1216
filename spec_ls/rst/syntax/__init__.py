"""docutils' messages of a text: what it warns of, at the true place, kept up to date edit by edit."""

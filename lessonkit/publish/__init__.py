"""What leaves the notebook: a lesson on paper. Nothing here is imported by a lesson."""

"""What a teacher runs and no lesson imports: the class report, and lessons on paper."""

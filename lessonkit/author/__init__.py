"""What an author runs and no lesson imports: run, check, quiz trial, skeletons, generated documents."""

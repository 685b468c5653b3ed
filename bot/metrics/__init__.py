"""Numbers for Prometheus, and answers for whoever asks whether the desk is alive and ready."""

"""What has to be done from time to time: whatever is due, each thing once and in its order, and forgetting."""

"""What happened: the fairness record and the log book."""

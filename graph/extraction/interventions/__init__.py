"""What government did about a council: the steps, how they stand and when they were taken."""

"""What each act brings about, beside the new status. One file a stage; every function is (case, *, by, data, event)."""

"""`publisher subscribers`: who reads by mail, for whoever publishes."""

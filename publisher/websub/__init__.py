"""Feeds that changed -> the hubs that tell their readers at once (W3C WebSub, pinged as PubSubHubbub 0.3 has it)."""

"""`publisher subscribers`: who reads by mail, for whoever publishes.

address     a word of the command line -> one subscriber's address
wish        words of the command line -> languages, choices, consent
known       choices -> those of a tag that no note has
adding      `add`
listing     `list` and `export`
person      `show` and `remove`
importing   `import`
forgetting  `forget`
group       which of them there are
"""

"""What all questions to servers of others have alike: hubs, providers, and whatever notes link to.

session      the requests that leave redirections to whoever follows them
silence      what was raised instead of an answer -> why there was none, in words
retry_after  an answer -> how long its server asks to be left alone
crew         many servers asked at a time
"""

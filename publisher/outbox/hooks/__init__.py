"""What providers tell by webhook of letters that left: proven, then turned into reports. No network and no clock here.

hook       what is told, who may tell it, and what it comes to
reading    JSON that others wrote -> words, moments, kinds
postmark, mailgun, resend   each provider's way to prove and to tell
"""

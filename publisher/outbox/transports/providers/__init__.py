"""Providers that take letters by HTTP, with an adapter for each.

address    an address of an API -> whether letters and keys may be told there
call       a request, and what comes back: an answer or silence
verdict    an answer -> what became of letters, as far as all providers agree
message    a message -> fields, for those that take no message
provider   what an adapter says of its provider, and how to add one
postmark, mailgun, resend   the adapters: no network in them
wire       a call -> what comes back, over a kept connection
batch      parcels -> as many as a call takes
gateway    whether calls are worth while now
session    parcels -> their outcomes
transport  what the courier holds
"""

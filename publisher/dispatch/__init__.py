"""An issue, the store -> letters planned and sent: what `publisher send` and `publisher worker` do.

made      an issue -> its pieces, with the templates of the site
proposal  what is due -> issues that may be sent, and whom they would reach; frozen where that is wanted
run       what is planned -> sent, by a courier among others
trial     a week -> one letter of everything to one address, recorded nowhere
account   the ledger -> what became of issues, and what waits
"""

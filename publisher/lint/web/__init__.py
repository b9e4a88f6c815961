"""Addresses in notes -> whether the web still answers there.

addresses  notes, pages -> every address, and where it is written
pace       many hosts -> none asked more than it can bear
trouble    what was raised -> why there was no answer
ask        an address -> how the web answers there
rules      an answer -> what it says of the address
check      addresses -> what is told at each place
"""

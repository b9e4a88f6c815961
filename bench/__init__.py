"""How fast `publisher` is, and how much memory it takes, beside other programs that write the same feeds.

vocabulary    words and sentences
notes         a seed -> invented notes
forms         notes -> files: siblings for both programs, or a vault
workspace     a folder where every contestant finds what it reads
contestants   the commands that are measured, and what is done before each run
hugo          Hugo's configuration and templates
feedgen_loop  the script that one would write in an afternoon
floor         reading all and writing all, and nothing else
agreement     whether two programs wrote the same feeds
measure       a command -> CPU seconds, wall seconds, peak memory
rounds        alternated runs -> medians
report        medians -> tables, ratios and bars
"""

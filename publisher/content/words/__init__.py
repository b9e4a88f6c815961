"""What single lines and words of a source mean: dates, names, addresses, tags, languages, LaTeX."""

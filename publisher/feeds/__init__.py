"""Library -> channels -> bytes: Atom, RSS 2.0, JSON Feed and OPML."""

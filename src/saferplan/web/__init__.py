"""The site: settings, addresses, access, the front page and what every page shares."""

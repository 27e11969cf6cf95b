"""Web pages: HTML as a person sees it, and the MHTML that browsers and Word save."""

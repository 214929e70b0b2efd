"""One module a group of pages; each offers ``routes(console)``."""

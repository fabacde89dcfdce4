"""The desk in a browser and over HTTP: signing in, pages, the API; Starlette stays in here."""

"""A few invented stories for the commands' tests, as files and at a newsstand on 127.0.0.1."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

DAY = "2026-11-20"
HOST = "127.0.0.1"

HARBOUR = (
    "Harbour of Aldmouth reopens",
    "The Harbour Post",
    (
        "The harbour of Aldmouth reopened on Monday after 12 days of repairs, the port authority "
        "said. Harbour master Ines Colbert called the 4.2 million crowns well spent. Ferries to "
        "the outer islands will leave every two hours until the end of the month."
    ),
)
FERRIES = (
    "Ferries sail again from Aldmouth",
    "Coast Courier",
    (
        "Ferries left Aldmouth for the outer islands on Monday for the first time in 12 days. "
        "“We lost a fifth of the season’s guests,” said Piet Vos, who runs an inn on Tern Island. "
        "Harbour master Ines Colbert put the cost of the repairs at 4.2 million crowns."
    ),
)
TRAMS = (
    "Kestrin tram drivers walk out",
    "Kestrin Daily",
    (
        "No trams ran in Kestrin on Thursday as 640 drivers went on strike for a shorter week. "
        "The union Transit Workers wants 35 hours, the city offers 37. "
        "Mayor Lena Dorn said she would meet the drivers on Friday."
    ),
)
PARLIAMENT = (
    "Varland halves its cod quota",
    "The Varland Mail",
    (
        "Parliament in Varland voted by 71 to 58 on Thursday to halve the cod quota. "
        "Minister Ilka Thorsen called the law overdue. "
        "Fishermen in the port of Skarn blocked the quay for three hours in protest."
    ),
)
ALL = {"harbour": HARBOUR, "ferries": FERRIES, "trams": TRAMS, "parliament": PARLIAMENT}


def write(folder, *names, date=DAY):
    """Write stories as Markdown files with front matter."""
    folder.mkdir(exist_ok=True, parents=True)
    for name in names or ALL:
        title, outlet, text = ALL[name]
        head = f'title: "{title}"\noutlet: "{outlet}"\ndate: {date}'
        (folder / f"{name}.md").write_text(f"---\n{head}\n---\n{text}\n", "utf-8")
    return folder


def page(name, date=DAY):
    title, outlet, text = ALL[name]
    body = "".join(f"<p>{escape(part)}.</p>" for part in text.rstrip(".").split(". "))
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>"
        f'<meta property="og:site_name" content="{outlet}">'
        f'<meta property="article:published_time" content="{date}T09:00:00Z"></head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def feed(*links, title="Coast feed"):
    items = "".join(
        f"<item><title>{ALL[name][0]}</title><link>{url}</link><guid>{url}</guid>"
        f"<pubDate>Fri, 20 Nov 2026 09:00:00 GMT</pubDate></item>"
        for name, url in links
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>http://coast.example/</link><description>d</description>{items}</channel></rss>"
    ).encode()


class Kiosk:
    """A server that gives what is in ``pages`` (bytes, or a status); a context manager.

    ``wait`` holds every answer but robots.txt back until it is set.
    """

    def __init__(self):
        self.pages = {}
        self.asked = []
        self.wait = None
        self.reached = threading.Event()

    def __enter__(self):
        self._server = ThreadingHTTPServer((HOST, 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *exc):
        if self.wait is not None:
            self.wait.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def url(self, path):
        return f"http://{HOST}:{self._server.server_port}{path}"


def _handler(kiosk):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path != "/robots.txt":
                kiosk.asked.append(self.path)
                kiosk.reached.set()
                if kiosk.wait is not None:
                    kiosk.wait.wait(120)
            found = kiosk.pages.get(self.path, 404)
            body = found if isinstance(found, bytes) else b""
            try:
                self.send_response(200 if isinstance(found, bytes) else found)
                is_page = body.startswith(b"<!doctype")
                self.send_header("Content-Type", "text/html" if is_page else "application/xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                self.close_connection = True

        def log_message(self, format, *args):  # noqa: A002 - the base class calls it so
            pass

    return Handler

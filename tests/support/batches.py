"""A Batch service on 127.0.0.1, and what runs a file of requests by hand; both can misbehave.

Answers come from a script of `tests.support.loopback`, the same that answers a live run.
"""

import json
import random
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.support.loopback import Call, Script, answer

HOST = "127.0.0.1"


def answered(line: dict[str, Any], script: Script, number: int = 0) -> dict[str, Any]:
    """The line of results for a line of requests, in the form of OpenAI's service."""
    act = script(Call(number, 0, line["url"], {}, line["body"]))
    body = json.loads(act.body)
    return {
        "id": f"batch_req_{number}",
        "custom_id": line["custom_id"],
        "response": {"status_code": act.status, "request_id": str(number), "body": body},
        "error": None,
    }


def run_batch(path, script: Script | None = None) -> list[dict[str, Any]]:
    """Answer every line of a file."""
    lines = path.read_text("utf-8").splitlines()
    script = script or answer()
    return [answered(json.loads(line), script, number) for number, line in enumerate(lines)]


def written(path, lines, *, torn=False):
    """Write lines of results; the last is cut off if ``torn``."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text[: -len(text) // 20] if torn else text, "utf-8")
    return path


@dataclass
class Faults:
    """How the service misbehaves. Shares are of requests, chosen by ``seed``."""

    expired: float = 0.0
    status_400: float = 0.0
    error_file: float = 0.0
    doubled: float = 0.0
    missing: float = 0.0
    shuffled: bool = False
    torn: bool = False
    reject_files: int = 0
    over_limit: int = 0
    seed: int = 0


@dataclass
class BatchServer:
    """The service; a context manager. A batch has ended the second time somebody looks."""

    script: Script = field(default_factory=answer)
    faults: Faults = field(default_factory=Faults)
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """The custom ids of all requests that were taken, in order."""

    def __post_init__(self) -> None:
        self._random = random.Random(self.faults.seed)
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_POST(self):
                data = self.rfile.read(int(self.headers["content-length"]))
                self._reply(*outer._post(self.path, data))

            def do_GET(self):
                self._reply(*outer._get(self.path.partition("?")[0]))

            def _reply(self, status, body):
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self._server = ThreadingHTTPServer((HOST, 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://{HOST}:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _post(self, path, data):
        with self._lock:
            if path == "/v1/files":
                return 200, {"id": self._kept(_file_in(data)), "object": "file", "bytes": 0}
            if path == "/v1/batches":
                return self._begin(json.loads(data))
            return 404, {"error": {"message": f"no such path: {path}"}}

    def _get(self, path):
        with self._lock:
            if path == "/v1/batches":
                return 200, {"object": "list", "data": list(self.batches.values())}
            if found := re.fullmatch(r"/v1/batches/(\w+)", path):
                return 200, self._looked(self.batches[found[1]])
            if found := re.fullmatch(r"/v1/files/(\w+)/content", path):
                return 200, self.files[found[1]]
            return 404, {"error": {"message": f"no such path: {path}"}}

    def _kept(self, data):
        name = f"file_{len(self.files)}"
        self.files[name] = data
        return name

    def _begin(self, asked):
        name = f"batch_{len(self.batches)}"
        batch = {
            "id": name,
            "object": "batch",
            "endpoint": asked["endpoint"],
            "completion_window": asked["completion_window"],
            "input_file_id": asked["input_file_id"],
            "created_at": 0,
            "status": "validating",
            "request_counts": {"total": 0, "completed": 0, "failed": 0},
        }
        self.batches[name] = batch
        if self.faults.over_limit:
            self.faults.over_limit -= 1
            self._fail(batch, "token_limit_exceeded", "Enqueued token limit reached")
            # What failed so is not offered again as the batch of its file.
            batch["input_file_id"] = "file_of_a_failed_batch"
        elif self.faults.reject_files:
            self.faults.reject_files -= 1
            self._fail(batch, "invalid_json_line", "The file could not be read")
        return 200, batch

    def _fail(self, batch, code, message):
        batch["status"] = "failed"
        batch["errors"] = {"object": "list", "data": [{"code": code, "message": message}]}

    def _looked(self, batch):
        if batch["status"] == "validating":
            batch["status"] = "in_progress"
        elif batch["status"] == "in_progress":
            self._end(batch)
        return batch

    def _end(self, batch):
        lines = [json.loads(each) for each in self.files[batch["input_file_id"]].splitlines()]
        good, bad, expired = [], [], 0
        faults, chance = self.faults, self._random.random
        for number, line in enumerate(lines):
            self.asked.append(line["custom_id"])
            if chance() < faults.missing:
                continue
            if chance() < faults.expired:
                expired += 1
                error = {
                    "code": "batch_expired",
                    "message": "not executed in time",
                }
                bad.append({"custom_id": line["custom_id"], "response": None, "error": error})
            elif chance() < faults.error_file:
                body = {"error": {"message": "The server had an error", "type": "server_error"}}
                response = {"status_code": 500, "request_id": "", "body": body}
                bad.append({"custom_id": line["custom_id"], "response": response, "error": None})
            elif chance() < faults.status_400:
                body = {"error": {"message": "Invalid 'messages'", "type": "invalid_request_error"}}
                response = {"status_code": 400, "request_id": "", "body": body}
                good.append({"custom_id": line["custom_id"], "response": response, "error": None})
            else:
                good.append(answered(line, self.script, number))
                good += good[-1:] if chance() < faults.doubled else []
        if faults.shuffled:
            self._random.shuffle(good)
        text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in good)
        if faults.torn:
            text = text[: -len(text) // 20]
            faults.torn = False
        batch["output_file_id"] = self._kept(text.encode()) if good else None
        errors = "".join(json.dumps(each) + "\n" for each in bad)
        batch["error_file_id"] = self._kept(errors.encode()) if bad else None
        batch["status"] = "expired" if expired else "completed"
        batch["request_counts"] = {
            "total": len(lines),
            "completed": len(good),
            "failed": len(lines) - len(good),
        }


def _file_in(data: bytes) -> bytes:
    """The file in a form of several parts, which begins with its boundary."""
    boundary = data.partition(b"\r\n")[0]
    for part in data.split(boundary):
        head, _, body = part.partition(b"\r\n\r\n")
        if b'name="file"' in head:
            return body.removesuffix(b"\r\n")
    raise ValueError("no file in the form")

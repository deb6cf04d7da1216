"""The probe works, on our server and on odd ones, and its figures have their shape; how fast it all is no test says."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import peps
import pytest
import texts
from actions import ACTIONS, IN_PEPS, OPEN, OPEN_PEP, Buffer
from docutils import nodes
from docutils.core import publish_doctree
from editor import Editor
from figures import Times
from plan import OURS, OWN, Plan
from plot import plot
from request_times import methods
from targets import requests_judged
from wire import ServerGone, Wire

from spec_ls.text import Text
from spec_ls.workspace import Workspace

FOLDER = Path(__file__).parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the probe waits for pipes as POSIX does")

# It asks before it answers, answers each version twice, and ends at the text "end".
ODD_SERVER = """
import json, sys
read, write, waiting = sys.stdin.buffer, sys.stdout.buffer, []
def get():
    length = 0
    while (line := read.readline().strip()):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    return json.loads(read.read(length))
def put(**message):
    content = json.dumps({"jsonrpc": "2.0", **message}).encode()
    write.write(b"Content-Type: x\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(content) + content)
    write.flush()
def ask(method, params):
    put(id="ask", method=method, params=params)
    while "result" not in (message := get()):
        waiting.append(message)
    return message["result"]
while True:
    message = waiting.pop(0) if waiting else get()
    method, params = message["method"], message["params"]
    if method == "initialize":
        put(id=message["id"], result={"capabilities": {}})
    elif method == "initialized":
        assert ask("workspace/configuration", {"items": [{"section": "a"}, {"section": "b"}]}) == [None, None]
        assert ask("client/registerCapability", {"registrations": []}) is None
    elif method == "shutdown":
        put(id=message["id"], result=None)
    elif method == "exit":
        break
    elif "didClose" not in method:
        document = params["textDocument"]
        if document.get("text") == "end":
            sys.exit("the end is near")
        for found in ([], [{"message": "x"}]):
            published = {"uri": document["uri"], "version": document["version"], "diagnostics": found}
            put(method="textDocument/publishDiagnostics", params=published)
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the probe writes of our server and of the echo server."""
    folder = tmp_path_factory.mktemp("bench")
    options = ["--short", "--sizes", "100", "--only", "spec-ls,echo"]
    files = ["--json", str(folder / "found.json"), "--svg", str(folder / "found.svg")]
    command = [sys.executable, str(FOLDER / "probe.py"), *options, *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    (folder / "table.txt").write_text(done.stdout)
    return folder


def test_each_action_has_figures_of_each_server(results: Path) -> None:
    """There is a row for each action and server, its times in order, with diagnostics that ours really found."""
    found = json.loads((results / "found.json").read_text())
    rows = found["latency"]
    in_peps = [OPEN_PEP, *(action.name for action in IN_PEPS)]
    actions = [OPEN, *(action.name for action in ACTIONS), *in_peps]
    assert [(row["action"], row["server"]) for row in rows] == [
        (action, server) for action in actions for server in ("spec-ls", "echo")
    ]
    for row in rows:
        times = [row["first"][name] for name in ("p50", "p95", "p99", "max")]
        assert 0 < times[0] <= times[1] <= times[2] <= times[3]
        assert row["lines"] == 100
        assert row["diagnostics"] > 0 or row["action"] in in_peps, "without findings it is no spec to us"
        assert row["bytes"] > 100 * row["diagnostics"]
    by_server = {row["server"]: row["diagnostics"] for row in rows if row["action"] == OPEN}
    assert by_server["echo"] == by_server["spec-ls"]


def test_the_table_compares_with_the_echo_server(results: Path) -> None:
    """What is printed has a line for each row, and ratios."""
    lines = (results / "table.txt").read_text().split("\n")
    header = next(line for line in lines if "p99" in line).split()
    assert header[:7] == ["lines", "action", "server", "p50", "p95", "p99", "max"]
    (row,) = (line for line in lines if " character  " in line and " echo " in line)
    assert row.split()[7] == "1.00"


def test_each_request_about_a_document_is_measured(results: Path) -> None:
    """All methods that the server answers have a row, beside an echo server that sends about as many bytes."""
    rows = json.loads((results / "found.json").read_text())["requests"]
    assert [row["method"] for row in rows] == list(methods())
    for row in rows:
        assert row["ours"]["count"] == row["echo"]["count"] > 0
        assert row["bytes"] > 30


def test_requests_have_bounds() -> None:
    """Short answers are bounded beside the echo server, those that grow in the small text alone, long ones beside docutils."""
    rows = [
        {"method": method, "lines": lines, "over": 4.0, "over_cpu": 3.0, "readings": 2.0, "bytes": bytes_}
        for method, sizes in {
            "textDocument/hover": (100, 120),
            "textDocument/foldingRange": (500, 5_000),
            "textDocument/rename": (300, 300),
        }.items()
        for lines, bytes_ in zip((1_086, 9_414), sizes, strict=True)
    ]
    verdicts = [(verdict.expected, verdict.limit) for verdict in requests_judged(rows)]
    assert verdicts == [
        ("textDocument/hover at 1,086 lines, over echo", 5.0),
        ("textDocument/hover at 1,086 lines, over echo, cpu", 5.0),
        ("textDocument/hover at 9,414 lines, over echo", 5.0),
        ("textDocument/hover at 9,414 lines, over echo, cpu", 5.0),
        ("textDocument/foldingRange at 1,086 lines, over echo", 10.0),
        ("textDocument/foldingRange at 1,086 lines, over echo, cpu", 10.0),
        ("textDocument/rename at 1,086 lines, beside a reading of docutils, cpu", 3.0),
        ("textDocument/rename at 9,414 lines, beside a reading of docutils, cpu", 3.0),
    ]


def test_the_index_is_measured(results: Path) -> None:
    """A first start and a second one know the same files, and keystrokes meanwhile have their times."""
    cold, warm = json.loads((results / "found.json").read_text())["index"]
    assert (cold["start"], warm["start"]) == ("cold", "warm")
    assert cold["files"] == warm["files"] > 0
    for row in (cold, warm):
        assert row["keystrokes"]["count"] > 0
        assert row["symbols"]["p50"] > 0


def test_requests_for_the_whole_workspace_are_measured() -> None:
    """There are figures of a first start and a second one, alone and beside typing, and of opening a spec."""
    command = [sys.executable, str(Path(__file__).with_name("pull_times.py")), "--short"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines() if line.startswith("spec-ls ")]
    assert [row[1:3] for row in rows] == [
        [way, start] for way in ("alone", "typing") for start in ("cold", "warm")
    ]
    assert done.stdout.count("first diagnostics") == 3


def test_processes_are_measured(results: Path) -> None:
    """Start and memory of each server are there, and the machine that they belong to."""
    found = json.loads((results / "found.json").read_text())
    assert set(found["start"]) == set(found["memory"]) == {"spec-ls", "echo"}
    for one in found["start"].values():
        assert 0 < one["initialize"]["p50"] < one["diagnostics"]["p50"]
    assert {"date", "cpu", "cores", "python", "pygls", "docutils"} <= set(found["machine"])
    if sys.platform == "linux":
        for one in found["memory"].values():
            assert all(megabytes > 5 for megabytes in one.values())
        assert all(row["cpu"] > 0 for row in found["latency"])


def test_the_drawing_names_what_it_shows(results: Path) -> None:
    """The SVG is well-formed, with a name for each server, units, and colours for dark pages."""
    source = (results / "found.svg").read_text()
    texts_ = [
        element.text for element in ElementTree.fromstring(source).iter() if element.tag.endswith("text")
    ]
    assert {"spec-ls", "echo", "milliseconds", "lines in the document"} <= set(texts_)
    assert "prefers-color-scheme: dark" in source


def test_lines_of_a_plot_follow_their_points() -> None:
    """Greater is further right and higher up, powers of ten at equal distances, and names do not overlap."""
    lines = {"a & b": [(10, 1), (100, 10), (1000, 100)], "c": [(10, 1.01), (1000, 101)]}
    root = ElementTree.fromstring(plot("t", "n", "x", "y", lines))
    marks = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in root.findall(".//{*}circle")]
    (x1, y1), (x2, y2), (x3, y3) = marks
    assert x1 < x2 < x3
    assert y1 > y2 > y3
    assert (x2 - x1, y2 - y1) == pytest.approx((x3 - x2, y3 - y2), abs=0.5)
    names = [float(t.get("y", "")) for t in root.findall(".//{*}text") if t.text in lines]
    assert abs(names[0] - names[1]) >= 16


def test_figures_are_ranks() -> None:
    """A percentile is one of the times."""
    assert Times.of(number / 1000 for number in range(1, 101)) == Times(50, 95, 99, 100, 100)
    assert Times.of([0.002]) == Times(2, 2, 2, 2, 1)


@pytest.mark.parametrize("size", [100, 1_000, 3_000])
def test_texts_have_the_size_they_should(size: int) -> None:
    """A document has exactly its lines, and all its sections are different."""
    lines = texts.document(size, texts.SAMPLE).split("\n")
    assert len(lines) == size
    titles = [
        lines[i - 1] for i in range(1, size) if texts.is_adornment(lines[i]) and lines[i - 1][:1].isalpha()
    ]
    assert len(set(titles)) == len(titles)


def test_peps_are_peps(tmp_path: Path) -> None:
    """A PEP has its lines, however many, and our server serves it in its repository."""
    repository = peps.lay_out(tmp_path)
    assert repository.document(300).count("\n") == 299
    path = tmp_path / "peps" / "pep-0484.rst"
    assert repository.uri("any") == path.as_uri()
    served = Workspace(path.parent).resolve(path, Text.of(repository.document(300)))
    assert served.template is not None
    assert served.config.header is not None


def test_the_table_is_one(tmp_path: Path) -> None:
    """docutils sees a table of as many rows as there should be, and still does after edits in it."""
    (action,) = (action for action in ACTIONS if action.has_table)
    buffer = Buffer(action.text(200, texts.Repository(tmp_path)))
    for _ in islice(action.steps(buffer, Random(2)), 40):
        pass
    settings = {"report_level": 5, "warning_stream": False}
    doctree = publish_doctree(str(buffer), settings_overrides=settings)
    assert [len(list(table.findall(nodes.row))) for table in doctree.findall(nodes.table)] == [texts.ROWS]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_changes_are_what_the_buffer_becomes(action, tmp_path: Path) -> None:
    """Who applies the changes to the first text has the text of the buffer, and the edits go on for ever."""
    text = action.text(300, texts.Repository(tmp_path))
    lines, buffer = text.split("\n"), Buffer(text)
    timed = 0
    for step in islice(action.steps(buffer, Random(1)), 24):
        for change in step.changes:
            start, end = change["range"]["start"], change["range"]["end"]
            head, tail = lines[start["line"]][: start["character"]], lines[end["line"]][end["character"] :]
            lines[start["line"] : end["line"] + 1] = (head + change["text"] + tail).split("\n")
        timed += step.timed
        assert lines == buffer.lines
    assert timed >= 12


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[Editor]:
    """A session with a server that asks, and answers twice."""
    (tmp_path / "odd.py").write_text(ODD_SERVER)
    editor = Editor(Wire([sys.executable, "odd.py"], tmp_path, {}), pause=0.5)
    editor.initialize(tmp_path)
    yield editor
    editor.leave()


def test_a_second_answer_is_timed_too(odd: Editor) -> None:
    """Of a server that publishes a version again the first and the last answer count."""
    answer = odd.open("file:///a.rst", "text")
    assert (answer.count, answer.diagnostics) == (2, 1)
    assert 0 < answer.first <= answer.last
    answer = odd.change("file:///a.rst", [{"text": "other"}])
    assert answer.count == 2
    assert list(odd.seen) == [1, 1, 2, 2]


def test_a_server_that_ends_is_told_with_its_last_words(odd: Editor) -> None:
    """What it wrote to standard error is part of the error."""
    with pytest.raises(ServerGone, match="the end is near"):
        odd.open("file:///a.rst", "end")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Editor, texts.Repository]]:
    """A session with our own server, and its repository."""
    repository = texts.lay_out(tmp_path_factory.mktemp("repository"))
    (server,) = (server for server in OWN if server.name == OURS)
    editor = server.start(repository)
    editor.initialize(repository.folder)
    yield editor, repository
    editor.leave()


def test_bytes_are_those_of_the_findings(ours: tuple[Editor, texts.Repository]) -> None:
    """An answer is as long as what it says, however long the document and wherever the edit is."""
    editor, repository = ours
    for size in (100, 1_000, 3_000):
        uri, buffer = repository.uri(f"bytes-{size}"), Buffer(texts.document(size, texts.SAMPLE))
        answer = editor.open(uri, str(buffer))
        for step in islice(ACTIONS[0].steps(buffer, Random(3)), 8):
            assert answer.diagnostics > 0
            assert answer.bytes <= 300 + (500 + 2 * len(uri)) * answer.diagnostics
            answer = editor.change(uri, step.changes)


def test_every_version_is_answered_unchanged_or_not(ours: tuple[Editor, texts.Repository]) -> None:
    """Each version that a client waits for is published under its number, with the same findings or others."""
    editor, repository = ours
    uri, buffer = repository.uri("versions"), Buffer(texts.document(300, texts.SAMPLE))
    editor.open(uri, str(buffer))
    answers = [editor.change(uri, step.changes) for step in islice(ACTIONS[0].steps(buffer, Random(4)), 16)]
    assert all(answer.count >= 1 for answer in answers)
    answers = [editor.change(uri, []) for _ in range(3)]
    assert {answer.diagnostics for answer in answers} == {answers[0].diagnostics}


def test_many_edits_at_once_end_with_the_last_one(ours: tuple[Editor, texts.Repository]) -> None:
    """Of edits that nobody waits for the last is answered, and no older version comes after a newer one."""
    editor, repository = ours
    uri, buffer = repository.uri("burst"), Buffer(texts.document(1_000, texts.SAMPLE))
    editor.open(uri, str(buffer))
    editor.seen.clear()
    steps = list(islice(ACTIONS[0].steps(buffer, Random(5)), 40))
    for step in steps[:-1]:
        last = editor.type_on(uri, step.changes)
    assert editor.change(uri, steps[-1].changes).count
    assert list(editor.seen) == sorted(editor.seen)
    assert editor.seen[-1] == last + 1


def test_the_short_plan_leaves_nothing_out() -> None:
    """It differs from the whole in numbers alone."""
    assert Plan().sizes[-1] == 50_000
    assert {100, 1_000, 10_000, 50_000} <= set(Plan().sizes)

#!/usr/bin/env python3
"""Copies the snippets that tests run to the pages that show them; with --check it changes nothing, and fails where a
copy differs.

A snippet is what stands between `// snippet: NAME` and `// end` in a Swift file of Tests. Its copy is the code
block after a line `<!-- snippet: NAME -->` of a tracked Markdown file. Several names may be given, separated by spaces;
their snippets follow each other with an empty line between.
"""

import re
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SNIPPET = re.compile(r"^ *// snippet: ([a-z-]+)\n(.*?)^ *// end\n", re.MULTILINE | re.DOTALL)
COPY = re.compile(r"(^ *<!-- snippet: ([a-z -]+?) -->\n)```swift\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
# Tests read and write in a folder of their own.
SHOWN = [('"\\(folder)/', '"')]


def main():
    check = "--check" in sys.argv[1:]
    problems, snippets = [], {}
    for path in sorted((ROOT / "Tests").rglob("*.swift")):
        for name, body in SNIPPET.findall(path.read_text(encoding="utf-8")):
            if name in snippets:
                problems.append(f"{path.relative_to(ROOT)}: the snippet {name} is there twice")
            for old, new in SHOWN:
                body = body.replace(old, new)
            snippets[name] = textwrap.dedent(body)
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"],
        check=True, capture_output=True, text=True,
    ).stdout
    shown = set()
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")

        def copied(found):
            names = found[2].split()
            shown.update(names)
            missing = [each for each in names if each not in snippets]
            if missing:
                problems.append(f"{name}: there is no snippet {', '.join(missing)}")
                return found[0]
            body = "\n".join(snippets[each] for each in names)
            if body != found[3] and check:
                problems.append(f"{name}: the snippet {found[2]} differs from the test; run make snippets")
            return f"{found[1]}```swift\n{body}```\n"

        changed = COPY.sub(copied, text)
        marks = len(re.findall(r"^ *<!-- snippet: ", text, re.MULTILINE))
        if marks != len(COPY.findall(text)):
            problems.append(f"{name}: a mark of a snippet has no ```swift block right after it")
        if changed != text and not check:
            path.write_text(changed, encoding="utf-8")
    problems += [f"the snippet {name} is shown nowhere" for name in snippets if name not in shown]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

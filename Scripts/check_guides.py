#!/usr/bin/env python3
"""Checks the tracked Markdown files: every relative link and anchor resolves, and no line of prose is too long.

Not measured are lines in code fences, rows of tables, displayed formulas, and lines that cannot be broken because one
link, image or address fills them. Prints FILE:LINE: what is wrong, and exits with 1 if anything is.
"""

import re
import subprocess
import sys
import unicodedata
import urllib.parse
from html import unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 120
# The target of a link or image; the text before it may begin on an earlier line.
INLINE = re.compile(r"\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))+)>?(?:\s+\"[^\"]*\")?\s*\)")
DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)")
ATTRIBUTE = re.compile(r"<(?:a|img|source)\b[^>]*?\b(?:href|src|srcset)=\"([^\"]+)\"")
HTML_ANCHOR = re.compile(r"<[a-z][^>]*?\b(?:id|name)=\"([^\"]+)\"")
FENCE = re.compile(r"^\s*(?:>\s*)*(`{3,}|~{3,})(.*)$")
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)")
UNBREAKABLE = re.compile(
    r"^\s*(?:[-*+>]\s+|\d+\.\s+)?(?:!?\[[^\]]*\]\(\S+\)|<?[a-z]+://\S+?>?|(?:<img\b[^>]*>\s*)+)[.,;:]?\s*$"
)


def tracked_files(pattern=None):
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached"] + ([pattern] if pattern else [])
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).exists()]


def lines_of(text):
    """Each line with its number and kind: prose, table, code or formula."""
    fence, formula, table = None, False, False
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        mark = FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not mark[2].strip():
                fence = None
            yield number, line, "code"
        elif mark:
            fence = mark[1]
            yield number, line, "code"
        elif formula or line.strip().startswith("$$"):
            marks = line.count("$$")
            formula = formula != (marks % 2 == 1)
            yield number, line, "formula"
        else:
            following = lines[number] if number < len(lines) else ""
            separator = re.fullmatch(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*", following)
            table = "|" in line and (table or (bool(separator) and "|" in following) or line.lstrip().startswith("|"))
            yield number, line, "table" if table else "prose"


def slug(heading):
    """The anchor that GitHub gives a heading."""
    heading = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    heading = unescape(re.sub(r"<[^>]+>", "", heading)).replace("`", "").strip().lower()
    heading = re.sub(r"(?<!\w)[*_]{1,3}|[*_]{1,3}(?!\w)", "", heading)
    kept = {"Nd", "Pc"}
    letters = (c for c in heading if c in "- " or unicodedata.category(c)[0] in "LM" or unicodedata.category(c) in kept)
    return "".join(letters).replace(" ", "-")


def anchors_of(text):
    anchors, seen = set(), {}
    previous = ""
    for _, line, kind in lines_of(text):
        anchors.update(HTML_ANCHOR.findall(line) if kind != "code" else [])
        heading = re.match(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$", line)
        title = None
        if kind == "prose" and heading:
            title = heading[1]
        elif kind == "prose" and re.fullmatch(r" {0,3}(=+|-+)\s*", line) and previous.strip():
            title = previous
        if title is not None:
            name = slug(title)
            count = seen.get(name, 0)
            seen[name] = count + 1
            anchors.add(f"{name}-{count}" if count else name)
        previous = line if kind == "prose" else ""
    return anchors


def targets_of(line):
    """The targets of the links in a line that is not code."""
    bare = CODE_SPAN.sub(lambda span: "`" * len(span[0]), line)
    yield from INLINE.findall(bare)
    definition = DEFINITION.match(bare)
    if definition:
        yield definition[1]
    yield from ATTRIBUTE.findall(bare)


def main():
    tracked = set(tracked_files())
    folders = {str(parent) for name in tracked for parent in Path(name).parents}
    pages = tracked_files("*.md")
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in pages}
    anchors = {name: anchors_of(text) for name, text in texts.items()}
    problems = []

    def problem_of(page, target):
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", target):
            return None
        path, _, anchor = target.partition("#")
        path, anchor = urllib.parse.unquote(path), urllib.parse.unquote(anchor)
        if path.startswith("/"):
            return f"the link {target} is not relative"
        place = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        if not place.is_relative_to(ROOT):
            return f"the link {target} leaves the repository"
        name = str(place.relative_to(ROOT))
        if name not in tracked and name not in folders:
            return f"the link {target} leads to nothing tracked"
        if anchor and name in anchors and anchor not in anchors[name]:
            return f"{name} has no heading for the anchor #{anchor}"
        return None

    for page in pages:
        for number, line, kind in lines_of(texts[page]):
            if kind in ("code", "formula"):
                continue
            for target in dict.fromkeys(targets_of(line)):
                problem = problem_of(page, target)
                if problem:
                    problems.append(f"{page}:{number}: {problem}")
            if kind == "prose" and len(line) > LONGEST and not UNBREAKABLE.match(line):
                problems.append(f"{page}:{number}: {len(line)} columns; prose has at most {LONGEST}")

    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problems in {len(pages)} Markdown files", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

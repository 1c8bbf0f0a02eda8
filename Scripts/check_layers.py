#!/usr/bin/env python3
"""Checks that no folders of a module depend on each other in a circle.

  check_layers.py [PACKAGE …]   the folders of the packages (default: this package and Training)
  check_layers.py --self-test   checks the check itself on packages made up in a temporary folder

Every folder below PACKAGE/Sources/MODULE that holds Swift files is a layer, named by its path. Folder A depends on
folder B where a file of A names what a file of B declares:
  * a type, function, constant or variable at the top of a file, where its name stands as a word that no dot precedes
    and, if it begins with a small letter, no colon follows (an argument's label);
  * a member of a type, where it stands after a dot and only one file of all packages declares anything of that name
    (every word of a C header is one that the header declares).
A file that declares a name itself never refers to another file by it. Private declarations, comments and the text of
strings do not count. The check knows the words only, not the types: it relies on the format that `make lint` checks
(declarations at the top of a file begin in the first column, members two columns further).

Prints each circle with the folders, files and names that tie it, and exits with 1 if there is any.
"""

import re
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 5  # Pairs of files that are printed of what ties two folders.
TYPES = "struct|class|enum|protocol|actor|extension"
DECLARATION = re.compile(
    rf"^(?P<indent> *)(?P<prefix>(?:@\w+(?:\([^)]*\))? +|[a-z]+(?:\(set\))? +)*?)"
    rf"(?P<kind>{TYPES}|typealias|func|let|var|case) +(?P<name>`?\w+`?)"
)
ANY_DECLARATION = re.compile(rf"\b(?:{TYPES.replace('|extension', '')}|typealias|func|let|var|case) +`?(\w+)")
LABEL = re.compile(r"[(,]\s*(?:\w+ +)?(\w+):")  # Of a parameter, an argument or a tuple's part.
WORD = re.compile(r"(\.\.[.<]|\.)?\s*\b([A-Za-z_]\w*)\b(:)?")
# Members that types of the standard library and Foundation have as well.
COMMON = set(
    """abs advanced allCases append base bytes close columns components contains count data description distance drop
    dropFirst encode decode end error exp filter first flatMap floor formatted get hash index indices init insert isEmpty
    isFinite isNaN joined key keys last length lines load log lowercased map max maximum merge min minimum name negate
    next offset path pi pow prefix random range rawValue read reduce remove removeAll replace reserveCapacity reversed
    round rounded rows run self set shape shuffled size sort sorted split sqrt squareRoot start store subtract suffix sum
    text title type union update url value values width write zero zip""".split()
)


def code_of(text):
    """The code alone: no comments, and of strings only what is interpolated."""
    out, place = [], 0
    special = re.compile(r'//[^\n]*|/\*|#*"""|#*"|[()]')

    def skip_string(quote, place):
        hashes = quote.count("#")
        end, escape = quote[hashes:] + "#" * hashes, "\\" + "#" * hashes
        while place < len(text) and not text.startswith(end, place):
            if text.startswith(escape + "(", place):
                place = copy_code(place + len(escape) + 1, inside=True)
            elif text.startswith(escape, place):
                place += len(escape) + 1
            else:
                out.append("\n" if text[place] == "\n" else "")
                place += 1
        return place + len(end)

    def copy_code(place, inside=False):
        """Copies code to the end of the text, or to the parenthesis that ends an interpolation."""
        depth = 1
        while found := special.search(text, place):
            out.append(text[place : found.start()])
            mark, place = found[0], found.end()
            if mark in "()":
                depth += 1 if mark == "(" else -1
                if inside and depth == 0:
                    out.append(" ")
                    return place
                out.append(mark)
            elif mark == "/*":
                place = text.find("*/", place) + 2
            elif not mark.startswith("//"):
                out.append(" ")
                place = skip_string(mark, place)
        out.append(text[place:])
        return len(text)

    copy_code(place)
    return "".join(out)


class File:
    """What a Swift file declares for others, and the words that it uses."""

    def __init__(self, path, module):
        self.name = str(path.relative_to(module))
        self.folder = str(path.parent.relative_to(module))
        code = code_of(path.read_text(encoding="utf-8"))
        self.top, self.members = set(), set()
        in_type = False
        for line in code.splitlines():
            found = DECLARATION.match(line)
            if not found or len(found["indent"]) not in (0, 2):
                continue
            at_top = not found["indent"]
            if at_top:
                in_type = found["kind"] in TYPES.split("|")
            visible = "private" not in found["prefix"] and found["kind"] != "extension"
            if visible and (at_top or in_type):
                (self.top if at_top else self.members).add(found["name"].strip("`"))
        self.declared = set(ANY_DECLARATION.findall(code)) | set(LABEL.findall(code))
        self.words, self.dotted = set(), set()
        for dot, word, colon in WORD.findall(code):
            if word in self.declared:
                continue
            if dot == ".":
                self.dotted.add(word)
            elif word[0].isupper() or not colon:
                self.words.add(word)


def circles(arrows):
    """The sets of folders that reach each other, from the arrows between folders."""
    reached = defaultdict(set)
    for start in list(arrows):
        rest = [start]
        while rest:
            for folder in arrows.get(rest.pop(), ()):
                if folder not in reached[start]:
                    reached[start].add(folder)
                    rest.append(folder)
    return {
        frozenset(other for other in reached[folder] if folder in reached[other])
        for folder in list(reached)
        if folder in reached[folder]
    }


def ties_of(files, everywhere):
    """For each two folders of a module the pairs of files, and the names by which the first uses the second."""
    tops, members = defaultdict(list), defaultdict(list)
    for file in files:
        for name in file.top:
            tops[name].append(file)
        for name in file.members - COMMON:
            if everywhere[name] == 1:
                members[name].append(file)
    ties = defaultdict(lambda: defaultdict(list))
    for file in files:
        used = [(name, tops[name]) for name in file.words & tops.keys()]
        used += [(f".{name}", members[name]) for name in file.dotted & members.keys()]
        for name, declaring in used:
            # A name that the folder declares itself, or that several folders declare, says nothing.
            folders = {other.folder for other in declaring}
            if len(folders) == 1 and file.folder not in folders:
                ties[file.folder, declaring[0].folder][file.name, declaring[0].name].append(name)
    return ties


def report(packages, out=print):
    """Prints the circles of all modules of the packages; returns how many there are and how many modules were read."""
    modules = {
        module.name: [File(path, module) for path in sorted(module.rglob("*.swift"))]
        for package in packages
        for module in sorted(Path(package, "Sources").iterdir())
    }
    everywhere = Counter(name for files in modules.values() for file in files for name in file.declared)
    for package in packages:
        for header in Path(package, "Sources").rglob("*.h"):
            everywhere.update(set(re.findall(r"\w+", header.read_text(encoding="utf-8"))))
    found = 0
    for module, files in modules.items():
        ties = ties_of(files, everywhere)
        arrows = defaultdict(set)
        for user, used in ties:
            arrows[user].add(used)
        for circle in sorted(circles(arrows), key=sorted):
            found += 1
            out(f"{module}: a circle of {', '.join(sorted(circle))}")
            inside = [(pair, files) for pair, files in ties.items() if circle.issuperset(pair)]
            for (user, used), pairs in sorted(inside, key=lambda tie: (len(tie[1]), tie[0])):
                out(f"  {user} -> {used}")
                for (using, declaring), names in sorted(pairs.items())[:SHOWN]:
                    out(f"    {using} names {', '.join(sorted(names))} of {declaring}")
                if len(pairs) > SHOWN:
                    out(f"    … and {len(pairs) - SHOWN} more pairs of files")
    return found, sum(1 for files in modules.values() if files)


def self_test():
    def check(sources, expected):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in sources.items():
                file = Path(folder, "Sources", "Module", name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            lines = []
            report([folder], out=lines.append)
            assert lines == expected, f"expected {expected}, not {lines}"

    low = "public struct Low {\n  public var depth: Int\n}\n"
    high = "struct High {\n  let low: Low\n}\n"
    tied_by_type = [
        "Module: a circle of A, B/C",
        "  A -> B/C",
        "    A/Low.swift names High of B/C/High.swift",
        "  B/C -> A",
        "    B/C/High.swift names Low of A/Low.swift",
    ]
    check({"A/Low.swift": low, "B/C/High.swift": high}, [])
    check({"A/Low.swift": low + "func use(_: High) {}\n", "B/C/High.swift": high}, tied_by_type)
    # What is interpolated is code; comments, strings, labels and private declarations tie nothing.
    check({"A/Low.swift": low + 'let text = "\\(High.self)"\n', "B/C/High.swift": high}, tied_by_type)
    harmless = low + '// High\n/* High */\nlet text = """\n  High "High"\n  """\nlet other = #"High"#\nf(helper: 1)\n'
    check({"A/Low.swift": harmless, "B/C/High.swift": high + "func helper() {}\nprivate struct Hidden {}\n"}, [])
    # Members, where one file alone declares them.
    extension = "extension Low {\n  var height: Int { 1 }\n}\n"
    tied_by_member = [
        "Module: a circle of A, B",
        "  A -> B",
        "    A/Use.swift names .height of B/Low+Height.swift",
        "  B -> A",
        "    B/Low+Height.swift names Low of A/Low.swift",
    ]
    sources = {"A/Low.swift": low, "B/Low+Height.swift": extension, "A/Use.swift": "let use = low.height\n"}
    check(sources, tied_by_member)
    check(sources | {"C/Tree.swift": "struct Tree {\n  var height = 2\n}\n"}, [])
    # A circle through three folders, and two files of one folder that name each other.
    three = {"A/A.swift": "struct A {\n  var b: B\n}\n", "B/B.swift": "struct B {\n  var c: C\n}\n"}
    check(three | {"A/Z.swift": "func z(a: A) -> Int { y }\n", "A/Y.swift": "var y: Int { z() }\n"}, [])
    circle = [
        "Module: a circle of A, B, C",
        "  A -> B",
        "    A/A.swift names B of B/B.swift",
        "  B -> C",
        "    B/B.swift names C of C/C.swift",
        "  C -> A",
        "    C/C.swift names A of A/A.swift",
    ]
    check(three | {"C/C.swift": "struct C {\n  var a: [A]\n}\n"}, circle)
    print("The check finds the circles that it should, and no others.")


def main(arguments):
    if arguments == ["--self-test"]:
        self_test()
        return 0
    found, modules = report(arguments or [ROOT, ROOT / "Training"])
    if not found:
        print(f"No circles between the folders of {modules} modules.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

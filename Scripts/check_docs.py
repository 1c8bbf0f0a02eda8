#!/usr/bin/env python3
"""Lists the public declarations of the library's modules that have no doc comment with a summary line.

A comment that begins with a field such as `- Throws:` has no summary. Not listed are witnesses: of the protocols of the
standard library named below, and of the public protocols of these modules where the requirement has a comment, which
documentation inherits. Prints FILE:LINE: what lacks a comment, and exits with 1 if anything does.

It reads text, not syntax trees: comments and strings are blanked out, braces are counted, and declarations are found
where a line of a type's body begins with one.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ("Calibration", "CalibrationFiles", "CalibrationReport")
STANDARD_WITNESSES = {
    "description", "debugDescription", "errorDescription", "hash(into:)", "==", "<", "init(from:)",
    "encode(to:)", "init(rawValue:)", "rawValue", "allCases", "id", "next()", "makeIterator()", "stringValue",
    "init(stringLiteral:)", "init(floatLiteral:)", "init(integerLiteral:)", "init(arrayLiteral:)", "init(dictionaryLiteral:)",
}
TYPES = ("struct", "class", "enum", "actor", "protocol", "extension")
KEYWORDS = TYPES + ("func", "var", "let", "init", "subscript", "typealias", "associatedtype", "case")
MODIFIERS = (
    "public", "package", "internal", "private", "fileprivate", "open", "static", "final", "class", "mutating", "lazy",
    "nonmutating", "override", "convenience", "required", "indirect", "nonisolated", "prefix", "postfix", "infix", "weak",
)
MODIFIER = r"(?:(?:%s)(?:\([a-z]+\))?\s+)" % "|".join(MODIFIERS)
DECLARATION = re.compile(
    r"\s*(?:@\w+(?:\([^)]*\))?\s+)*(?P<modifiers>%s*)(?P<keyword>%s)\b[?!]?\s*(?P<rest>.*)" % (MODIFIER, "|".join(KEYWORDS))
)
NAME = re.compile(r"(`?[\w.]+`?|[-+*/=<>!&|^~%]+)")


def blanked(text):
    """The text with comments and the contents of strings replaced by spaces, line breaks kept."""
    out, index, end = [], 0, len(text)

    def skip(upto):
        nonlocal index
        out.append(re.sub(r"[^\n]", " ", text[index:upto]))
        index = upto

    while index < end:
        if text.startswith("//", index):
            line_end = text.find("\n", index)
            skip(end if line_end < 0 else line_end)
        elif text.startswith("/*", index):
            close = text.find("*/", index)
            skip(end if close < 0 else close + 2)
        elif text[index] == '"' or (text[index] == "#" and re.match(r"#+\"", text[index:])):
            hashes = re.match(r"#*", text[index:])[0]
            quote = '"""' if text.startswith(hashes + '"""', index) else '"'
            place, depth = index + len(hashes) + len(quote), 0
            while place < end:
                if text.startswith("\\" + hashes + "(", place):
                    depth, place = depth + 1, place + len(hashes) + 2
                elif depth and text[place] in "()":
                    depth, place = depth + (1 if text[place] == "(" else -1), place + 1
                elif depth and text[place] == '"':
                    inner = re.match(r'"(?:\\.|[^"\\])*"', text[place:])
                    place += len(inner[0]) if inner else 1
                elif not depth and text[place] == "\\":
                    place += 2
                elif not depth and text.startswith(quote + hashes, place):
                    break
                else:
                    place += 1
            skip(min(end, place + len(quote) + len(hashes)))
        else:
            out.append(text[index])
            index += 1
    return "".join(out)


def matching(text, start, opening, closing):
    """The index after the bracket that closes the one at `start`."""
    depth = 0
    for index in range(start, len(text)):
        depth += (text[index] == opening) - (text[index] == closing)
        if depth == 0:
            return index + 1
    return len(text)


def signature(keyword, text):
    """The name of a declaration as documentation gives it, such as `fit(to:progress:)`."""
    text = text.lstrip()
    found = NAME.match(text) if keyword not in ("init", "subscript") else None
    name = found[1].strip("`") if found else keyword
    rest = text[found.end() if found else 0:].lstrip()
    if rest.startswith("<"):
        rest = rest[matching(rest, 0, "<", ">"):].lstrip()
    if keyword not in ("func", "init", "subscript") or not rest.startswith("("):
        return name
    inside, labels, depth, field = rest[1:matching(rest, 0, "(", ")") - 1], [], 0, ""
    for letter in inside + ",":
        depth += (letter in "([{<") - (letter in ")]}>" and not field.endswith("-"))
        if letter == "," and depth == 0:
            if field.strip():
                labels.append(re.sub(r"^(?:@\w+\s+)*", "", field.strip()).split(":")[0].split()[0])
            field = ""
        else:
            field += letter
    return f"{name}({''.join(label + ':' for label in labels)})"


def declarations(path):
    """Each declaration of a type's body or of the file: line, keyword, name, scopes, whether public, comment."""
    text = path.read_text(encoding="utf-8")
    code = blanked(text)
    lines, code_lines = text.split("\n"), code.split("\n")
    scopes, pending, offset, parentheses = [], None, 0, 0
    for number, line in enumerate(code_lines):
        found = DECLARATION.match(line)
        in_body = not scopes or scopes[-1] is not None
        if found and in_body and not parentheses and pending is None:
            keyword, modifiers = found["keyword"], found["modifiers"].split()
            scope = scopes[-1] if scopes else None
            is_public = "public" in modifiers or "open" in modifiers
            hidden = any(level in modifiers for level in ("private", "fileprivate", "internal", "package"))
            if scope and not hidden:
                inherits = scope["kind"] == "protocol" or keyword == "case" or scope["kind"] == "extension"
                is_public = is_public or (inherits and scope["public"])
            header = code[offset + found.start("rest"):]
            if keyword in TYPES:
                head = header.split("{")[0]
                parents = set(re.findall(r"\w+", head.split(":", 1)[1])) if ":" in head else set()
                named = re.search(r"[\w.]+", head)
                pending = {"kind": keyword, "name": named[0].split(".")[-1] if named else "", "public": is_public,
                           "parents": parents}
            first = number
            while first > 0 and re.match(r"\s*(?:@|//(?!/))", lines[first - 1]):
                first -= 1
            comment = []
            while first > 0 and lines[first - 1].lstrip().startswith("///"):
                first -= 1
                comment.insert(0, lines[first].strip()[3:].strip())
            yield {"line": number + 1, "keyword": keyword, "name": signature(keyword, header), "public": is_public,
                   "comment": comment, "scope": scope, "type": pending if keyword in TYPES else None}
        for letter in line:
            parentheses += (letter in "([") - (letter in ")]")
            if letter == "{":
                scopes.append(pending)
                pending = None
            elif letter == "}" and scopes:
                scopes.pop()
        offset += len(line) + 1


def has_summary(comment):
    return bool(comment) and bool(comment[0]) and not comment[0].startswith("- ")


def main():
    found = []
    for module in MODULES:
        for path in sorted((ROOT / "Sources" / module).rglob("*.swift")):
            found += [(path, declaration) for declaration in declarations(path)]
    # What each type and protocol says it conforms to, and the documented requirements of the protocols.
    parents, requirements = {}, {}
    for _, declaration in found:
        scope, own = declaration["scope"], declaration["type"]
        if own:
            parents.setdefault(own["name"], set()).update(own["parents"])
        if scope and scope["kind"] == "protocol" and has_summary(declaration["comment"]):
            requirements.setdefault(scope["name"], set()).add(declaration["name"])

    def ancestors(name, seen):
        for parent in parents.get(name, ()):
            if parent not in seen:
                seen.add(parent)
                ancestors(parent, seen)
        return seen

    missing = count = 0
    for path, declaration in found:
        if not declaration["public"] or declaration["keyword"] == "extension":
            continue
        count += 1
        name = declaration["name"]
        if has_summary(declaration["comment"]) or {name, name.split("(")[0]} & STANDARD_WITNESSES:
            continue
        scope = declaration["scope"]
        if scope and any(name in requirements.get(parent, ()) for parent in ancestors(scope["name"], set())):
            continue
        missing += 1
        inside = f"{scope['name']}." if scope else ""
        print(f"{path.relative_to(ROOT)}:{declaration['line']}: {declaration['keyword']} {inside}{name}")
    if missing:
        print(f"{missing} of {count} public declarations have no summary line", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

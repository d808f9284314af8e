"""Whether everything that the reader can say has words on the page, in both languages."""

import re
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "Sources"
BLANK = """import('/page/texts.js').then(({ texts }) =>
    Object.keys(texts).filter((key) => texts[key].length !== 2 || texts[key].some((text) => !text.trim())))"""
UNKNOWN = """Promise.all([import('/page/meanings.js'), import('/page/fields.js')]).then(([meanings, fields]) => {
    const [codes, call] = given;
    const word = { ...meanings, ...fields }[call];
    return codes.filter((code) => word(call === 'checkWord' ? { code, result: 'fail' } : code) === code);
})"""


def run(page, check, site):
    page.open(site.address)
    check.equal("every text is there in both languages", page.script(BLANK), [])
    reading = (SOURCES / "KTPReading").rglob("*.swift")
    text = "\n".join(path.read_text() for path in sorted(reading))
    for call, what, codes in [
        ("nameOf", "field", section(text, "enum FieldKey", "\n}")),
        ("issueWord", "remark", section(text, "enum Issue", "\n    }")),
        ("ruleWord", "rule", sorted(set(re.findall(r'(?:rule: |rule = |readForm\(|corrected, )"([a-z_.]+)"', text)))),
        ("checkWord", "check", section((SOURCES / "Gazetteer" / "NIKCheck.swift").read_text(), "enum Code", "\n    }")
            + re.findall(r'code: "([a-z_.]+)", result', text)),
        ("kindReason", "reason of a kind", re.findall(r'(?:append\()"([a-z_]+\.(?:before|foreign)[a-z_0-9]*)"', text)),
        ("kindWord", "kind of card", section(text, "enum Kind: String, Sendable {", "\n        }")),
    ]:
        unknown = page.script(UNKNOWN, codes, call)
        check(f"every {what} has its words ({len(codes)})", codes and unknown == [], unknown)


def section(text, start, end):
    """The raw values of the cases of an enumeration."""
    body = text[text.index(start):]
    body = body[:body.index(end)]
    cases = re.findall(r'^ *case (\w+)(?: = "([^"]+)")?$', body, re.MULTILINE)
    return [raw or name for name, raw in cases]

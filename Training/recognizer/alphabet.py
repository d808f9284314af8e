"""The characters the recognizer knows, in the order of its classes; class 0 is CTC's blank."""

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,-/':()&\"+ "
CLASS_COUNT = len(CHARACTERS) + 1
_CLASS_OF = {character: index + 1 for index, character in enumerate(CHARACTERS)}


def encode(text: str) -> list[int]:
    return [_CLASS_OF[character] for character in text]


def decode(classes) -> str:
    """The text of the best class of each step: repeats merged, blanks dropped."""
    text, last = [], 0
    for index in classes:
        if index != last and index:
            text.append(CHARACTERS[index - 1])
        last = index
    return "".join(text)

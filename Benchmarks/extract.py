"""Fields of a card from lines of text and their boxes, the same for every peer: labels, however misread, and what stands
right of them.

It knows the card's form (labels, their order, what a number, a date or a closed word looks like), not its words: no lists of
names, occupations or regions.
"""

import difflib
import math
import re
import statistics

# Row labels from top to bottom, letters alone.
LABELS = {
    "nik": "NIK", "nama": "NAMA", "lahir": "TEMPATTGLLAHIR", "jenis_kelamin": "JENISKELAMIN", "alamat.name": "ALAMAT",
    "alamat.rt_rw": "RTRW", "alamat.kel_desa": "KELDESA", "alamat.kecamatan": "KECAMATAN", "agama": "AGAMA",
    "status_perkawinan": "STATUSPERKAWINAN", "pekerjaan": "PEKERJAAN", "kewarganegaraan": "KEWARGANEGARAAN",
    "berlaku_hingga": "BERLAKUHINGGA",
}
AT_MARGIN = {"nama", "lahir", "jenis_kelamin", "alamat.name", "agama", "status_perkawinan", "pekerjaan", "kewarganegaraan"}
ON_TWO_LINES = ("nama", "alamat.name", "pekerjaan")
BLOOD = re.compile(r"\s*[GC6]\s*[O0]\s*[LI1]\s*[.,]?\s*D[A4]R[A4]?.*$", re.IGNORECASE)
# What is left of a colon that was read together with the label's end.
COLON = re.compile(r"^\s*\S{0,2}?\s*[:：]\s*")
DATE = re.compile(r"(\d\d)\s*[-–.,/ ]?\s*(\d\d)\s*[-–.,/ ]?\s*(\d{4})")
NUMBER = re.compile(r"(?<!\d)(\d{2,3})\s*/\s*(\d{2,3})(?!\d)")
AS_DIGITS = str.maketrans("OoQDIilL|!ZzSsBbGT?", "0000111111225588677")
CLOSED = {
    "jenis_kelamin": ("LAKI-LAKI", "PEREMPUAN", "MALE", "FEMALE"),
    "agama": ("ISLAM", "KRISTEN", "KATOLIK", "KATHOLIK", "HINDU", "BUDDHA", "BUDHA", "KHONGHUCU", "KONGHUCU", "CHRISTIAN", "CATHOLIC",
              "BUDDHIST", "OTHERS"),
    "status_perkawinan": ("KAWIN", "BELUM KAWIN", "CERAI HIDUP", "CERAI MATI", "KAWIN TERCATAT"),
    "kewarganegaraan": ("WNI", "WNA"),
}
SEXES = {"MALE": "LAKI-LAKI", "FEMALE": "PEREMPUAN"}


class Line:
    """A text in the page's own frame, in which text runs to the right: `left`, `right`, `middle` (of its height), `height`."""

    def __init__(self, text, box):
        self.text, self.box = text, box
        self.label, self.rest = labelled(text)

    @property
    def is_straight(self):
        (_, y0), (_, y1) = self.box[:2]
        return y0 == y1

    def turn(self, angle):
        """Brings the line into the frame; a box along the axes is taken as the one around slanted text."""
        x, y = (sum(point[axis] for point in self.box) / 4 for axis in (0, 1))
        cosine, sine = math.cos(angle), math.sin(angle)
        (x0, y0), (x1, y1), _, (x3, y3) = self.box
        width, height = math.hypot(x1 - x0, y1 - y0), math.hypot(x3 - x0, y3 - y0)
        if self.is_straight and abs(angle) > 0.01 and cosine**2 - sine**2 > 0.3:
            slant = abs(sine)
            width, height = ((width * cosine - height * slant) / (cosine**2 - slant**2),
                             (height * cosine - width * slant) / (cosine**2 - slant**2))
            width, height = max(width, 1.0), max(height, 1.0)
        self.height, self.middle = height, y * cosine - x * sine
        self.left, self.right = (x * cosine + y * sine + side * width / 2 for side in (-1, 1))


def letters(text):
    return re.sub(r"[^A-Z]", "", text.upper())


def likeness(a, b):
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()


def labelled(text):
    """The row whose label begins the text, and the text after it; (None, text) where none does."""
    head, colon, tail = text.partition(":")
    best = (0.0, None, text)
    for key, label in LABELS.items():
        least = 0.99 if len(label) < 5 else 0.78
        if colon and letters(head) and sum(map(str.isdigit, head)) < 2:
            best = max(best, (likeness(letters(head), label), key, tail), key=lambda entry: entry[0])
        # Without a colon the label ends where its letters end.
        ends = [match.end() for match in re.finditer(r"[A-Za-z]", text)]
        for count in (len(label), len(label) - 1, len(label) + 1):
            if 0 < count <= len(ends) and sum(map(str.isdigit, text[: ends[count - 1]])) < 2:
                score = likeness(letters(text[: ends[count - 1]]), label) - 0.01 * abs(count - len(label))
                if score >= least:
                    best = max(best, (score, key, text[ends[count - 1] :]), key=lambda entry: entry[0])
        if best[1] == key and best[0] < least:
            best = (0.0, None, text)
    return best[1:]


def page_angle(lines):
    """The angle at which text runs, in radians."""
    slanted = [line for line in lines if not line.is_straight]
    if len(slanted) * 2 > len(lines):
        longest = sorted(slanted, key=lambda line: math.dist(*line.box[:2]))[-8:]
        return statistics.median(math.atan2(line.box[1][1] - line.box[0][1], line.box[1][0] - line.box[0][0]) for line in longest)
    # Boxes along the axes: the labels at the margin stand one below the other.
    margin = [line for line in lines if line.label in AT_MARGIN]
    angle = 0.0
    for _ in range(4 if len(margin) > 2 else 0):
        for line in margin:
            line.turn(angle)
        margin.sort(key=lambda line: line.middle)
        slopes = [
            (b.left - a.left) / (b.middle - a.middle) for a in margin for b in margin if b.middle - a.middle > 2 * a.height
        ]
        if not slopes:
            break
        angle -= math.atan(statistics.median(slopes))
    return angle


class Page:
    """Rows of the card and the values right of their labels."""

    def __init__(self, lines):
        self.lines = [Line(line["text"], line["box"]) for line in lines if line["text"].strip()]
        angle = page_angle(self.lines)
        for line in self.lines:
            line.turn(angle)
        self.rows = {}
        for line in sorted(self.lines, key=lambda line: line.middle):
            if line.label:
                self.rows.setdefault(line.label, line)
        middles = [line.middle for line in self.rows.values()]
        gaps = [b - a for a, b in zip(middles, middles[1:])]
        self.pitch = statistics.median(gaps) if gaps else 0
        self.margin = min((self.rows[key].left for key in AT_MARGIN & self.rows.keys()), default=0)
        firsts = [right[0].left for key in self.rows if key != "nik" and (right := self.right_of(self.rows[key], math.inf))]
        self.column = statistics.median(firsts) if firsts else None
        # The portrait and what is below it begin at about three times the way from margin to values.
        self.end = self.margin + 3.1 * (self.column - self.margin) if self.column else math.inf

    def right_of(self, label, end):
        """The unlabelled lines in a label's row, from left to right."""
        row = [
            line for line in self.lines
            if line.label is None and abs(line.middle - label.middle) < 0.5 * min(self.pitch or label.height, 2 * label.height)
            and line.left > label.left + 0.5 * label.height and line.right > label.right and (line.left + line.right) / 2 < end
        ]
        return sorted(row, key=lambda line: line.left)

    def value(self, key):
        """What stands in a row, with its second line; None without the label."""
        label = self.rows.get(key)
        if label is None:
            return None
        parts, end = [label.rest] if letters(label.rest) or any(map(str.isdigit, label.rest)) else [], label.right
        for line in self.right_of(label, math.inf if key == "nik" else self.end):
            # Print of the ground stands apart, or is small.
            if parts and line.left - end > 2.5 * line.height or line.height < 0.55 * label.height:
                break
            parts.append(line.text)
            end = line.right
        text = BLOOD.sub("", COLON.sub("", " ".join(parts)))
        if key in ON_TWO_LINES:
            text = " ".join([text, *(line.text for line in self.below(key, label))])
        return " ".join(text.split()).strip(" :：;.,'`|*-_=~").upper() or None

    def below(self, key, label):
        """Unlabelled lines at the values' left edge between this row and the next one."""
        order = list(LABELS)
        following = [self.rows[other].middle for other in order[order.index(key) + 1 :] if other in self.rows]
        if not following or self.column is None:
            return []
        return sorted(
            (line for line in self.lines
             if line.label is None and label.middle + 0.5 * self.pitch < line.middle < min(following) - 0.5 * self.pitch
             and abs(line.left - self.column) < 1.5 * label.height),
            key=lambda line: line.middle)

    def header(self):
        """Province and what is printed below it."""
        for line in sorted(self.lines, key=lambda line: line.middle):
            text = line.text.strip()
            word, _, rest = text.partition(" ")
            if len(word) > 9:  # nothing read between it and the name
                word, rest = text[:8], text[8:]
            if likeness(letters(word), "PROVINSI") < 0.75:
                continue
            below = [
                other for other in self.lines
                if other is not line and 0.3 * line.height < other.middle - line.middle < 3 * line.height
                and other.left < line.right and other.right > line.left and other.label is None
            ]
            regency = min(below, key=lambda other: other.middle, default=None)
            return rest.strip(" :.,").upper() or None, regency and regency.text.strip(" :.,").upper() or None
        return None, None


def closest(text, words):
    """The closed word that the text is nearly, or the text."""
    if not text:
        return text
    best = max(words, key=lambda word: likeness(letters(text), letters(word)))
    return best if likeness(letters(text), letters(best)) >= 0.75 else text


def card_number(text, lines):
    """Sixteen digits in the number's row, or else in any line."""
    for candidate in [text, *(line.text for line in lines)]:
        if candidate and sum(map(str.isdigit, candidate)) >= 12:
            digits = re.sub(r"\D", "", candidate.translate(AS_DIGITS))
            if len(digits) == 16:
                return digits
    return re.sub(r"\D", "", text.translate(AS_DIGITS)) or None if text else None


def extract(lines):
    """Field to value, None where nothing stands; keys are the older API's under dotted names."""
    page = Page(lines)
    fields = {key: page.value(key) for key in LABELS if key not in ("lahir", "berlaku_hingga")}
    fields["nik"] = card_number(fields["nik"], page.lines)
    birth = page.value("lahir") or ""
    date = DATE.search(birth)
    fields["tempat_lahir"] = (birth[: date.start()] if date else birth.rpartition(",")[0] or birth).strip(" ,.-") or None
    fields["tgl_lahir"] = "-".join(date.groups()) if date else None
    numbers = NUMBER.search((fields["alamat.rt_rw"] or "").translate(AS_DIGITS))
    fields["alamat.rt_rw"] = "/".join(numbers.groups()) if numbers else fields["alamat.rt_rw"]
    for key, words in CLOSED.items():
        fields[key] = closest(fields[key], words)
    fields["jenis_kelamin"] = SEXES.get(fields["jenis_kelamin"], fields["jenis_kelamin"])
    fields["alamat.provinsi"], fields["alamat.kabupaten"] = page.header()
    return fields

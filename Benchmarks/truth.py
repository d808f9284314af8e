"""What the pictures say, and how a reading is compared with it."""

import json
import string

# The fields of the older API, which is what peers' users take from a card.
FIELDS = (
    "nik", "nama", "tempat_lahir", "tgl_lahir", "jenis_kelamin", "agama", "status_perkawinan", "pekerjaan", "kewarganegaraan",
    "alamat.name", "alamat.rt_rw", "alamat.kel_desa", "alamat.kecamatan", "alamat.kabupaten", "alamat.provinsi",
)
PROFILES = {"scan": "flat scans", "photo": "12 MP photos", "chat": "chat-app pictures"}
# Foreigners' cards print the sex in English.
PRINTED = {"LAKI-LAKI": ("LAKI-LAKI", "MALE"), "PEREMPUAN": ("PEREMPUAN", "FEMALE")}
EDGES = string.punctuation + string.whitespace


def flat(data, prefix=""):
    """The fields of `data` under dotted names."""
    fields = {}
    for key, value in (data or {}).items():
        if isinstance(value, dict):
            fields.update(flat(value, f"{prefix}{key}."))
        else:
            fields[prefix + key] = value
    return fields


def squeezed(text):
    """Upper case, without white space, nor punctuation at its edges: how texts are compared."""
    return "".join(text.split()).upper().strip(EDGES) if text else ""


def holds(text, value):
    """Whether a squeezed text holds a value, whole or, as print breaks lines, in two parts between words."""
    words = value.split()
    parts = [(squeezed(" ".join(words[:cut])), squeezed(" ".join(words[cut:]))) for cut in range(len(words))]
    return any(head in text and tail in text for head, tail in parts)


class Truth:
    """`names[profile]` are the pictures to take, `fields[name]` what a card says, None for a blank."""

    def __init__(self, folder, count):
        self.folder = folder
        labels = json.loads((folder / "labels.json").read_text())
        self.names = {
            profile: sorted(name for name, entry in labels.items() if entry["profile"] == profile)[:count] for profile in PROFILES
        }
        self.fields = {
            name: {key: value for key, value in flat(entry["data"]).items() if key in FIELDS} for name, entry in labels.items()
        }

    def all_names(self):
        return [name for names in self.names.values() for name in names]

    def values(self, name):
        return {key: value for key, value in self.fields[name].items() if value}

    def wrong(self, name, read, is_exact=False):
        """The fields that differ, key to [read, true]; `is_exact` also counts spaces and edges."""
        form = (lambda text: text or "") if is_exact else squeezed
        return {
            key: [read.get(key), value] for key, value in self.fields[name].items() if form(read.get(key)) != form(value)
        }

    def found(self, name, texts):
        """How many of a card's true values stand anywhere in the texts."""
        text = squeezed(" ".join(texts))
        return sum(any(holds(text, form) for form in PRINTED.get(value, (value,))) for value in self.values(name).values())


class Score:
    """Cards and values right over pictures of one profile."""

    def __init__(self):
        self.cards = self.cards_right = self.values = self.values_right = self.found = 0
        self.wrong = {}

    def add(self, truth, name, read, texts, is_exact=False):
        values, wrong = truth.values(name), truth.wrong(name, read, is_exact)
        self.cards += 1
        self.cards_right += not wrong
        self.values += len(values)
        self.values_right += len(values.keys() - wrong.keys())
        self.found += truth.found(name, texts)
        if wrong:
            self.wrong[name] = wrong

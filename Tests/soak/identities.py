"""Made-up people with their cards, drawn by Tools/sample-cards."""

import io
import random
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "Tools/sample-cards"))


@dataclass
class Identity:
    """One person: what must be found nowhere, and a photo of the card."""

    nik: str
    name: str
    street: str
    picture: bytes

    @property
    def file(self):
        return f"KTP {self.name} {self.nik}.jpg"


def identities(count, seed):
    from PIL import Image
    from sample_cards.card import Style, draw_card
    from sample_cards.cardholders import random_card
    from sample_cards.examples import SCANNER
    from sample_cards.layout import S2
    from sample_cards.photo import photograph

    chance, seen = random.Random(seed), set()
    while len(seen) < count:
        card = random_card(chance)
        # A street or a name that others have too could be found without being told by anybody.
        if card.is_foreigner or len(card.nama) < 12 or len(card.alamat) < 12 or card.nama in seen:
            continue
        seen.add(card.nama)
        drawn, _ = draw_card(card, Style(layout=S2, seed=len(seen), spread=0.5), 1380)
        photo, *_ = photograph(drawn, [], SCANNER, len(seen))
        file = io.BytesIO()
        Image.fromarray(photo).save(file, "JPEG", quality=88)
        yield Identity(card.nik, card.nama, card.alamat, file.getvalue())

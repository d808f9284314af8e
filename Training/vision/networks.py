"""The networks that see the card, convolutions alone."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from recognizer.network import Residual, convolution, factored, mixing


class CornerFinder(nn.Module):
    """Where a KTP's corners are, and whether there is a KTP.

    Colour pictures `[N, 3, H, W]`, H and W multiples of 16, to log-probabilities `[N, 4, H / 8, W / 8]` of each corner's
    place (top left of the upright card first, clockwise) and to the logit `[N]` of there being a KTP.
    """

    def __init__(self, channels: tuple[int, ...] = (12, 24, 48, 80, 112), is_factored: bool = True):
        super().__init__()
        a, b, c, d, e = channels

        def block(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
            if is_factored:
                return factored(inputs, outputs, (3, 3), min(inputs, outputs) // 2, (stride, stride))
            return convolution(inputs, outputs, 3, stride)

        self.to_eighth = nn.Sequential(
            convolution(3, a, 3, 2), block(a, b, 2), Residual(block(b, b), block(b, b)), block(b, c, 2), Residual(block(c, c)))
        self.to_sixteenth = nn.Sequential(block(c, d, 2), *(Residual(block(d, d)) for _ in range(3)))
        self.to_bottom = nn.Sequential(block(d, e, 2), *(Residual(block(e, e)) for _ in range(3)))
        self.kind = nn.Sequential(nn.Linear(e, 48), nn.ReLU(), nn.Linear(48, 1))
        # What lies far apart on the card is seen together before it is said where the corners are.
        self.context = nn.Sequential(convolution(e, e, 5, padding=2, groups=e), convolution(e, d, 1, padding=0))
        self.from_sixteenth = nn.Sequential(Residual(block(d, d)), convolution(d, c, 1, padding=0))
        self.places = nn.Sequential(Residual(block(c, c)), block(c, c), nn.Conv2d(c, 4, 1))

    def forward(self, x):
        return self.seen(x)[:2]

    def seen(self, x):
        """Places, logit, and what is seen at a sixteenth, with all that lies around it."""
        eighth = self.to_eighth(x)
        sixteenth = self.to_sixteenth(eighth)
        bottom = self.to_bottom(sixteenth)
        logit = self.kind(bottom.mean((2, 3)).float()).squeeze(1)
        sixteenth = sixteenth + functional.interpolate(self.context(bottom), size=sixteenth.shape[2:], mode="nearest")
        middle = functional.interpolate(self.from_sixteenth(sixteenth), size=eighth.shape[2:], mode="nearest")
        places = self.places(eighth + middle).float()
        return places.flatten(2).log_softmax(2).view_as(places), logit, sixteenth


class CardFinder(CornerFinder):
    """Where the corners of all KTPs are, and which belong together.

    As `CornerFinder`, a corner's probability shared among the cards, and besides `[N, 9, H / 16, W / 16]`: the logit of a KTP's middle
    being there, and where its corners are from there, x and y of each, in sixteenths of the picture's width.
    """

    def __init__(self, channels: tuple[int, ...] = (12, 24, 48, 80, 112), is_factored: bool = True):
        super().__init__(channels, is_factored)
        self.cards = nn.Sequential(convolution(channels[3], 32, 3), nn.Conv2d(32, 9, 1))
        nn.init.constant_(self.cards[1].bias[:1], -4)  # hardly any place is a card's middle

    def forward(self, x):
        places, logit, sixteenth = self.seen(x)
        return places, logit, self.cards(sixteenth).float()


def corner_refiner(is_factored: bool = True) -> CornerFinder:
    """The larger one, for the cards that are looked at twice."""
    return CornerFinder((16, 32, 64, 112, 144), is_factored)


class LineFinder(nn.Module):
    """Where lines of print stand on a card seen straight on.

    Gray cards `[N, 1, H, W]`, H and W multiples of 16, to logits `[N, 2, H / 2, W / 2]` of the middle of a line: of a value, of a label.
    """

    def __init__(self, channels: tuple[int, ...] = (8, 16, 32, 64)):
        super().__init__()
        a, b, c, d = channels
        self.to_quarter = nn.Sequential(convolution(1, a, 3, 2), convolution(a, b, 3, 2), Residual(convolution(b, b, 3)))
        self.to_eighth = nn.Sequential(convolution(b, c, 3, 2), Residual(convolution(c, c, 3)))
        self.to_sixteenth = nn.Sequential(convolution(c, d, 3, 2), mixing(d, 9, 2 * d), Residual(convolution(d, d, 3)), mixing(d, 15, 2 * d))
        self.from_sixteenth = convolution(d, c, 1, padding=0)
        self.from_eighth = nn.Sequential(Residual(convolution(c, c, 3)), convolution(c, b, 1, padding=0))
        self.places = nn.Sequential(Residual(convolution(b, b, 3)), nn.Conv2d(b, 8, 3, padding=1), nn.PixelShuffle(2))

    def forward(self, x):
        quarter = self.to_quarter(x)
        eighth = self.to_eighth(quarter)
        sixteenth = self.to_sixteenth(eighth)
        eighth = eighth + functional.interpolate(self.from_sixteenth(sixteenth), size=eighth.shape[2:], mode="nearest")
        quarter = quarter + functional.interpolate(self.from_eighth(eighth), size=quarter.shape[2:], mode="nearest")
        return self.places(quarter)


class ExportedCornerFinder(nn.Module):
    """What is written to ONNX: one output `[N, 4 * H / 8 * W / 8 + 1]`, the places' probabilities and the KTP's."""

    def __init__(self, network: CornerFinder):
        super().__init__()
        self.network = network

    def forward(self, x):
        places, logit = self.network(x)
        return torch.cat([places.exp().flatten(1), torch.sigmoid(logit)[:, None]], 1)


class ExportedCardFinder(nn.Module):
    """What is written to ONNX: as for corners, then each plane of the cards, the first as a probability."""

    def __init__(self, network: CardFinder):
        super().__init__()
        self.network = network

    def forward(self, x):
        places, logit, cards = self.network(x)
        middles, offsets = torch.sigmoid(cards[:, :1]), cards[:, 1:]
        return torch.cat([places.exp().flatten(1), torch.sigmoid(logit)[:, None], middles.flatten(1), offsets.flatten(1)], 1)


class ExportedLineFinder(nn.Module):
    """What is written to ONNX: probabilities instead of logits."""

    def __init__(self, network: LineFinder):
        super().__init__()
        self.network = network

    def forward(self, x):
        return torch.sigmoid(self.network(x))

"""The network: convolutions alone, so that it runs at any width, and fast on one thread of a processor."""

from __future__ import annotations

import torch
from torch import nn

from .alphabet import CLASS_COUNT

HEIGHT = 32
STRIDE = 4  # pixels of width a step
SQUEEZE = 1.0  # widths are scaled by this much more than heights; "III" needs five steps, and at 0.75 had four
LEAST_WIDTH, MOST_WIDTH = 16, 960
STRIP_WIDTH = 1024  # lines are shown side by side in strips of this width (read in narrower ones, `Models/manifest.json`),
GAP = 16  # with this much of nothing, zeros, between two


def input_width(height: int, width: int) -> int:
    """The width at which the network sees a crop of that size."""
    return int(min(max(round(width / height * HEIGHT * SQUEEZE), LEAST_WIDTH), MOST_WIDTH))


def convolution(inputs: int, outputs: int, kernel, stride=1, padding=1, groups: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, groups=groups, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


def factored(inputs: int, outputs: int, kernel: tuple[int, int], rank: int, stride=(1, 1), padding=(1, 1)) -> nn.Sequential:
    """A convolution as two, down and then along the line, with `rank` channels between them."""
    return nn.Sequential(
        nn.Sequential(
            nn.Conv2d(inputs, rank, (kernel[0], 1), (stride[0], 1), (padding[0], 0), bias=False),
            nn.Conv2d(rank, outputs, (1, kernel[1]), (1, stride[1]), (0, padding[1]), bias=False),
        ),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    def __init__(self, *layers: nn.Module):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return x + self.layers(x)


def mixing(channels: int, kernel: int, hidden: int) -> Residual:
    """Looks along the line, each channel for itself, then mixes the channels."""
    return Residual(
        nn.Conv2d(channels, channels, (1, kernel), padding=(0, kernel // 2), groups=channels, bias=False),
        nn.BatchNorm2d(channels),
        convolution(channels, hidden, 1, padding=0),
        nn.Conv2d(hidden, channels, 1, bias=False),
        nn.BatchNorm2d(channels),
    )


class Recognizer(nn.Module):
    """Gray crops `[N, 1, 32, W]`, W a multiple of 4, to logits `[N, W / 4, classes]`.

    `ranks` are those of the five convolutions after the first, 0 where one is not factored; `hidden` the channels within the
    stages that look along the line.
    """

    def __init__(
        self,
        channels: tuple[int, int, int, int] = (24, 48, 80, 144),
        kernels: tuple[int, ...] = (7, 9, 11),
        ranks: tuple[int, int, int, int, int] = (16, 24, 40, 40, 64),
        hidden: int = 176,
    ):
        super().__init__()
        a, b, c, d = channels

        def block(index: int, inputs: int, outputs: int, kernel=(3, 3), stride=(1, 1), padding=(1, 1)) -> nn.Sequential:
            if rank := ranks[index]:
                return factored(inputs, outputs, kernel, rank, stride, padding)
            return convolution(inputs, outputs, kernel, stride, padding)

        self.layers = nn.Sequential(
            convolution(1, a, 3, 2),
            block(0, a, b, stride=(2, 2)),
            Residual(block(1, b, b)),
            block(2, b, c, stride=(2, 1)),
            Residual(block(3, c, c)),
            block(4, c, d, (4, 3), padding=(0, 1)),
            *(mixing(d, kernel, hidden) for kernel in kernels),
            nn.Dropout(0.1),
            nn.Conv2d(d, CLASS_COUNT, 1),
        )

    def forward(self, x):
        return self.layers(x).squeeze(2).transpose(1, 2)


class Exported(nn.Module):
    """What is written to ONNX: probabilities instead of logits."""

    def __init__(self, recognizer: Recognizer):
        super().__init__()
        self.recognizer = recognizer

    def forward(self, x):
        return torch.softmax(self.recognizer(x), dim=2)

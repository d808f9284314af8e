"""The network: convolutions alone, so that it runs at any width, and fast on one thread of a processor."""

from __future__ import annotations

import torch
from torch import nn

from .alphabet import CLASS_COUNT

HEIGHT = 32
STRIDE = 4  # pixels of width a step
SQUEEZE = 1.0  # widths are scaled by this much more than heights; "III" needs five steps, and at 0.75 had four
LEAST_WIDTH, MOST_WIDTH = 16, 960
STRIP_WIDTH = 1024  # lines are read side by side in strips of this width,
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


class Residual(nn.Module):
    def __init__(self, *layers: nn.Module):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return x + self.layers(x)


def mixing(channels: int, kernel: int) -> Residual:
    """Looks along the line, each channel for itself, then mixes the channels."""
    return Residual(
        nn.Conv2d(channels, channels, (1, kernel), padding=(0, kernel // 2), groups=channels, bias=False),
        nn.BatchNorm2d(channels),
        convolution(channels, 2 * channels, 1, padding=0),
        nn.Conv2d(2 * channels, channels, 1, bias=False),
        nn.BatchNorm2d(channels),
    )


class Recognizer(nn.Module):
    """Gray crops `[N, 1, 32, W]`, W a multiple of 4, to logits `[N, W / 4, classes]`."""

    def __init__(self, channels: tuple[int, int, int, int] = (24, 48, 80, 144), kernels: tuple[int, ...] = (7, 9, 11)):
        super().__init__()
        a, b, c, d = channels
        self.layers = nn.Sequential(
            convolution(1, a, 3, 2),
            convolution(a, b, 3, 2),
            Residual(convolution(b, b, 3)),
            convolution(b, c, 3, (2, 1)),
            Residual(convolution(c, c, 3)),
            convolution(c, d, (4, 3), 1, (0, 1)),
            *(mixing(d, kernel) for kernel in kernels),
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

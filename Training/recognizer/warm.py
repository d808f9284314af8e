"""Begins with the weights of a network that was exported earlier."""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import nn


@torch.inference_mode()
def begin_from(path: Path, network: nn.Module, inputs: torch.Tensor) -> None:
    """Gives the network, in place, the weights of an ONNX file of the same layers.

    Export folds each normalization into the convolution before it. Here it is unfolded again: the statistics are measured on
    `inputs`, and factor and summand chosen so that the answer stays what it was.
    """
    graph = onnx.load(str(path)).graph
    arrays = {array.name: torch.from_numpy(numpy_helper.to_array(array).copy()) for array in graph.initializer}
    layers = {kind: [[arrays[name] for name in node.input[1:]] for node in graph.node if node.op_type == kind] for kind in ("Conv", "Gemm")}
    folded = layers["Conv"]
    modules = [module for module in network.modules() if isinstance(module, nn.Conv2d | nn.BatchNorm2d)]
    convolutions = [module for module in modules if isinstance(module, nn.Conv2d)]
    linear = [module for module in network.modules() if isinstance(module, nn.Linear)]
    if [tuple(weight.shape) for weight, *_ in folded + layers["Gemm"]] != [tuple(module.weight.shape) for module in convolutions + linear]:
        raise ValueError(f"{path} has other layers")
    for module, (weight, bias) in zip(linear, layers["Gemm"], strict=True):
        module.weight.copy_(weight)
        module.bias.copy_(bias)
    summand = torch.zeros(0)
    hooks = []
    for module in modules:
        if isinstance(module, nn.Conv2d):
            weight, *added = folded.pop(0)
            summand = added[0] if added else torch.zeros(weight.shape[0])
            module.weight.copy_(weight)
            if module.bias is not None:
                module.bias.copy_(summand)
        else:
            hooks.append(module.register_forward_pre_hook(_unfolding(summand)))
    network.eval()
    network(inputs)
    for hook in hooks:
        hook.remove()


def _unfolding(summand: torch.Tensor):
    def measure(norm: nn.BatchNorm2d, inputs: tuple[torch.Tensor]) -> None:
        mean, variance = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3), unbiased=False)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance)
        norm.weight.copy_((variance + norm.eps).sqrt())
        norm.bias.copy_(summand + mean)

    return measure

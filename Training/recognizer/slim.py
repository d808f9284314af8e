"""A network of fewer operations from one of more: convolutions in two factors, fewer channels within a stage.

Of all factors of their rank, a convolution gets those that change its answers least, by how its inputs vary together; of a stage's
channels, those stay that add most to its answers.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional


@torch.inference_mode()
def slimmed(full: nn.Module, network: nn.Module, inputs: torch.Tensor) -> None:
    """Gives `network`, in place, weights with which it answers `inputs` nearly as `full` does.

    The two have the same layers, but that a convolution of `full` may be two in `network`, and that layers may have fewer channels
    between them.
    """
    seen: dict[nn.Module, torch.Tensor] = {}
    hooks = [
        module.register_forward_pre_hook(lambda module, given: seen.__setitem__(module, given[0].clone()))
        for module in full.modules() if isinstance(module, nn.Conv2d)
    ]
    full.eval()(inputs)
    for hook in hooks:
        hook.remove()
    kept: dict[int, torch.Tensor] = {}  # by the channels that there were; of each pair of layers only the first leaves some out
    modules = [(module, network.get_submodule(name)) for name, module in full.named_modules() if not list(module.children())]
    for index, (old, new) in enumerate(modules):
        if isinstance(old, nn.Conv2d) and isinstance(new, nn.Sequential):
            _factor(old, new[0], new[1], seen[old])
        elif isinstance(old, nn.Conv2d) and new.out_channels < old.out_channels:
            after = next(module for module, _ in modules[index + 1 :] if isinstance(module, nn.Conv2d))
            share = seen[after].square().mean((0, 2, 3)) * after.weight.square().sum((0, 2, 3))
            kept[old.out_channels] = share.topk(new.out_channels).indices.sort().values
            new.weight.copy_(old.weight[kept[old.out_channels]])
        elif isinstance(old, nn.Conv2d) and new.in_channels < old.in_channels and old.groups == 1:
            new.weight.copy_(old.weight[:, kept[old.in_channels]])
        elif isinstance(old, nn.BatchNorm2d) and new.num_features < old.num_features:
            for name, value in old.state_dict().items():
                new.state_dict()[name].copy_(value[kept[old.num_features]] if value.dim() else value)
        else:
            new.load_state_dict(old.state_dict())


def _factor(full: nn.Conv2d, down: nn.Conv2d, along: nn.Conv2d, inputs: torch.Tensor) -> None:
    outputs, channels, rows, columns = full.weight.shape
    patches = functional.unfold(inputs, (rows, 1), padding=(full.padding[0], 0), stride=(full.stride[0], 1))
    patches = patches.transpose(0, 1).flatten(1)
    values, vectors = torch.linalg.eigh((patches @ patches.T / patches.shape[1]).double())
    roots = values.clamp(min=float(values[-1]) * 1e-6).sqrt()
    weights = full.weight.double().permute(1, 2, 0, 3).reshape(channels * rows, outputs * columns)
    left, sizes, right = torch.linalg.svd(roots[:, None] * (vectors.T @ weights), full_matrices=False)
    rank = down.out_channels
    first = vectors @ (left[:, :rank] / roots[:, None])
    second = sizes[:rank, None] * right[:rank]
    # Both get a like share of the size, so that both learn at a like pace.
    share = (second.square().sum(1) / first.square().sum(0)).pow(0.25)
    down.weight.copy_((first * share).T.reshape(rank, channels, rows, 1))
    along.weight.copy_((second / share[:, None]).reshape(rank, outputs, 1, columns).transpose(0, 1))

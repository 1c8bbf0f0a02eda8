"""Writes mmce_losses.json: MMCE and weighted MMCE by the double sums of Kumar et al. 2018, with gradients.

Run with PyTorch 2.15: python mmce_losses.py > mmce_losses.json
"""

import json

import torch

torch.set_default_dtype(torch.float64)


def kernel(r, s):
    return torch.exp(-abs(r - s) / 0.4)


def mmce(r, c):
    m = len(r)
    return sum((c[i] - r[i]) * (c[j] - r[j]) * kernel(r[i], r[j]) for i in range(m) for j in range(m)) / m**2


def weighted_mmce(r, c):
    right = [p for p, is_right in zip(r, c) if is_right]
    wrong = [p for p, is_right in zip(r, c) if not is_right]
    n, rest = len(right), len(wrong)
    if n == 0 or rest == 0:
        return torch.zeros(())
    return (
        sum(s * t * kernel(s, t) for s in wrong for t in wrong) / rest**2
        + sum((1 - s) * (1 - t) * kernel(s, t) for s in right for t in right) / n**2
        - 2 * sum((1 - s) * t * kernel(s, t) for s in right for t in wrong) / (n * rest)
    )


cases = []
generator = torch.Generator().manual_seed(7)
for rows, classes, labels in [(7, 4, None), (12, 3, None), (4, 3, "right"), (4, 3, "wrong")]:
    logits = (torch.randn(rows, classes, generator=generator) * 2).float().double().requires_grad_()
    if labels is None:
        y = torch.randint(0, classes, (rows,), generator=generator)
    else:
        y = (logits.argmax(1) + (labels == "wrong")) % classes
    r, predicted = logits.softmax(1).max(1)
    for name, error in [("mmce:2", mmce), ("mmce-weighted:2", weighted_mmce)]:
        loss = torch.nn.functional.cross_entropy(logits, y) + 2 * torch.sqrt(error(r, (predicted == y).double()) + 1e-10)
        (gradient,) = torch.autograd.grad(loss, logits, retain_graph=True)
        cases.append(
            {
                "loss": name,
                "logits": logits.tolist(),
                "labels": y.tolist(),
                "value": loss.item(),
                "gradient": gradient.flatten().tolist(),
            }
        )
print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")

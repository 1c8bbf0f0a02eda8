"""Images of every kind that the decoders have to understand, and what Pillow makes of them.

Made with Pillow 13.0.0: python make_images.py, in this folder. `expected.json` has the RGB bytes of each image as
Image.convert("RGB") gives them, except that CMYK is multiplied out and 16-bit grey is scaled to 8 bits here.
"""

import json
from pathlib import Path

import numpy as np
import PIL
from PIL import Image

here = Path(__file__).parent
height, width = 5, 7
y, x = np.mgrid[0:height, 0:width]
rgb = np.stack([x * 40, y * 60, 255 - x * 20 - y * 20], axis=-1).astype(np.uint8)
grey = (x * 30 + y * 10).astype(np.uint8)
alpha = (255 - x * 30).astype(np.uint8)

expected = {}


def save(image, name, pixels=None, **options):
    image.save(here / name, **options)
    with Image.open(here / name) as saved:
        pixels = np.asarray(saved.convert("RGB")) if pixels is None else pixels(saved)
    expected[name] = {"height": height, "width": width, "pixels": pixels.reshape(-1).tolist()}


def multiplied_out(image):
    # Pillow has already undone the inversion that Adobe's marker announces.
    cmyk = 255 - np.asarray(image).astype(int)
    return (cmyk[..., :3] * cmyk[..., 3:] + 127) // 255


def eight_bits(image):
    return np.repeat(((np.asarray(image).astype(int) + 128) // 257)[..., None], 3, axis=-1)


save(Image.fromarray(rgb), "rgb.jpg", quality=95)
save(Image.fromarray(rgb), "progressive.jpg", quality=95, progressive=True)
save(Image.fromarray(grey), "grey.jpg", quality=95)
save(Image.fromarray(np.dstack([rgb, alpha])).convert("RGB").convert("CMYK"), "cmyk.jpg", multiplied_out, quality=95)
save(Image.fromarray(rgb), "rgb.png")
save(Image.fromarray(grey), "grey.png")
save(Image.fromarray(np.dstack([grey, alpha])), "grey-alpha.png")
save(Image.fromarray(np.dstack([rgb, alpha])), "alpha.png")
save(Image.fromarray(rgb).quantize(16), "palette.png")
save(Image.fromarray(grey > 128), "one-bit.png")
save(Image.fromarray((grey.astype(np.uint16) * 257 + x * 11).astype(np.uint16)), "grey-16.png", eight_bits)

(here / "expected.json").write_text(json.dumps(expected) + "\n")
print("Pillow", PIL.__version__)

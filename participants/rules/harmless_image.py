"""Whether a picture opens, and does not ask for more memory than a picture may."""

import io

from PIL import Image

from participants.errors import Reason, Refused

MOST_PIXELS = 50_000_000


def check_image(data: bytes) -> None:
    """Refused: image-too-large, file-broken."""
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(Reason("image-too-large", most_megapixels=MOST_PIXELS // 1_000_000))
            # A JPEG is decoded at an eighth: the whole stream is read, the memory is not taken.
            picture.draft("RGB", (picture.width // 8 or 1, picture.height // 8 or 1))
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        most = MOST_PIXELS // 1_000_000
        raise Refused(Reason("image-too-large", most_megapixels=most)) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused(Reason("file-broken")) from error

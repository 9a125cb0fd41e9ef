"""Compute with colours: what a value of CSS says, one over the other, how far two stand apart."""

from __future__ import annotations

from dataclasses import dataclass

# Below this ratio of contrast two colours look the same; 1 is the least, 21 the most.
LEAST_CONTRAST = 1.1


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in sRGB, all parts from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, ground: Colour) -> Colour:
        """Return the colour that is seen where this one lies on an opaque ground."""

        def mixed(own: float, below: float) -> float:
            return own * self.alpha + below * (1 - self.alpha)

        return Colour(
            mixed(self.red, ground.red), mixed(self.green, ground.green), mixed(self.blue, ground.blue)
        )


BLACK, WHITE, LINK = Colour(0, 0, 0), Colour(1, 1, 1), Colour(0, 0, 0.93)


def read_colour(value: str) -> Colour | None:
    """Return the colour that a value states, None where it states none or one that is not understood."""
    from tinycss2.color4 import parse_color

    try:
        parsed = parse_color(value)
        if parsed is None or isinstance(parsed, str):
            return None
        red, green, blue = (float(part or 0) for part in parsed.to("srgb").coordinates)
    except (ArithmeticError, NotImplementedError, RecursionError, ValueError):
        return None
    return Colour(red, green, blue, 1.0 if parsed.alpha is None else float(parsed.alpha))


def contrast(one: Colour, other: Colour) -> float:
    """Return the ratio of contrast of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lower, upper = sorted((_luminance(one), _luminance(other)))
    return (upper + 0.05) / (lower + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (max(0.0, min(1.0, each)) for each in (colour.red, colour.green, colour.blue))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

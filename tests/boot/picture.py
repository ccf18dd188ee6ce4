"""What is on a picture of the panel: codes as a phone reads them, colours, and whether it is a console."""
import json
import os
import re
import struct
import subprocess
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STEP = 3  # every so many pixels, in both directions: enough for shares of colours


def codes(path):
    """The texts of all QR codes on the picture."""
    done = subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", path], capture_output=True, check=False)
    return done.stdout.decode().split()


def ways_up(path):
    """Which way the upper edges of the codes on the picture point: "UP", "RIGHT", "DOWN" or "LEFT"."""
    done = subprocess.run(["zbarimg", "-q", "--xml", "-Sdisable", "-Sqrcode.enable", path], capture_output=True, check=False)
    return set(re.findall(r"orientation='([A-Z]+)'", done.stdout.decode()))


def pixels(path):
    """Width, height and rows of RGB bytes of a PNG with eight bits of red, green and blue, as QEMU writes it."""
    with open(path, "rb") as file:
        data = file.read()
    width, height, depth, colour = struct.unpack(">IIBB", data[16:26])
    if (depth, colour) != (8, 2):
        raise ValueError(f"{path}: not a PNG with 8 bits of RGB")
    packed, at = b"", 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += length + 12
    raw, stride, rows = zlib.decompress(packed), width * 3, []
    before = bytearray(stride)
    for row in range(height):
        kind = raw[row * (stride + 1)]
        line = bytearray(raw[row * (stride + 1) + 1 : (row + 1) * (stride + 1)])
        unfilter(kind, line, before)
        rows.append(line)
        before = line
    return width, height, rows


def unfilter(kind, line, before):
    """PNG (ISO 15948), 9.2: a row is written as differences to its neighbours."""
    if kind == 2:
        for at, above in enumerate(before):
            line[at] = (line[at] + above) & 255
    elif kind != 0:
        for at, above in enumerate(before):
            left = line[at - 3] if at >= 3 else 0
            if kind == 1:
                guess = left
            elif kind == 3:
                guess = (left + above) >> 1
            else:
                corner = before[at - 3] if at >= 3 else 0
                guess = min((left, above, corner), key=lambda value: abs(left + above - corner - value))
            line[at] = (line[at] + guess) & 255


def shares(path):
    """How large a part of the picture each colour has, "#rrggbb" -> 0 to 1, the largest first."""
    width, height, rows = pixels(path)
    count = {}
    for row in rows[::STEP]:
        for at in range(0, width * 3, STEP * 3):
            colour = bytes(row[at : at + 3])
            count[colour] = count.get(colour, 0) + 1
    whole = sum(count.values())
    ordered = sorted(count.items(), key=lambda item: -item[1])
    return (width, height), {"#" + colour.hex(): number / whole for colour, number in ordered}


def theme_colours():
    """All colours of the design, as they are in assets/tokens.json."""
    found = set()

    def walk(value):
        if isinstance(value, dict):
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)
        elif isinstance(value, str) and len(value) == 7 and value.startswith("#"):
            found.add(value.lower())

    with open(os.path.join(ROOT, "assets", "tokens.json"), encoding="utf-8") as file:
        walk(json.load(file))
    return found


def judge(path):
    """("dark" | "ours" | "console" | "other", size, shares). Dark is one colour all over. A console is letters of one grey on
    black, of at most seventeen levels. Ours: a fifth are surfaces in colours of the design, none of them black; what lies
    under a sheet is dimmed, and counts as no surface."""
    size, parts = shares(path)
    colours = list(parts)
    if len(colours) == 1:
        return "dark", size, parts
    black = parts.get("#000000", 0)
    design = theme_colours() - {"#000000"}
    if sum(part for colour, part in parts.items() if colour in design) > 0.2:
        return "ours", size, parts
    if black > 0.7 and len(colours) <= 17:
        return "console", size, parts
    return "other", size, parts

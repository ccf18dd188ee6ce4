#!/usr/bin/env python3
"""A made pack to measure with: make_pack.py FOLDER PHOTOS. 300 stories and 200 events, and PHOTOS photos of 1.5 MB that
nothing can compress; the same bytes each time."""
import pathlib
import random
import struct
import sys
import zlib

WORDS = """amber bridge cedar delegate evening forum garden harbour island journey kettle lantern meadow north orchard paper
quiet river session table under valley window yellow zone answer build circle direct every first great hall""".split()
SIDE = 707  # pixels; 707 x 707 x 3 bytes are 1.5 MB


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def photo(seed):
    noise = random.Random(seed)
    rows = b"".join(b"\0" + noise.randbytes(SIDE * 3) for _ in range(SIDE))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b""))


def words(chance, count):
    return " ".join(chance.choice(WORDS) for _ in range(count))


def story(number, has_photo):
    chance = random.Random(number)
    picture = f'\n[photo]\nfile = "p{number:03}.png"\nalt = "{words(chance, 6)}"\n' if has_photo else ""
    paragraphs = "\n\n".join(words(chance, 60).capitalize() + "." for _ in range(3))
    return f'+++\nheadline = "{words(chance, 7).capitalize()}"\ngist = "{words(chance, 18).capitalize()}."\n{picture}+++\n\n{paragraphs}\n'


def event(number):
    chance = random.Random(10_000 + number)
    day, hour = 1 + number % 28, 8 + number % 10
    return (
        f"BEGIN:VEVENT\r\nUID:event-{number}@made\r\nDTSTAMP:20240101T000000Z\r\nDTSTART:202402{day:02}T{hour:02}0000Z\r\n"
        f"DTEND:202402{day:02}T{hour + 1:02}0000Z\r\nSUMMARY:{words(chance, 6).capitalize()}\r\nLOCATION:Hall {number % 9}\r\n"
        "END:VEVENT\r\n"
    )


def main():
    folder, photos = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    (folder / "stories").mkdir(parents=True)
    (folder / "media").mkdir()
    (folder / "pack.toml").write_text(
        'id = "made"\ndefault_language = "en"\nlanguages = ["en"]\nzone = "Europe/Vienna"\n'
        '\n[title]\nen = "A made pack"\n\n[wordmark.en]\nname = "Made"\nunit = "To measure with"\n'
        '\n[venue.en]\nname = "Hall"\n'
    )
    for number in range(300):
        (folder / "stories" / f"s{number:03}.md").write_text(story(number, number < photos))
    for number in range(photos):
        (folder / "media" / f"p{number:03}.png").write_bytes(photo(number))
    calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Rotunda//Made//EN\r\n"
    calendar += "".join(event(number) for number in range(200)) + "END:VCALENDAR\r\n"
    (folder / "events.ics").write_bytes(calendar.encode())


main()

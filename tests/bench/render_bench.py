#!/usr/bin/env python3
"""Milliseconds from a question to `kiosk --render` until its whole answer, as a hub waits for it: pictures of 1920x1080 of every
item in each language from a warm process, the first one of a new release in a cache, and the first one after a story of a pack
was saved. render_bench.py PROGRAMS PACK TIME [RUNS]: TIME is an instant of the pack. Called by `./dev bench`."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

programs, pack, at = sys.argv[1:4]
runs = int(sys.argv[4]) if len(sys.argv) > 4 else 10
languages = ("en", "fr", "es", "ru", "ar", "zh")


class Renderer:
    def __init__(self, work):
        self.process = subprocess.Popen(
            [os.path.join(programs, "kiosk"), "--render", "--font-cache", os.path.join(work, "fonts")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, **request):
        """Milliseconds, and the answer."""
        line = (json.dumps({"id": 1, "at": at, **request}) + "\n").encode()
        begun = time.perf_counter()
        self.process.stdin.write(line)
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if "code" in answer:
            sys.exit("render_bench: " + answer["message"])
        self.process.stdout.read(answer.get("bytes", 0))
        return (time.perf_counter() - begun) * 1000, answer

    def processor_ms(self):
        """What it has used so far."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)


def tell(what, times, wanted):
    times = sorted(times)
    p95 = times[min(len(times) - 1, len(times) * 95 // 100)]
    print(f"{what}: median {times[len(times) // 2]:.0f} ms, 95 % {p95:.0f} ms, most {times[-1]:.0f} ms"
          f" of {len(times)} (wanted: 95 % within {wanted})")


def load(folder, cache):
    subprocess.run([os.path.join(programs, "kiosk-pack"), "load", folder, "--cache", cache], check=True,
                   stdout=subprocess.DEVNULL)


def change(folder, number):
    """Another headline for the first story."""
    stories = os.path.join(folder, "stories")
    name = sorted(one for one in os.listdir(stories) if one.endswith(".md") and one.count(".") == 1)[0]
    path = os.path.join(stories, name)
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for index, line in enumerate(lines):
        if line.startswith("headline = "):
            lines[index] = f'headline = "What was saved for the {number}. time"'
            break
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return "highlight:" + name[:-3]


with tempfile.TemporaryDirectory() as work:
    copy, cache = os.path.join(work, "pack"), os.path.join(work, "cache.db")
    shutil.copytree(pack, copy)
    load(copy, cache)
    renderer = Renderer(work)
    cold, _ = renderer.ask(ask="picture", cache=cache)
    print(f"the first picture of a new process: {cold:.0f} ms")
    scenes = {turn["scene"] for turn in renderer.ask(ask="turns", cache=cache, slides=240)[1]["turns"]}
    for width, wanted in ((0, "250 ms"), (480, "250 ms, what pages show")):
        more = {"picture_width": width} if width else {}
        before = renderer.processor_ms()
        times = [renderer.ask(ask="picture", cache=cache, scene=scene, language=language, **more)[0]
                 for scene in sorted(scenes) for language in languages]
        tell(f"warm pictures, {width or 1920} pixels wide", times, wanted)
        print(f"  of a processor: {(renderer.processor_ms() - before) / len(times):.0f} ms each")
    tell("warm hashes", [renderer.ask(ask="hash", cache=cache, scene=scene, language=language)[0]
                         for scene in sorted(scenes) for language in languages], "250 ms")
    first, saved = [], []
    for number in range(runs):
        scene = change(copy, number)
        saved.append(renderer.ask(ask="picture", pack=copy, scene=scene, language="en")[0])
        load(copy, cache)
        first.append(renderer.ask(ask="picture", cache=cache, scene=scene, language="en")[0])
    tell("from a story that was saved to its picture", saved, "250 ms")
    tell("the first picture of a new release", first, "600 ms")
    with open(f"/proc/{renderer.process.pid}/smaps_rollup", encoding="ascii") as file:
        pss = next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
    print(f"memory of the renderer then: {pss / 1024:.0f} MB (PSS)")
    renderer.end()

#!/usr/bin/env python3
"""Boots the image in QEMU (emulated, one processor, no KVM) and looks at what is on its panel.

    ./dev boot                      every scenario, with an image that ./dev image made before, or that is made now
    ./dev boot panic keys           those whose names begin with these words
    ./dev boot --list               their names
    tests/boot/boot.py IMAGE PROGRAMS WORK [--list] [WORD...]
                                    the same: rotunda.img, a folder with kiosk-pack, a folder for disks and pictures

Needs qemu-system-x86, ovmf, mtools, zbar-tools, openssh-client. The key on the partition ROTUNDA is made by the test: it
comes in as maintenance does, so the image that is tried is the one that is burned. To look at a machine by oneself:

    python3 -i -c 'import sys; sys.path.insert(0, "tests/boot"); from machine import *
    m = Machine("/tmp/screen", "build-image/rotunda.img"); m.start()'
    m.picture(); m.wait_for_shell(300); m.shell("systemd-analyze"); m.tap(0.5, 0.5); m.press("ctrl", "alt", "f2"); m.cut_power()

Where other work takes the processors, BOOT_PATIENCE=3 makes all time limits three times as long.
Pictures and disks of a scenario that failed stay in WORK; those of one that passed are removed.
"""
import os
import shutil
import signal
import sys
import time
import traceback

import scenarios
from content import Publisher, newer_packages, photos, stories
from machine import Failure, Machine

PHOTOS = 40  # of 1.5 MB


class Scene:
    """What scenarios are given, made when the first of them asks for it."""

    def __init__(self, image, programs, work):
        self.image, self.programs, self.work = image, programs, work
        self.machines = []
        self.made = {}

    def publisher(self, name, make_pack):
        if name not in self.made:
            folder = os.path.join(self.work, name)
            shutil.rmtree(folder, ignore_errors=True)
            publisher = Publisher(folder, self.programs)
            publisher.publish(make_pack(folder))
            self.made[name] = publisher
        return self.made[name]

    def newer(self):
        folder = os.path.join(self.work, "newer")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        return newer_packages(folder, os.path.join(os.path.dirname(self.image), "..", "build-package"))

    def arguments(self, scenario):
        folder = os.path.join(self.work, scenario.__name__)
        shutil.rmtree(folder, ignore_errors=True)

        def screen(**firmware):
            self.machines.append(Machine(folder, self.image, **firmware))
            return self.machines[-1]

        makers = {
            "screen": lambda: screen,
            "publisher": lambda: self.publisher("stories", stories),
            "photos": lambda: self.publisher("photos", lambda folder: photos(folder, PHOTOS)),
            "newer": self.newer,
            "system": lambda: os.path.join(os.path.dirname(self.image), "rotunda.squashfs"),
        }
        names = scenario.__code__.co_varnames[: scenario.__code__.co_argcount]
        return folder, [makers[name]() for name in names]

    def stop(self):
        for machine in self.machines:
            machine.cut_power()
        self.machines.clear()


def too_long(*_):
    raise Failure("over its time limit")


def run(scene, scenario):
    """Whether it passed."""
    print(f"{scenario.__name__.replace('_', ' ')} ...", flush=True)
    folder, arguments = scene.arguments(scenario)
    begin = time.monotonic()
    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(scenario.limit)
    try:
        scenario(*arguments)
        signal.alarm(0)
        print(f"  ok, {time.monotonic() - begin:.0f} s", flush=True)
        passed = True
    except Failure as failure:
        print(f"  FAILED after {time.monotonic() - begin:.0f} s: {failure} (pictures and disk: {folder})", flush=True)
        passed = False
    except Exception:
        traceback.print_exc()
        passed = False
    signal.alarm(0)
    scene.stop()
    if passed:
        shutil.rmtree(folder, ignore_errors=True)
    return passed


def main():
    words = sys.argv[1:]
    is_list = "--list" in words
    words = [word for word in words if word != "--list"]
    if len(words) < 3:
        sys.exit(__doc__)
    image, programs, work = (os.path.abspath(word) for word in words[:3])
    wanted = words[3:]
    chosen = [one for one in scenarios.SCENARIOS if not wanted or any(one.__name__.startswith(word) for word in wanted)]
    if is_list:
        print("\n".join(f"{one.__name__}  (at most {one.limit} s)" for one in chosen))
        return
    if not chosen:
        sys.exit(f"no scenario begins with: {' '.join(wanted)}")
    os.makedirs(work, exist_ok=True)
    scene = Scene(image, programs, work)
    failed = []
    try:
        for scenario in chosen:
            if not run(scene, scenario):
                failed.append(scenario.__name__)
    finally:
        scene.stop()
    print(f"{len(chosen) - len(failed)} passed, {len(failed)} failed{': ' if failed else ''}{', '.join(failed)}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

"""Makes one tampered variant of a depot: tamper.py VARIANT DEPOT FORMER_DEPOT. See check.sh for what each one is."""

import glob
import json
import os
import shutil
import sys

variant, depot, former = sys.argv[1:4]
metadata = os.path.join(depot, "metadata")


def newest(role):
    return max(glob.glob(f"{metadata}/*.{role}.json"), key=lambda name: int(os.path.basename(name).split(".")[0]))


def edit(path, change):
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    change(data)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(data, file, sort_keys=True, separators=(",", ":"))


def bump(data):
    data["signed"]["version"] += 1


if variant == "rollback":
    shutil.copy(f"{former}/metadata/timestamp.json", f"{metadata}/timestamp.json")
elif variant == "mix-and-match":
    shutil.copy(f"{former}/metadata/1.targets.json", newest("targets"))
elif variant == "delegated-forged":
    edit(newest("edition"), lambda data: data["signed"]["targets"].popitem())
elif variant == "delegated-mix":
    shutil.copy(max(glob.glob(f"{former}/metadata/*.edition.json")), newest("edition"))
elif variant == "delegated-missing":
    os.remove(newest("edition"))
elif variant == "delegated-threshold-1":
    edit(newest("targets"), lambda data: data["signatures"].pop())
elif variant == "delegated-rollback":
    shutil.copy(f"{former}/metadata/timestamp.json", f"{metadata}/timestamp.json")
elif variant == "truncated":
    with open(newest("targets"), "r+b") as file:
        file.truncate(os.path.getsize(newest("targets")) // 2)
elif variant == "forged":
    edit(newest("targets"), lambda data: data["signed"]["targets"].popitem())
elif variant == "forged-timestamp":
    edit(f"{metadata}/timestamp.json", bump)
elif variant == "wrong-key":
    edit(f"{metadata}/timestamp.json", lambda data: data["signatures"][0].update(keyid="0" * 64))
elif variant == "threshold-1":
    edit(newest("targets"), lambda data: data["signatures"].pop())
elif variant == "wrong-hash":
    for name in glob.glob(f"{depot}/targets/*.index.json.zst"):
        size = os.path.getsize(name)
        with open(name, "r+b") as file:
            file.seek(size - 1)
            last = file.read(1)[0]
            file.seek(size - 1)
            file.write(bytes([last ^ 1]))
elif variant == "endless":
    with open(f"{metadata}/timestamp.json", "ab") as file:
        file.write(b" " * 2_000_000)
else:
    sys.exit(f"{variant}: no such variant")

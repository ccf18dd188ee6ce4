"""What the screens of these tests show: a pack, its depot, the depot as one file, and a server that can be slow."""
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PIECE = 64 * 1024


class Publisher:
    """A depot in `folder`, made with the programs in `programs`."""

    def __init__(self, folder, programs):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.programs = pathlib.Path(programs)
        self.depot = self.folder / "depot"
        self.run("keygen", "all.key")
        self.run("init-depot", "depot", "--root", "all.key", "--targets", "all.key", "--snapshot", "all.key", "--timestamp", "all.key")

    def run(self, *words):
        done = subprocess.run([self.programs / "kiosk-pack", *words], cwd=self.folder, capture_output=True, check=False,
                              env=dict(os.environ, ROTUNDA_PASSPHRASE="boot", HOME=str(self.folder)))
        if done.returncode not in (0, 4):
            raise RuntimeError(f"kiosk-pack {words[0]}: {done.stderr.decode()}{done.stdout.decode()}")

    def publish(self, pack):
        self.run("publish", str(pack), "--depot", "depot", "--key", "all.key")

    @property
    def trust(self):
        return (self.depot / "metadata" / "1.root.json").read_bytes()

    def bundle(self):
        self.run("bundle", "depot", "--into", "all.rotunda")
        return (self.folder / "all.rotunda").read_bytes()


def stories(folder):
    """The demonstration pack, whose stories and links may be shown on every day."""
    pack = pathlib.Path(folder) / "stories"
    shutil.copytree(ROOT / "assets/packs/csu-2024-01", pack)
    for file in [*pack.glob("stories/*"), *pack.glob("links.toml")]:
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"(?m)^(from|until) = .*\n", "", text), encoding="utf-8")
    return pack


def photos(folder, count):
    """A pack of `count` photos of 1.5 MB, and what belongs to them."""
    pack = pathlib.Path(folder) / "photos"
    subprocess.run(["python3", ROOT / "tests/bench/make_pack.py", pack, str(count)], check=True)
    return pack


def newer_packages(folder, packages):
    """Those of `packages` that are on a screen, in a version above theirs, as files in `folder`."""
    made = []
    for name in ("display", "agent", "machine"):
        (file,) = pathlib.Path(packages).glob(f"rotunda-{name}_*.deb")
        parts = pathlib.Path(folder) / name
        subprocess.run(["dpkg-deb", "-R", file, parts], check=True)
        control = parts / "DEBIAN" / "control"
        text = re.sub(r"(?m)^(Version: .*)$", r"\1+newer", control.read_text(encoding="utf-8"))
        control.write_text(re.sub(r"(rotunda-[a-z]+ \(= [^)]*)\)", r"\1+newer)", text), encoding="utf-8")
        made.append(parts.with_suffix(".deb"))
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", parts, made[-1]], check=True, stdout=subprocess.DEVNULL)
        shutil.rmtree(parts)
    return made


class Server:
    """Serves a folder to guests, each answer at `rate` bytes a second (0: as fast as it can)."""

    def __init__(self, folder):
        server = self
        self.rate = 0
        self.sent = 0  # bytes, since the beginning

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *words):
                super().__init__(*words, directory=str(folder))

            def log_message(self, *_):
                pass

            def copyfile(self, source, outputfile):
                while piece := source.read(PIECE):
                    outputfile.write(piece)
                    server.sent += len(piece)
                    if server.rate:
                        time.sleep(len(piece) / server.rate)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # a guest whose power was cut ends in the middle of an answer
        # 10.0.2.2 is this machine, as guests of QEMU see it.
        self.setting = f'depot = "http://10.0.2.2:{self.server.server_address[1]}"\n'  # for machine.toml
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()

"""A screen in QEMU: the image on a disk of its own, a monitor, fingers, keys, a network whose other end is this program."""
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time

from panel import Panel

PARTITION_AT = 1024 * 1024  # where ROTUNDA begins in the image, deploy/image/make.sh
DISK_BYTES = 6 * 1024**3  # grown to it at the first start; a sparse file
KEYS_PAUSE = 0.05  # seconds between two keys, for a guest that computes slowly


class Failure(Exception):
    """What a scenario saw is not what it expected; the words say both."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Monitor:
    """QEMU's machine protocol: one command, one answer; events in between are kept."""

    def __init__(self, path, timeout=20):
        end = time.monotonic() + timeout
        while True:
            self.socket = socket.socket(socket.AF_UNIX)
            try:
                self.socket.connect(path)
                break
            except OSError:
                self.socket.close()
                if time.monotonic() > end:
                    raise Failure("QEMU did not start") from None
                time.sleep(0.1)
        self.socket.settimeout(60)
        self.file = self.socket.makefile("rw")
        self.events = []
        self.file.readline()
        self("qmp_capabilities")

    def __call__(self, command, **arguments):
        self.file.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.file.flush()
        while True:
            line = self.file.readline()
            if not line:
                raise Failure(f"QEMU ended during {command}")
            answer = json.loads(line)
            if "event" in answer:
                self.events.append(answer["event"])
            elif "error" in answer:
                raise Failure(f"{command}: {answer['error']['desc']}")
            else:
                return answer["return"]

    def restarts(self):
        """How often the guest began anew since QEMU started."""
        self("query-status")  # reads the events that wait
        return self.events.count("RESET")


class Machine:
    """One screen. Its files are in `folder`: disk.img, monitor, pictures, what QEMU said."""

    def __init__(self, folder, image, firmware="", variables=""):
        """`firmware`: a file of OVMF, else it is a BIOS; `variables`: those of one that enforces Secure Boot."""
        self.folder = folder
        self.firmware = firmware
        os.makedirs(folder, exist_ok=True)
        self.disk = os.path.join(folder, "disk.img")
        subprocess.run(["cp", "--sparse=always", image, self.disk], check=True)
        os.truncate(self.disk, DISK_BYTES)
        self.variables = ""
        if variables:
            self.variables = shutil.copy(variables, os.path.join(folder, "variables"))
        self.key = os.path.join(folder, "key")
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.key], check=True)
        self.write("authorized_keys", open(self.key + ".pub", encoding="ascii").read())
        self.process = None
        self.monitor = None
        self.panel = None
        self.pictures = 0
        self.started = 0.0

    # What a person does with the disk in another computer.

    def write(self, name, text):
        """A file on the partition ROTUNDA."""
        path = os.path.join(self.folder, "written")
        with open(path, "w" if isinstance(text, str) else "wb") as file:
            file.write(text)
        subprocess.run(["mcopy", "-o", "-i", f"{self.disk}@@{PARTITION_AT}", path, f"::{name}"], check=True)

    def read(self, name):
        """A file of the partition ROTUNDA, without the returns of its lines; empty when it is not there."""
        done = subprocess.run(["mtype", "-i", f"{self.disk}@@{PARTITION_AT}", f"::{name}"], capture_output=True, check=False)
        return done.stdout.decode().replace("\r", "")

    def partition(self, name):
        """First byte and length of a partition of the disk."""
        table = json.loads(subprocess.run(["sfdisk", "-J", self.disk], capture_output=True, check=True).stdout)
        for entry in table["partitiontable"]["partitions"]:
            if entry.get("name") == name:
                return entry["start"] * 512, entry["size"] * 512
        raise Failure(f"the disk has no partition {name}")

    # Power.

    def start(self, video="virtio-vga", size=(1920, 1080), network="closed", clock=""):
        """`video` as QEMU names it; `size` of the panel, which must not be one of the firmware's. `network`: closed
        (an address, and nobody there but the test's shell), open (also this machine, a content.Server on it, and what it
        reaches) or none (no card)."""
        # Names of sockets are short, whatever folder this is in.
        self.sockets = tempfile.mkdtemp(prefix="rotunda-")
        monitor, viewer = (os.path.join(self.sockets, name) for name in ("monitor", "viewer"))
        command = ["qemu-system-x86_64", "-machine", "q35", "-accel", "tcg", "-smp", "1", "-m", "1024", "-vga", "none",
                   "-display", f"vnc=unix:{viewer}", "-monitor", "none", "-serial", "none", "-qmp", f"unix:{monitor},server=on,wait=off",
                   "-drive", f"file={self.disk},format=raw,if=virtio,cache=writeback",
                   "-device", "qemu-xhci", "-device", "usb-tablet", "-device", "usb-kbd", "-device", "i6300esb",
                   "-device", f"{video},id=panel,xres={size[0]},yres={size[1]}"]
        if network == "none":
            command += ["-nic", "none"]
        else:
            self.port = free_port()
            closed = "off" if network == "open" else "on"
            command += ["-nic", f"user,model=virtio-net-pci,restrict={closed},hostfwd=tcp:127.0.0.1:{self.port}-:22"]
        if clock:
            command += ["-rtc", f"base={clock}"]
        if self.variables:
            command[command.index("q35")] = "q35,smm=on"
            command += ["-global", "driver=cfi.pflash01,property=secure,value=on",
                        "-drive", f"if=pflash,unit=0,format=raw,readonly=on,file={self.firmware}",
                        "-drive", f"if=pflash,unit=1,format=raw,file={self.variables}"]
        elif self.firmware:
            command += ["-bios", self.firmware]
        log = open(os.path.join(self.folder, "qemu.log"), "ab")
        self.process = subprocess.Popen(command, stdout=log, stderr=log)
        self.started = time.monotonic()
        self.monitor = Monitor(monitor)
        self.panel = Panel(viewer)

    def cut_power(self):
        """As when somebody pulls the plug: what the guest had not written is lost."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
            self.panel.close()
            shutil.rmtree(self.sockets, ignore_errors=True)

    def processor_seconds(self):
        """What the emulation has used of a processor: times that do not depend on who else uses this one."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    # What somebody in front of it sees and does.

    def picture(self):
        """Path of a PNG of what the panel shows now."""
        self.pictures += 1
        path = os.path.join(self.folder, f"picture-{self.pictures:03}.png")
        self.monitor("screendump", filename=path, format="png")
        return path

    def tap(self, x, y):
        """A short touch at parts of the panel's width and height (0 to 1)."""
        def event(kind, **data):
            return {"type": kind, "data": data}

        where = [event("abs", axis=axis, value=int(part * 32767)) for axis, part in (("x", x), ("y", y))]
        self.monitor("input-send-event", events=where)
        for down in (True, False):
            self.monitor("input-send-event", events=[event("btn", button="left", down=down)])
            time.sleep(0.2)

    def press(self, *keys):
        """Keys together, by QEMU's names: press("ctrl", "alt", "delete")."""
        self.monitor("send-key", keys=[{"type": "qcode", "data": key} for key in keys], **{"hold-time": 200})
        time.sleep(0.2 + KEYS_PAUSE)

    # Maintenance, as the RUNBOOK has it.

    def shell(self, command, timeout=90, check=True):
        """What a command says, run as root by SSH with the key on the partition ROTUNDA."""
        done = subprocess.run(
            ["ssh", *self.ways_in(timeout), command],
            capture_output=True, check=False, timeout=timeout + 30, stdin=subprocess.DEVNULL)
        if check and done.returncode != 0:
            raise Failure(f"{command}: {done.returncode}: {done.stderr.decode()[-500:]}")
        return done.stdout.decode()

    def copy(self, path, to):
        """A file of this machine to a path on the screen."""
        with open(path, "rb") as file:
            subprocess.run(["ssh", *self.ways_in(60), f"cat >{to}"], stdin=file, check=True, timeout=900)

    def ways_in(self, timeout):
        return ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR",
                "-o", f"ConnectTimeout={timeout}", "-o", "BatchMode=yes", "-i", self.key, "-p", str(self.port), "root@127.0.0.1"]

    def wait_for_shell(self, timeout):
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if not self.is_running():
                raise Failure("QEMU ended")
            try:
                return self.shell("cat /proc/sys/kernel/random/boot_id", timeout=20).strip()
            except (Failure, subprocess.TimeoutExpired):
                time.sleep(2)
        raise Failure(f"no SSH within {timeout} s")

    def journal(self):
        """What the journal on the partition for state says, of the machine that is off (of all its starts)."""
        begin, length = self.partition("rotunda-state")
        state = os.path.join(self.folder, "state.img")
        subprocess.run(["dd", f"if={self.disk}", f"of={state}", "bs=1M", "iflag=skip_bytes,count_bytes", f"skip={begin}",
                        f"count={length}", "conv=sparse", "status=none"], check=True)
        subprocess.run(["e2fsck", "-p", state], capture_output=True, check=False)
        folder = os.path.join(self.folder, "journal")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        subprocess.run(["debugfs", "-R", f"rdump /journal {folder}", state], capture_output=True, check=True)
        os.remove(state)
        done = subprocess.run(["journalctl", "--no-pager", "-o", "short-monotonic", "-D", os.path.join(folder, "journal")], capture_output=True, check=False)
        return done.stdout.decode(errors="replace")

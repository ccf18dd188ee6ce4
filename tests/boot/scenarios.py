"""What must be true of a machine that was burned from the image. Each function is a scenario: its name is a sentence, its
first word, or words, what `./dev boot` is asked for; `@limit` gives its seconds, for emulation on a processor that others
use too. They say what they measured; none fails for a time that is not its limit."""
import os
import re
import time

from content import Server
from machine import DISK_BYTES, Failure
from picture import codes, judge, ways_up

SCENARIOS = []
PATIENCE = float(os.environ.get("BOOT_PATIENCE", "1"))  # times all limits, where many share the processors
PAUSE = 4  # seconds between two looks, which cost a processor that the machine needs too
FIRST_PICTURE = 420  # seconds until a machine in emulation shows something; measured: 85 of a processor
SHELL = 300 * PATIENCE  # until maintenance comes in, after that


def limit(seconds):
    def keep(function):
        function.limit = round(seconds * PATIENCE)
        SCENARIOS.append(function)
        return function

    return keep


def expect(is_true, words):
    if not is_true:
        raise Failure(words)


def wait_until(what, seconds, words):
    """Asks `what` until it gives something true, which is returned."""
    end = time.monotonic() + seconds * PATIENCE
    while time.monotonic() < end:
        if found := what():
            return found
        time.sleep(PAUSE)
    raise Failure(f"{words}: not within {seconds} s")


FIRMWARE = (720, 400), (640, 480)
UEFI_FIRMWARE = (*FIRMWARE, (1280, 800))  # the kernel begins with its size, and there is its cursor


def wait_for_picture(machine, seconds=FIRST_PICTURE, kernel_has_begun=False, firmware=FIRMWARE):
    """Looks at the panel until our picture is there. Once the kernel had it for the first time (another size than those of
    the firmware's text), no console may be on it."""
    seen = set()

    def look():
        if not machine.is_running():
            raise Failure("the machine ended")
        path = machine.picture()
        kind, size, _ = judge(path)
        seen.add((kind, size))
        if kind == "console" and (size not in firmware or kernel_has_begun):
            raise Failure(f"a console is on the panel: {path}")
        return path if kind == "ours" else ""

    try:
        path = wait_until(look, seconds, "no picture of ours")
    except Failure as failure:
        raise Failure(f"{failure}; seen: {sorted(seen)}") from None
    waited, computed = time.monotonic() - machine.started, machine.processor_seconds()
    print(f"  first picture after {waited:.0f} s; {computed:.0f} s of a processor since QEMU began; {path}")
    return path


def come_up(machine, **how):
    """Starts it, until there is a picture and maintenance comes in; which start of the machine this is."""
    machine.start(**how)
    wait_for_picture(machine)
    return machine.wait_for_shell(SHELL)


def wait_for_code(machine, seconds, words="no code on the panel"):
    """Until a QR code is on the panel that leads to a place on the web."""
    found = wait_until(lambda: [text for text in codes(machine.picture()) if text.startswith("https://")], seconds, words)
    print(f"  codes read from the panel: {' '.join(found)}")


def tell_measures(machine):
    """Times and memory, by the machine's own account; the display's memory at rest (PSS, MB): the least of ten looks, for while
    one slide follows another there are two pictures."""
    said = machine.shell("""
        echo display $(systemctl show -P ActiveEnterTimestampMonotonic rotunda-display)
        echo userspace $(systemctl show -P UserspaceTimestampMonotonic)
        echo memory $(for look in $(seq 10); do
            awk '/^Pss:/ { print $2 }' /proc/$(pidof kiosk)/smaps_rollup; sleep 2; done | sort -n | head -n 1)
        echo free $(free -m | awk '/^Mem:/ { print $3 " MB used of " $2 }')""")
    facts = dict(line.split(" ", 1) for line in said.splitlines() if " " in line)
    kernel, shown = int(facts["userspace"]) / 1e6, int(facts["display"]) / 1e6
    print(f"  kernel and its first root {kernel:.1f} s, first picture {shown - kernel:.1f} s after them (wanted in emulation: 8)")
    memory = int(facts["memory"]) / 1024
    print(f"  display {memory:.0f} MB PSS; {facts['free']}")
    return memory


def no_unit_failed(machine):
    failed = machine.shell("systemctl --failed --no-legend --plain").strip()
    expect(not failed, f"units failed: {failed}")


@limit(900)
def first_start_needs_no_keystroke(screen):
    """Burned, plugged in, switched on: a picture, the disk divided, no console at any time, the result on ROTUNDA."""
    machine = screen()
    come_up(machine)
    tell_measures(machine)
    no_unit_failed(machine)
    begin, length = machine.partition("rotunda-state")
    expect(begin + length > DISK_BYTES - 4 * 1024**2, "the partition for state does not reach the end of the disk")
    kept = machine.shell("findmnt -no SOURCE,FSTYPE /var/lib/rotunda; findmnt -no FSTYPE /")
    expect("ext4" in kept and "overlay" in kept, f"mounts: {kept}")
    wait_until(lambda: "No mistakes." in machine.shell("""
        mount -o ro /dev/disk/by-partlabel/ROTUNDA /mnt && cat /mnt/rotunda-result.txt; umount /mnt""", check=False),
        240, "no rotunda-result.txt")


@limit(600)
def bochs_has_no_render_node_and_shows_a_picture(screen):
    machine = screen()
    machine.start(video="bochs-display")
    # Its firmware writes in the panel's own size: what is the kernel's cannot be told from it here.
    wait_for_picture(machine, firmware=(*FIRMWARE, (1920, 1080)))
    machine.wait_for_shell(SHELL)
    expect("renderD" not in machine.shell("ls /dev/dri"), "this panel has a render node")
    tell_measures(machine)


@limit(600)
def uefi_firmware_starts_it_too(screen):
    machine = screen(firmware="/usr/share/OVMF/OVMF_CODE.fd")
    machine.start()
    wait_for_picture(machine, firmware=UEFI_FIRMWARE)
    machine.wait_for_shell(SHELL)
    expect(machine.shell("test -d /sys/firmware/efi && echo efi").strip() == "efi", "not started by UEFI")


@limit(600)
def secure_boot_is_satisfied(screen):
    """Firmware with Microsoft's keys that starts nothing else: the shim, GRUB and the kernel are Debian's signed ones."""
    machine = screen(firmware="/usr/share/OVMF/OVMF_CODE_4M.secboot.fd", variables="/usr/share/OVMF/OVMF_VARS_4M.ms.fd")
    machine.start()
    wait_for_picture(machine, firmware=UEFI_FIRMWARE)
    machine.wait_for_shell(SHELL)
    # Four bytes of attributes, then the value (UEFI 2.10, 3.3).
    enforced = machine.shell("od -An -tu1 /sys/firmware/efi/efivars/SecureBoot-*").split()
    expect(enforced[-1] == "1", f"Secure Boot is off: {enforced}")
    no_unit_failed(machine)


def display_is_active(machine):
    return machine.shell("systemctl is-active rotunda-display", check=False).strip() == "active"


def connector_is(machine, state):
    return state in machine.shell("cat /sys/class/drm/card*-*/status").split()


@limit(900)
def late_panel_is_found(screen):
    """Without a panel at first, then with one; off overnight, and on in the morning."""
    machine = screen()
    machine.start()
    machine.panel.unplug()
    machine.wait_for_shell(FIRST_PICTURE * PATIENCE)
    expect(connector_is(machine, "disconnected"), "there is a panel from the beginning")
    time.sleep(30)
    for _ in range(2):
        machine.panel.resize(1920, 1080)
        machine.started = time.monotonic()
        wait_for_picture(machine, 120, kernel_has_begun=True)
        wait_until(lambda: display_is_active(machine), 60, "the display does not say that it shows something")
        machine.panel.unplug()
        wait_until(lambda: connector_is(machine, "disconnected"), 60, "the panel cannot be taken away")
        time.sleep(30)


@limit(600)
def mode_of_the_panel_changes_and_the_picture_follows(screen):
    machine = screen()
    machine.start(size=(1280, 720))
    wait_for_picture(machine)
    machine.panel.resize(1920, 1080)

    def is_followed():
        kind, size, _ = judge(machine.picture())
        return kind == "ours" and size == (1920, 1080)

    wait_until(is_followed, 120, "the picture keeps its old size")


@limit(900)
def content_arrives_and_taps_are_answered(screen, publisher):
    """Releases from a depot, a code that leads to the web, and a touch that opens what visitors browse."""
    machine = screen()
    server = Server(publisher.depot)
    machine.write("root.json", publisher.trust)
    machine.write("machine.toml", server.setting)
    machine.start(network="open")
    wait_for_picture(machine)
    wait_for_code(machine, 400)
    before = machine.picture()
    machine.tap(0.5, 0.5)
    wait_until(lambda: judge(machine.picture())[2] != judge(before)[2], 60, "a tap changes nothing")
    tell_measures(machine)
    server.close()


@limit(900)
def keys_lead_nowhere(screen):
    """Consoles, Ctrl+Alt+Del (eight times), SysRq and what used to end the program."""
    machine = screen()
    boot = come_up(machine)
    process = machine.shell("systemctl show -P MainPID rotunda-display").strip()
    for keys in [("ctrl", "alt", "f2"), ("ctrl", "alt", "f1"), ("alt", "f3"), ("ctrl", "alt", "q"), ("ctrl", "c"),
                 ("ctrl", "alt", "backspace"), ("ctrl", "z"), ("alt", "sysrq", "b"), ("alt", "sysrq", "e"), ("alt", "f4")]:
        machine.press(*keys)
        time.sleep(2)
        kind, _, _ = judge(path := machine.picture())
        expect(kind == "ours", f"after {'+'.join(keys)} the panel shows: {kind}, {path}")
    for _ in range(8):
        machine.press("ctrl", "alt", "delete")
    time.sleep(20)
    expect(machine.is_running() and machine.monitor.restarts() == 0, "the machine restarted")
    expect(machine.wait_for_shell(60) == boot, "it is another start of the machine")
    now = machine.shell("systemctl show -P MainPID rotunda-display").strip()
    expect(now == process, f"the display is another process: {now}, it was {process}")
    expect(judge(machine.picture())[0] == "ours", "the picture is gone")


@limit(900)
def panic_of_the_kernel_is_followed_by_a_picture(screen):
    machine = screen()
    boot = come_up(machine)
    machine.shell("echo 1 >/proc/sys/kernel/sysrq; (sleep 2; echo c >/proc/sysrq-trigger) >/dev/null 2>&1 &", check=False)
    time.sleep(4)
    kind, _, _ = judge(path := machine.picture())
    expect(kind != "console", f"the panic is written on the panel: {path}")
    wait_until(lambda: machine.monitor.restarts() > 0, 120, "the machine does not restart")
    machine.started = time.monotonic()
    wait_for_picture(machine)
    expect(machine.wait_for_shell(SHELL) != boot, "it is the same start of the machine")


def process_of_display(machine):
    return machine.shell("systemctl show -P MainPID rotunda-display").strip()


def wait_for_another_display(machine, process, seconds):
    """Until systemd has brought it back and it shows something. Meanwhile the panel keeps the picture."""
    looks = []

    def is_back():
        kind, _, _ = judge(path := machine.picture())
        expect(kind == "ours", f"between two displays the panel shows: {kind}, {path}")
        looks.append(kind)
        return display_is_active(machine) and process_of_display(machine) not in (process, "0") and kind == "ours"

    wait_until(is_back, seconds, f"the display does not come back (seen: {looks})")
    print(f"  the display is back: {len(looks)} looks at the panel, all with our picture")


@limit(1200)
def hunger_ends_others_and_then_the_display_which_comes_back(screen):
    """Memory that runs out in the machine costs whoever took it; within the display's own limit, the display, once."""
    machine = screen()
    come_up(machine)
    process = process_of_display(machine)
    # Zeros without an end are one line: it is kept in memory, until the kernel ends who keeps it.
    machine.shell("systemd-run --quiet --wait --unit hungry tail /dev/zero", timeout=600, check=False)
    said = machine.shell("journalctl -b -k -o cat --no-pager | grep -a 'Out of memory' | tail -n 1; systemctl reset-failed hungry", check=False)
    expect("(tail)" in said, f"the kernel did not end the hungry one: {said}")
    expect(process_of_display(machine) == process, "the display went with the hungry one")
    wait_until(lambda: judge(machine.picture())[0] == "ours", 120, "the picture is gone")
    print(f"  {said.strip()[:100]}")
    # Of this display alone: systemd gives the next one the unit's own limit.
    machine.shell("echo 12M >/sys/fs/cgroup/system.slice/rotunda-display.service/memory.max", timeout=400)
    wait_for_another_display(machine, process, 240)
    said = machine.shell("journalctl -b -k -o cat --no-pager | grep -a 'Memory cgroup out of memory' | tail -n 1", check=False)
    expect("(kiosk)" in said, f"the display did not die of hunger: {said}")
    no_unit_failed(machine)


@limit(1200)
def watchdogs_end_a_display_and_a_machine_that_hang(screen):
    machine = screen()
    boot = come_up(machine)
    process = process_of_display(machine)
    machine.shell(f"kill -STOP {process}")
    wait_for_another_display(machine, process, 300)
    said = machine.shell("journalctl -b -u rotunda-display -o cat --no-pager | grep -a 'Watchdog timeout'", check=False)
    expect(said, "systemd does not say that the watchdog ended it")
    print(f"  {said.splitlines()[-1]}")
    watchdog = machine.shell("cat /sys/class/watchdog/watchdog0/identity; systemctl show -P RuntimeWatchdogUSec").split("\n")
    print(f"  watchdog of the machine: {' '.join(watchdog)}")
    expect("Software" not in watchdog[0], "the kernel's watchdog took the place of the one in hardware")
    # Nobody else gets the processor, systemd neither, which feeds the watchdog of the machine.
    machine.shell("(sleep 2; echo -1 >/proc/sys/kernel/sched_rt_runtime_us; exec chrt -f 99 sh -c 'while :; do :; done') >/dev/null 2>&1 &", check=False)
    wait_until(lambda: machine.monitor.restarts() > 0, 300, "the machine does not restart")
    expect("WATCHDOG" in machine.monitor.events, f"something else restarted it: {machine.monitor.events}")
    machine.started = time.monotonic()
    wait_for_picture(machine)
    expect(machine.wait_for_shell(SHELL) != boot, "it is the same start of the machine")


@limit(900)
def large_panel_is_filled_and_fits_into_memory(screen, publisher):
    """4K, with content."""
    machine = screen()
    machine.write("root.json", publisher.trust)
    machine.write("all.rotunda", publisher.bundle())
    come_up(machine, size=(3840, 2160))
    wait_for_code(machine, 400, "the release on the partition is not shown")
    _, size, _ = judge(machine.picture())
    expect(size == (3840, 2160), f"the panel is {size}")
    memory = tell_measures(machine)
    expect(memory <= 90, f"the display takes {memory:.0f} MB of memory, more than 90")


@limit(600)
def boot_loader_answers_no_key(screen):
    """Keys that lead into GRUB's menu, editor and console elsewhere, from the first second: the machine starts as ever."""
    machine = screen()
    machine.start()
    for _ in range(8):
        for key in ("shift", "esc", "e", "c", "f4"):
            machine.press(key)
    wait_for_picture(machine)


@limit(1500)
def power_cut_in_the_middle_of_fetching_costs_nothing(screen, photos):
    """Three times, at other places of 60 MB; in the end there is a picture, and the release is active."""
    machine = screen()
    server = Server(photos.depot)
    machine.write("root.json", photos.trust)
    machine.write("machine.toml", server.setting)
    server.rate = 1024 * 1024
    for part in (2, 10, 25):
        machine.start(network="open")
        begun = server.sent
        wait_until(lambda: server.sent - begun > part * 1024**2, FIRST_PICTURE, "the agent fetches nothing")
        print(f"  cut after {(server.sent - begun) / 1024**2:.0f} MB")
        machine.cut_power()
    server.rate = 0
    come_up(machine, network="open")
    # Without one the status has "release: none yet".
    wait_until(lambda: re.search(r"(?m)^release: [0-9]", machine.shell(
        "runuser -u rotunda -- kiosk-sync --cache /var/lib/rotunda/cache.db --state /var/lib/rotunda-trust --status")),
        300, "the agent has no release")
    no_unit_failed(machine)
    server.close()


@limit(900)
def damaged_state_is_made_anew(screen):
    """The partition for content and state is overwritten with rubbish: a picture, and said in the result."""
    machine = screen()
    come_up(machine)
    machine.cut_power()
    begin, _ = machine.partition("rotunda-state")
    with open(machine.disk, "r+b") as disk:
        disk.seek(begin)
        disk.write(b"rubbish!" * (1024 * 1024))
    come_up(machine)
    notes = machine.shell("cat /run/rotunda/disk-notes")
    expect("made anew" in notes or "mended" in notes, f"nothing is said of it: {notes}")
    expect("ext4" in machine.shell("findmnt -no FSTYPE /var/lib/rotunda"), "there is no partition for state")


def a_clock_that_is_wrong(screen, publisher, clock):
    machine = screen()
    machine.write("root.json", publisher.trust)
    machine.write("all.rotunda", publisher.bundle())
    come_up(machine, clock=clock)
    print("  " + machine.shell("date -u; timedatectl show -p NTPSynchronized").replace("\n", " "))
    wait_for_code(machine, 400, "the release on the partition is not shown")
    said = machine.shell("cat /run/rotunda/import; journalctl -b -u rotunda-display -o cat | tail -n 20")
    expect(not re.search(r"expired", said), f"refused by a clock that nobody vouches for: {said}")


@limit(900)
def clock_of_2001_shows_content(screen, publisher):
    a_clock_that_is_wrong(screen, publisher, "2001-01-01T00:00:00")


@limit(900)
def clock_of_2040_shows_content(screen, publisher):
    a_clock_that_is_wrong(screen, publisher, "2040-06-01T12:00:00")


@limit(600)
def rotation_of_90_degrees_turns_the_picture(screen, publisher):
    machine = screen()
    machine.write("root.json", publisher.trust)
    machine.write("all.rotunda", publisher.bundle())
    machine.write("screen.toml", "rotation = 90\n")
    machine.start()
    wait_for_picture(machine)
    ways = wait_until(lambda: ways_up(machine.picture()), 400, "no code on the panel")
    expect(ways == {"RIGHT"}, f"the codes' upper edges point {ways}")


@limit(600)
def no_network_at_all_delays_nothing(screen):
    machine = screen()
    machine.start(network="none")
    wait_for_picture(machine)
    time.sleep(100)  # journald writes each minute
    machine.cut_power()
    journal = machine.journal()
    shown = re.search(r"\[ *([0-9.]+)\].*Started rotunda-display\.service", journal)
    expect(shown, "the journal on the disk does not have the start of the display")
    print(f"  the display said after {shown[1]} s that it shows something (journal on the disk)")


@limit(600)
def mistakes_are_named_on_the_partition(screen):
    machine = screen()
    machine.write("screen.toml", 'rotation = 45\nname = "Foyer"\n')
    machine.write("machine.toml", 'depot = "ftp://depot.test"\r\ncolour = "red"\r\n')
    come_up(machine)
    machine.shell("systemctl start rotunda-result", timeout=200)
    machine.shell("sync; systemctl poweroff --no-block", check=False)
    wait_until(lambda: not machine.is_running(), 120, "the machine does not switch off")
    result = machine.read("rotunda-result.txt")
    for words in ('machine.toml:1: "depot"', 'machine.toml:2: unknown key "colour"', 'screen.toml:1: '):
        expect(words in result, f"not named: {words}; the result: {result}")


@limit(2400)
def update_goes_into_the_other_slot_and_a_broken_one_comes_back(screen, system):
    machine = screen()
    boot = come_up(machine)
    machine.copy(system, "/var/lib/rotunda-machine/system.squashfs")
    machine.shell("rotunda-update --no-restart /var/lib/rotunda-machine/system.squashfs", timeout=600)
    machine.shell("systemctl reboot --no-block", check=False)
    wait_until(lambda: machine.wait_for_shell(FIRST_PICTURE * PATIENCE) != boot, FIRST_PICTURE, "no new start")
    expect(machine.shell("cat /run/rotunda/slot").strip() == "b", "it did not start from the other slot")
    wait_until(lambda: machine.shell("rotunda-update --which").split()[:2] == ["b", "b"], 400, "the new system is not kept")
    # The other way round, with a system that cannot start: the kernel is there, its root is not.
    machine.shell("rotunda-update --no-restart /var/lib/rotunda-machine/system.squashfs", timeout=600)
    machine.shell("dd if=/dev/zero of=/dev/disk/by-partlabel/rotunda-a bs=1M count=4 conv=fsync; systemctl reboot --no-block", check=False)
    wait_until(lambda: machine.monitor.restarts() >= 3, 600, "the broken system is not left")
    machine.started = time.monotonic()
    wait_for_picture(machine)
    machine.wait_for_shell(SHELL)
    expect(machine.shell("cat /run/rotunda/slot").strip() == "b", "it did not come back to the system that works")


@limit(3600)
def packages_reach_it_by_rotunda_update(screen, newer):
    """Debian's updates, for which its archive must be within reach, and newer packages of ours: kept in the other slot."""
    machine = screen()
    boot = come_up(machine, network="open")
    for package in newer:
        machine.copy(package, f"/var/lib/rotunda-machine/{package.name}")
    begun = time.monotonic()
    said = machine.shell("rotunda-update --no-restart /var/lib/rotunda-machine/*.deb 2>&1", timeout=round(3000 * PATIENCE))
    print(f"  the new system was made in {time.monotonic() - begun:.0f} s; {said.splitlines()[-1]}")
    expect("Failed to fetch" not in said, f"Debian's archive is not within reach: {said[-1000:]}")
    expect(judge(machine.picture())[0] == "ours", "the picture is gone")
    machine.shell("systemctl reboot --no-block", check=False)
    wait_until(lambda: machine.wait_for_shell(FIRST_PICTURE * PATIENCE) != boot, FIRST_PICTURE, "no new start")
    expect(machine.shell("cat /run/rotunda/slot").strip() == "b", "it did not start from the other slot")
    wait_until(lambda: machine.shell("rotunda-update --which").split()[:2] == ["b", "b"], 400, "the new system is not kept")
    ours = " ".join(f"rotunda-{package.stem}" for package in newer)
    versions = machine.shell("dpkg-query -W -f '${Package} ${Version}\\n' " + ours).splitlines()
    print(f"  {', '.join(versions)}")
    expect(all(one.endswith("+newer") for one in versions), f"other packages: {versions}")
    no_unit_failed(machine)
    wait_for_picture(machine)

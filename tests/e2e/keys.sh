#!/usr/bin/env bash
# kiosk-pack keeps secrets: passphrases are typed unseen and new ones twice, empty ones and files that others may read are
# refused, the terminal has its echo again however the program ends, and nothing of its memory gets into a dump.
# Usage: keys.sh FOLDER-OF-THE-PROGRAMS
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh"
command -v python3 >/dev/null || { echo "skipped: python3 is not here"; exit 77; }
unset ROTUNDA_PASSPHRASE

says() { grep -qF -- "$1" "$work/said" || { cat "$work/said"; fail "nothing about: $1"; }; }

printf 'secret\n' >"$work/pass"
for mode in 644 640 604 620; do
    chmod "$mode" "$work/pass"
    refuses "$programs/kiosk-pack" keygen "$work/no.key" --passphrase-file "$work/pass"
    says "others may read it"
done
chmod 600 "$work/pass"
for empty in '' '\n' '  \n'; do
    # shellcheck disable=SC2059
    printf "$empty" >"$work/empty"
    chmod 600 "$work/empty"
    refuses "$programs/kiosk-pack" keygen "$work/no.key" --passphrase-file "$work/empty"
    says "an empty passphrase protects nothing"
done
ROTUNDA_PASSPHRASE='' refuses "$programs/kiosk-pack" keygen "$work/no.key"
says "an empty passphrase protects nothing"
refuses "$programs/kiosk-pack" keygen "$work/no.key"
says "no passphrase"
[ ! -e "$work/no.key" ] || fail "a key was made all the same"

kiosk_pack keygen "$work/a.key" --passphrase-file "$work/pass" >/dev/null
[ "$(stat -c %a "$work/a.key")" = 600 ] || fail "the key file has another mode than 600"
init() { "$programs/kiosk-pack" init-depot "$work/depot" --root "$1" --targets "$1" --snapshot "$1" --timestamp "$1" "${@:2}"; }
chmod 644 "$work/pass"
refuses init "$work/a.key" --passphrase-file "$work/pass"
says "others may read it"
chmod 600 "$work/pass"
chmod 640 "$work/a.key"
refuses init "$work/a.key" --passphrase-file "$work/pass"
says "and rotate the key"
chmod 600 "$work/a.key"
init "$work/a.key" --passphrase-file "$work/pass" >/dev/null || fail "a good key was refused"

chmod 755 "$work"
timeout 60 python3 - "$programs/kiosk-pack" "$work" <<'PYTHON'
"""Plays a person at a terminal."""
import os, pty, select, signal, sys, termios, time
program, work = sys.argv[1:]

def echo(terminal):
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)

class Person:
    def __init__(self, name, uid=None):
        self.key = f"{work}/{name}.key"
        # A terminal that stays when the program goes, so that its state can be looked at.
        self.master, self.slave = pty.openpty()
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            import fcntl
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for number in (0, 1, 2):
                os.dup2(self.slave, number)
            if uid is not None:
                os.setgid(uid)
                os.setuid(uid)
            os.execv(program, [program, "keygen", self.key])
        self.seen = ""

    def wait_for(self, words, times=1):
        end = time.monotonic() + 10
        while self.seen.count(words) < times:
            assert time.monotonic() < end, f"waited for {words!r}, saw {self.seen!r}"
            if select.select([self.master], [], [], 0.1)[0]:
                self.seen += os.read(self.master, 4096).decode()
        # The question is written before the echo goes.
        while echo(self.slave):
            assert time.monotonic() < end, "the echo stays on"
            time.sleep(0.005)

    def type(self, words):
        os.write(self.master, words.encode())

    def end(self):
        deadline = time.monotonic() + 10
        while True:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                break
            assert time.monotonic() < deadline, "it goes on"
            if select.select([self.master], [], [], 0.05)[0]:
                self.seen += os.read(self.master, 4096).decode()
        while select.select([self.master], [], [], 0)[0]:
            self.seen += os.read(self.master, 4096).decode()
        assert echo(self.slave), "the terminal is left without its echo"
        return status

def asked_twice(first, second):
    person = Person(f"typed-{first}-{second}")
    person.wait_for("Passphrase of")
    person.type(first + "\n")
    person.wait_for("once more")
    person.type(second + "\n")
    status = os.waitstatus_to_exitcode(person.end())
    assert first not in person.seen.replace(person.key, "") or not first, "the passphrase was shown"
    return status, os.path.exists(person.key), person.seen

status, made, seen = asked_twice("verborgen", "verborgen")
assert status == 0 and made, seen
status, made, seen = asked_twice("verborgen", "verborgem")
assert status != 0 and not made and "differ" in seen, seen

person = Person("nothing")
person.wait_for("Passphrase of")
person.type("\n")
assert os.waitstatus_to_exitcode(person.end()) != 0 and "protects nothing" in person.seen

# Ctrl+C and its kin, at either question; what was typed so far is nobody's.
for how in ("\x03", "\x1c", signal.SIGTERM, signal.SIGHUP):
    for question in (1, 2):
        person = Person("ended")
        person.wait_for("Passphrase of")
        if question == 2:
            person.type("abc\n")
            person.wait_for("once more")
        person.type("half")
        time.sleep(0.02)
        if isinstance(how, str):
            person.type(how)
        else:
            os.kill(person.pid, how)
        status = person.end()
        expected = {"\x03": signal.SIGINT, "\x1c": signal.SIGQUIT}.get(how, how)
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == expected, (how, status, person.seen)
        assert not os.WCOREDUMP(status), "a core was dumped"
        assert not os.path.exists(person.key)

# Whoever was stopped (Ctrl+Z) and goes on is asked again. (Without a shell above it a program is not really stopped.)
person = Person("stopped")
person.wait_for("Passphrase of")
os.kill(person.pid, signal.SIGTSTP)
person.wait_for("Passphrase of", 2)
os.kill(person.pid, signal.SIGTERM)
person.end()

# Nobody but root may look into the program, and the system writes no core of it.
os.makedirs(f"{work}/open", exist_ok=True)
os.chmod(f"{work}/open", 0o777)
person = Person("open/dumped", 65534 if os.getuid() == 0 else None)
person.wait_for("Passphrase of")
limits = open(f"/proc/{person.pid}/limits").read()
assert [line.split()[4:6] for line in limits.splitlines() if line.startswith("Max core")] == [["0", "0"]], limits
assert os.stat(f"/proc/{person.pid}/status").st_uid == 0, "others of this user may read the memory (PR_SET_DUMPABLE)"
os.kill(person.pid, signal.SIGKILL)
os.waitpid(person.pid, 0)
PYTHON
echo "passphrases stay secret"

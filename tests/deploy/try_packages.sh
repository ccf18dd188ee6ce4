#!/usr/bin/env bash
# The packages in a bare Debian 12 made by mmdebstrap: installed, used, upgraded, removed and purged. As root, with Debian's
# archive within reach; some minutes. What a started machine does with them is not looked at here.
# Usage: try_packages.sh FOLDER-OF-PACKAGES
set -euo pipefail
packages=$(cd "$1" && pwd)
[ "$(id -u)" -eq 0 ] || { echo "this needs root: a chroot is made"; exit 1; }
# What is mounted is so for the inner run only, and what clears up after it never sees it.
if [ -z "${ROTUNDA_INSIDE:-}" ]; then
    ROTUNDA_INSIDE=$(mktemp -d)
    export ROTUNDA_INSIDE
    trap 'rm -rf --one-file-system "$ROTUNDA_INSIDE"' EXIT
    unshare --mount --pid --fork --kill-child "$0" "$packages"
    exit
fi
work=$ROTUNDA_INSIDE
root=$work/root
# shellcheck disable=SC2016 # dpkg-query and the shell inside expand what stands in single quotes
installed() { inside dpkg-query -W -f '${Package}\n' | sort; }
fail() { echo "FAILED: $*"; exit 1; }
step() { printf '%4d s  %s\n' "$SECONDS" "$*"; }

# --- the SBOMs are about these packages, and name what is inside
python3 - "$packages"/*.deb <<'PYTHON' || fail "an SBOM is wrong"
import hashlib, json, re, sys
for deb in sys.argv[1:]:
    bill = json.load(open(deb.removesuffix(".deb") + ".spdx.json"))
    assert bill["spdxVersion"] == "SPDX-2.3" and bill["dataLicense"] == "CC0-1.0", deb
    named = {package["SPDXID"]: package for package in bill["packages"]}
    assert len(named) == len(bill["packages"]), f"{deb}: an identifier twice"
    assert all(re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", name) for name in named), f"{deb}: no identifiers"
    inside = {}
    for relation in bill["relationships"]:
        for end in (relation["spdxElementId"], relation["relatedSpdxElement"]):
            assert end in named or end == "SPDXRef-DOCUMENT", f"{deb}: nobody is {end}"
        inside.setdefault(relation["relationshipType"], []).append(named[relation["relatedSpdxElement"]])
    [me] = inside["DESCRIBES"]
    assert me["checksums"][0]["checksumValue"] == hashlib.sha256(open(deb, "rb").read()).hexdigest(), f"{deb}: another file"
    if "rotunda-display" in deb:
        linked = {package["name"]: package for package in inside["STATIC_LINK"]}
        for name in ("libsdl2-dev", "libsqlite3-dev", "libicu-dev", "libstdc++-12-dev"):
            assert linked[name]["versionInfo"] and "source package" in linked[name]["sourceInfo"], f"{deb}: {name} is not told"
PYTHON
step "an SBOM beside each of $(find "$packages" -maxdepth 1 -name '*.deb' | wc -l) packages"

# A screen as Debian's installer leaves it, as far as this counts: systemd, SSH, GRUB, a kernel by name. Kept for the next time.
bare=$packages/bare.tar
if [ -z "$(find "$bare" -type f -mtime -1 2>/dev/null)" ]; then
    mmdebstrap --quiet --variant=minbase --include=systemd-sysv,udev,kmod,openssh-server,grub-pc-bin,grub2-common bookworm "$packages/new.tar" \
        "deb http://deb.debian.org/debian bookworm main" "deb http://deb.debian.org/debian-security bookworm-security main" ||
        fail "no bare Debian"
    mv "$packages/new.tar" "$bare"
fi
mkdir "$root"
tar -x -C "$root" -f "$bare"
cp /etc/resolv.conf "$root/etc/resolv.conf"
# Devices of its own: those of this machine are not within reach.
mount -t tmpfs tmpfs "$root/dev"
for device in null:3 zero:5 full:7 random:8 urandom:9; do mknod -m 666 "$root/dev/${device%:*}" c 1 "${device#*:}"; done
ln -s /proc/self/fd "$root/dev/fd"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/run"
mkdir -p "$packages/archives" "$root/tmp/packages"
cp "$packages"/*.deb "$root/tmp/packages/"
# What was fetched once is not fetched again.
cp "$packages"/archives/*.deb "$root/var/cache/apt/archives/" 2>/dev/null || true
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
inside() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive HOME=/root chroot "$root" "$@"; }
as_rotunda() { inside runuser -u rotunda -- env HOME=/var/lib/rotunda "$@"; }
# Nobody answers: a question ends apt. What it said is shown when it fails.
apt() { inside apt-get -y -q "$@" </dev/null >"$work/apt.log" 2>&1 || { tail -n 30 "$work/apt.log"; fail "apt-get $*"; }; }
# All packages in that folder of /tmp there: install_all FOLDER
install_all() {
    local debs=("$root/tmp/$1"/*.deb)
    apt --no-install-recommends install "${debs[@]#"$root"}"
}
there() { [ -e "$root$1" ] || [ -L "$root$1" ] || fail "there is no $1 $2"; }
gone() { if [ -e "$root$1" ] || [ -L "$root$1" ]; then fail "$1 is still there $2"; fi; }
is_png() { [ "$(head -c 8 "$root$1" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ]; }
masked() { [ "$(readlink "$root/etc/systemd/system/$1" || true)" = /dev/null ]; }
inside apt-get -q update >/dev/null
step "a bare Debian 12, $(inside dpkg-query -W | wc -l) packages"

# --- install
# In a chroot nobody can say which device / is on.
cat >"$root/usr/sbin/grub-probe" <<'TEXT'
#!/bin/sh
case "$*" in *fs_uuid*) echo 1234-ABCD ;; *partmap*) echo gpt ;; *compat*) echo hd0 ;; *target=fs*) echo ext2 ;; *abstraction*) ;; *) echo /dev/sda1 ;; esac
TEXT
mkdir -p "$root/boot/grub"
touch "$root/boot/vmlinuz-6.1.0-0-amd64" "$root/boot/initrd.img-6.1.0-0-amd64"
menu=$root/boot/grub/grub.cfg
update_menu() { inside update-grub >"$work/grub" 2>&1 || { cat "$work/grub"; fail "no menu of GRUB"; }; }
update_menu
if grep -q superusers "$menu"; then fail "this Debian is not bare"; fi
installed >"$work/before"
install_all packages
cp -n "$root"/var/cache/apt/archives/*.deb "$packages/archives/"
grep -q 'root has no SSH key yet' "$work/apt.log" || fail "nobody says that without an SSH key nobody can log in"
installed >"$work/after"
comm -13 "$work/before" "$work/after" >"$work/new"
if grep -E '^(gcc|g\+\+|cpp|clang|cmake|make|build-essential|binutils)(-[0-9.]+)?$|-dev$' "$work/new"; then fail "a compiler on a screen"; fi
if grep -E '^(libgl1-mesa-dri|libllvm.*|mesa-.*)$' "$work/new"; then fail "Mesa on a screen"; fi
# shellcheck disable=SC2016
added=$(inside xargs dpkg-query -W -f '${Installed-Size}\n' <"$work/new" | awk '{s += $1} END {print int(s / 1024)}')
step "installed: $(wc -l <"$work/new") packages more, $added MB"

for program in kiosk kiosk-sync kiosk-pack kiosk-hub kiosk-signer; do
    inside "$program" --help >/dev/null || fail "$program does not run"
    if inside ldd "/usr/bin/$program" | grep 'not found'; then fail "$program lacks a library"; fi
    there "/usr/share/man/man1/$program.1.gz" "(a page)"
done
[ "$(inside stat -c '%U %a' /var/lib/rotunda /var/lib/rotunda-display /var/lib/rotunda-trust | sort -u)" = "rotunda 750" ] ||
    fail "the folders of the services are not theirs"
inside systemd-analyze verify --man=no rotunda-display.service rotunda-sync.service rotunda-hub.service rotunda-courier.service rotunda-signer.service rotunda-refresh.service rotunda-softdog.service 2>"$work/verify" || true
if grep -E '^[^ ]*(rotunda|emergency|rescue|ssh)' "$work/verify"; then fail "systemd does not like a unit"; fi

# Content gets in as the RUNBOOK says, and is drawn with what was installed.
as_rotunda kiosk-pack load /usr/share/rotunda/packs/csu-2024-01 --cache /var/lib/rotunda/cache.db >/dev/null ||
    fail "a pack is not loaded"
for language in en ar zh ru; do
    as_rotunda kiosk --frame /tmp/shown.png --scene programme:upcoming --lang "$language" --cache /var/lib/rotunda/cache.db \
        --screen /etc/rotunda/screen.toml --at 2024-01-18T10:42 --size 1280x720 2>"$work/said" || { cat "$work/said"; fail "nothing is shown in $language"; }
    [ ! -s "$work/said" ] || { cat "$work/said"; fail "the display complains about what was installed"; }
    is_png /tmp/shown.png || fail "no picture"
done
step "a pack was loaded and drawn in four languages"

# --- the machine is a screen
for unit in ctrl-alt-del.target systemd-networkd-wait-online.service NetworkManager-wait-online.service; do masked "$unit" || fail "$unit is not masked"; done
grep -qx 'ConditionKernelCommandLine=rotunda.login' "$root/lib/systemd/system/getty@.service.d/rotunda.conf" || fail "consoles have a login"
[ "$(inside systemctl is-enabled getty@tty1.service 2>/dev/null)" = masked ] || fail "tty1 has a login"
for unit in rotunda-display rotunda-sync; do there "/lib/systemd/system/multi-user.target.wants/$unit.service" "(started with the machine)"; done
inside systemd-analyze cat-config systemd/logind.conf | grep -qx 'NAutoVTs=0' || fail "other consoles are opened"
inside sh -c 'mkdir -p /run/sshd && ssh-keygen -A >/dev/null && sshd -T -C user=root,host=h,addr=10.0.0.1' >"$work/sshd" 2>&1 || { cat "$work/sshd"; fail "sshd does not like its settings"; }
for line in 'passwordauthentication no' 'kbdinteractiveauthentication no' 'permitrootlogin (without-password|prohibit-password)' \
    'authorizedkeysfile .ssh/authorized_keys /etc/rotunda/authorized_keys'; do
    grep -qxE "$line" "$work/sshd" || fail "sshd: no \"$line\""
done
inside sshd -T -C user=daemon,host=h,addr=10.0.0.1 >"$work/sshd"
grep -qx 'passwordauthentication no' "$work/sshd" || fail "sshd: a password lets others in"
if grep -q '^authorizedkeysfile.*/etc/rotunda' "$work/sshd"; then fail "sshd: root's keys let everybody in"; fi

# GRUB's menu, which the package had made.
grep -qx 'set superusers="rotunda"' "$menu" || fail "GRUB: anybody may edit"
first=$(grep -m1 -E '^[[:space:]]*menuentry ' "$menu")
case "$first" in *--unrestricted*) ;; *) fail "GRUB: the first entry needs a password: $first" ;; esac
grep -m1 -E '^[[:space:]]*linux[[:space:]]' "$menu" | grep -q 'panic=10 sysctl.kernel.sysrq=0 .*quiet loglevel=3 .*systemd.show_status=false' || fail "GRUB: other words for the kernel: $(grep -m1 -E '^[[:space:]]*linux' "$menu")"
grep -qE '^ *set timeout=0$' "$menu" || fail "GRUB: it waits"
if grep -E '^ *set timeout=([1-9]|-)' "$menu"; then fail "GRUB: it waits"; fi
if grep -q '^password' "$menu"; then fail "GRUB: a password that nobody set"; fi
shows_menu() { [ "$(grep -E '^ *set timeout_style=' "$menu" | tail -n 1 | tr -d ' ')" != settimeout_style=menu ]; }
if shows_menu; then fail "GRUB: a key shows a menu in which nobody can do anything"; fi
printf 'a password\na password\n' | inside grub-mkpasswd-pbkdf2 | grep -o 'grub.pbkdf2.*' >"$root/etc/rotunda/grub-password"
update_menu
grep -qxF "password_pbkdf2 rotunda $(cat "$root/etc/rotunda/grub-password")" "$menu" || fail "GRUB: the technician's password is not taken"
[ "$(stat -c %a "$menu")" = 600 ] || fail "GRUB: everybody reads the hash"
shows_menu || fail "GRUB: no key shows the menu to who has the password"
! command -v grub-script-check >/dev/null || grub-script-check "$menu" || fail "GRUB does not understand its menu"
step "settings of a screen: consoles, keys, SSH, GRUB"

# --- upgrade: what the technician and the services wrote stays, nobody is asked
echo 'name = "Foyer M"' >>"$root/etc/rotunda/screen.toml"
echo 'SYNC_OPTIONS=--from https://depot.example.org/rotunda' >>"$root/etc/rotunda/sync.env"
echo '{"kept": 1}' >"$root/var/lib/rotunda-trust/kept.json"
echo '{}' >"$root/etc/rotunda/root.json"
echo 'ssh-ed25519 AAAA' >"$root/etc/rotunda/authorized_keys"
state() { (cd "$root" && sha256sum etc/rotunda/*.toml etc/rotunda/*.env etc/rotunda/*.json var/lib/rotunda/cache.db var/lib/rotunda-trust/*); }
state >"$work/state"
mkdir "$work/newer" "$root/tmp/newer"
for deb in "$packages"/*.deb; do
    name=$(dpkg-deb -f "$deb" Package)
    dpkg-deb -R "$deb" "$work/newer/$name"
    sed -i -E 's/^(Version: .*)$/\1+newer/; s/(rotunda-[a-z]+ \(= [^)]*)\)/\1+newer)/g' "$work/newer/$name/DEBIAN/control"
    for conffile in screen.toml sync.env; do
        [ ! -f "$work/newer/$name/etc/rotunda/$conffile" ] || echo '# one more line' >>"$work/newer/$name/etc/rotunda/$conffile"
    done
    dpkg-deb -Zgzip -z1 -b "$work/newer/$name" "$root/tmp/newer/$name.deb" >/dev/null
done
install_all newer
state | diff "$work/state" - || fail "an upgrade changed what was written here"
there /etc/rotunda/screen.toml.dpkg-dist "(the newer one, to be read)"
# shellcheck disable=SC2016
[ "$(inside dpkg-query -W -f '${Version}\n' 'rotunda-*' | grep -c '+newer$')" -eq 5 ] || fail "not all were upgraded"
as_rotunda kiosk --frame /tmp/shown.png --scene clock --cache /var/lib/rotunda/cache.db --size 1280x720 || fail "nothing is shown after an upgrade"
masked ctrl-alt-del.target || fail "an upgrade unmasked Ctrl+Alt+Del"
step "upgraded: settings, cache and trust are as they were"

# --- remove and install again
apt remove 'rotunda-*'
for file in /usr/bin/kiosk /usr/bin/kiosk-sync /usr/bin/kiosk-pack /usr/bin/kiosk-hub /usr/bin/kiosk-signer /lib/systemd/system/rotunda-display.service \
    /lib/systemd/system/getty@tty1.service /etc/systemd/system/ctrl-alt-del.target; do gone "$file" "after removal"; done
state | diff "$work/state" - || fail "removal took something away"
if grep -qE 'superusers|panic=10' "$menu"; then fail "GRUB is still that of a screen"; fi
install_all newer
state | diff "$work/state" - || fail "installing again changed what was written here"
masked ctrl-alt-del.target || fail "Ctrl+Alt+Del is not masked again"
step "removed and installed again: settings, cache and trust are as they were"

# --- purge
apt purge 'rotunda-*'
rm -rf "$root/tmp/packages" "$root/tmp/newer"
find "$root" -xdev \( -name '*rotunda*' -o -name 'kiosk*' \) | sed "s#^$root##" >"$work/left"
if [ -s "$work/left" ]; then
    cat "$work/left"
    fail "something is left after a purge"
fi
masked ctrl-alt-del.target && fail "Ctrl+Alt+Del is still masked after a purge"
step "purged: nothing is left"

#!/usr/bin/env bash
# make.sh INTO PACKAGE...: makes INTO/rotunda.img, a raw disk for PCs (BIOS and UEFI) that one burns, plugs in and hangs up,
# and INTO/rotunda.squashfs, the system in it, which `rotunda-update` puts on screens that hang already. The packages are
# the files of rotunda-display, rotunda-agent and rotunda-machine (`./dev package`).
#
# Needs no root: mmdebstrap makes the root, mtools fills the file systems, and nothing is mounted. Layout (GPT):
#   1 ROTUNDA       FAT     what a person fills on any computer
#   2 (BIOS boot)           the boot loader's second part
#   3 rotunda-boot  FAT     EFI system partition: boot loader, kernels of both slots
#   4 rotunda-a     squashfs  the system
# and at the first start (root/etc/initramfs-tools/scripts/rotunda): rotunda-b, the other slot, and rotunda-state, ext4.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

mirror=${ROTUNDA_MIRROR:-http://deb.debian.org/debian}
security=${ROTUNDA_SECURITY_MIRROR:-http://deb.debian.org/debian-security}
# Sizes in MiB. The system takes about half of its slot: Debian's updates make it larger over the years.
fill_size=128
boot_size=256
slot_size=800
max_image=1300

# Nothing of the kernel or of systemd is written on the panel, and nothing a keyboard sends reaches the kernel.
kernel_words='quiet loglevel=0 systemd.show_status=false udev.log_level=err vt.global_cursor_default=0'
kernel_words+=' fbcon=map:9 panic=10 sysctl.kernel.sysrq=0'

fail() { printf 'image: %s\n' "$*" >&2; exit 1; }
say() { printf 'image: %s\n' "$*"; }

[ $# -ge 2 ] || fail "usage: make.sh INTO PACKAGE..."
into=$1
shift
mkdir -p "$into"
into=$(cd "$into" && pwd)
work=$(mktemp -d "$into/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
version=$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)

packages() { sed -e '/^#/d' -e 's/ .*//' "$here/packages.txt" | paste -sd, -; }

# What is copied over Debian's files, in a form that mmdebstrap takes in.
gather() {
    mkdir -p "$work/over/var/cache/rotunda-debs"
    cp -R "$here/root/." "$work/over/"
    echo "$version" >"$work/over/etc/rotunda-version"
    cp "$@" "$work/over/var/cache/rotunda-debs/"
    tar -C "$work/over" --owner=root:0 --group=root:0 --mode=u+rw,go+r-w,a+X -cf "$work/over.tar" .
}

# Runs inside of the new root, when the packages of Debian and our files are there.
inside() {
    cat <<'INSIDE'
set -eu
export DEBIAN_FRONTEND=noninteractive
# systemd-resolved has put its own file there, which knows no server before it runs.
rm -f /etc/resolv.conf
mv /resolv.conf /etc/resolv.conf
apt-get install -y --no-install-recommends /var/cache/rotunda-debs/*.deb
rm -rf /var/cache/rotunda-debs
passwd --lock root >/dev/null
mkdir -p /etc/rotunda /etc/ssh/keys /var/log/journal
rm -f /etc/ssh/ssh_host_* /etc/machine-id /var/lib/dbus/machine-id
: >/etc/machine-id
ln -sf /etc/machine-id /var/lib/dbus/machine-id
ln -sf /run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
: >/etc/fstab
systemctl enable rotunda-import rotunda-slot rotunda-result.timer \
    systemd-networkd systemd-resolved systemd-timesyncd ssh
# Where the display begins; rotunda-machine also wants it in multi-user.target, which comes later.
systemctl add-wants sysinit.target rotunda-display.service
# What a read-only system cannot use.
systemctl mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
    e2scrub_reap.service systemd-firstboot.service systemd-remount-fs.service
# What nobody uses here, or was done in the initramfs, and the picture would wait for.
systemctl mask dev-hugepages.mount dev-mqueue.mount sys-kernel-debug.mount sys-kernel-tracing.mount \
    sys-kernel-config.mount sys-fs-fuse-connections.mount proc-sys-fs-binfmt_misc.automount systemd-repart.service \
    systemd-pstore.service systemd-update-utmp.service modprobe@drm.service modprobe@snd.service
update-initramfs -u -k all
# Users and folders are all there: no start looks for new ones.
touch -r /usr /etc/.updated /var/.updated
apt-get clean
rm -rf /var/lib/apt/lists/* /var/log/*.log /var/log/apt /var/cache/debconf/*-old /var/cache/ldconfig
INSIDE
}

make_system() {
    # shellcheck disable=SC2016  # mmdebstrap gives "$1" to its hook
    local run_inside='chroot "$1" sh /inside.sh && rm "$1/inside.sh"'
    inside >"$work/inside.sh"
    mmdebstrap --quiet --variant=apt --include="$(packages)" \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
        --aptopt='APT::Install-Recommends "false"' \
        --customize-hook="tar-in $work/over.tar /" \
        --customize-hook="upload $work/inside.sh /inside.sh" \
        --customize-hook="upload /etc/resolv.conf /resolv.conf" \
        --customize-hook="$run_inside" \
        --customize-hook="download /vmlinuz $work/vmlinuz" \
        --customize-hook="download /initrd.img $work/initrd.img" \
        bookworm "$work/root.tar" \
        "deb $mirror bookworm main" "deb $mirror bookworm-updates main" "deb $security bookworm-security main"
    rm -f "$into/rotunda.squashfs"
    sqfstar -quiet -no-progress -comp zstd -b 256K "$into/rotunda.squashfs" <"$work/root.tar"
    rm "$work/root.tar"
    [ "$(stat -c %s "$into/rotunda.squashfs")" -le $((slot_size << 20)) ] || fail "the system is larger than its slot"
}

# FAT NAME MIB FILES: a file system in a file, filled with what is in the folder FILES.
make_fat() {
    truncate -s "$2M" "$work/$1.fat"
    mformat -i "$work/$1.fat" -F -v "$1" ::
    if [ -n "$(ls -A "$3")" ]; then mcopy -s -m -i "$work/$1.fat" "$3"/* ::; fi
}

# GRUB for BIOS reads its settings from the partition for booting of the disk that it was started from.
make_bios_loader() {
    grub-mkimage -O i386-pc -p '(,gpt3)/grub' -o "$work/core.img" biosdisk part_gpt fat normal configfile linux loadenv \
        test echo sleep reboot all_video video vbe minicmd
    cp /usr/lib/grub/i386-pc/boot.img "$work/boot.img"
}

gather_boot() {
    mkdir -p "$work/boot/EFI/BOOT" "$work/boot/EFI/debian" "$work/boot/grub" "$work/boot/a" "$work/boot/b"
    # Firmware with Secure Boot knows the key of the shim, which knows Debian's key of GRUB and of the kernel.
    cp /usr/lib/shim/shimx64.efi.signed "$work/boot/EFI/BOOT/BOOTX64.EFI"
    cp /usr/lib/shim/mmx64.efi.signed "$work/boot/EFI/BOOT/mmx64.efi"
    cp /usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed "$work/boot/EFI/BOOT/grubx64.efi"
    sed "s|@KERNEL_WORDS@|$kernel_words|" "$here/grub.cfg" >"$work/boot/grub/grub.cfg"
    cp "$work/boot/grub/grub.cfg" "$work/boot/EFI/debian/grub.cfg"
    grub-editenv "$work/boot/grub/grubenv" create
    grub-editenv "$work/boot/grub/grubenv" set good=a
    cp "$work/vmlinuz" "$work/initrd.img" "$work/boot/a/"
}

gather_fill() {
    mkdir -p "$work/fill"
    cp "$here/fill/README.txt" "$here/fill/machine.toml" "$root/deploy/screen.toml" "$work/fill/"
    sed -i 's/$/\r/' "$work/fill/"*
}

# The number NUMBER as eight bytes, least first.
eight_bytes() {
    local number=$1 hex=''
    for _ in 0 1 2 3 4 5 6 7; do
        hex+=$(printf '\\x%02x' $((number & 255)))
        number=$((number >> 8))
    done
    printf '%b' "$hex"
}

# put FILE SECTOR: writes a file at a sector of the image.
put() { dd if="$1" of="$work/disk" bs=512 seek="$2" conv=notrunc,sparse status=none; }

make_disk() {
    local fill=2048 bios boot slot
    bios=$((fill + fill_size * 2048))
    boot=$((bios + 2048))
    slot=$((boot + boot_size * 2048))
    truncate -s $(((slot + slot_size * 2048 + 2048) * 512)) "$work/disk"
    sfdisk --quiet "$work/disk" <<TABLE
label: gpt
start=$fill, size=$((fill_size * 2048)), type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7, name=ROTUNDA
start=$bios, size=2048, type=21686148-6449-6E6F-744E-656564454649, name=rotunda-bios
start=$boot, size=$((boot_size * 2048)), type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=rotunda-boot
start=$slot, size=$((slot_size * 2048)), type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, name=rotunda-a
TABLE
    put "$work/ROTUNDA.fat" $fill
    put "$work/BOOT.fat" $boot
    put "$into/rotunda.squashfs" $slot
    # What grub-bios-setup does, without a device: where the second part begins is written into the first sector (92), and
    # where the rest of it begins into the second part's own first sector (500).
    put "$work/core.img" $bios
    dd if="$work/boot.img" of="$work/disk" bs=440 count=1 conv=notrunc status=none
    eight_bytes $bios | dd of="$work/disk" bs=1 seek=92 conv=notrunc status=none
    eight_bytes $((bios + 1)) | dd of="$work/disk" bs=1 seek=$((bios * 512 + 500)) conv=notrunc status=none
}

gather "$@"
say "the system, of Debian 12 and $*"
make_system
gather_boot
gather_fill
make_fat ROTUNDA $fill_size "$work/fill"
make_fat BOOT $boot_size "$work/boot"
make_bios_loader
make_disk
size=$(($(stat -c %s "$work/disk") >> 20))
[ "$size" -le $max_image ] || fail "$size MiB, more than $max_image"
mv "$work/disk" "$into/rotunda.img"
say "$into/rotunda.img: $size MiB, of which the system takes $(($(stat -c %s "$into/rotunda.squashfs") >> 20))"

#!/usr/bin/env bash
# What a person wrote on the partition ROTUNDA becomes the machine's settings; mistakes are named and count as not written.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
files=$work/files
to=$work/to

fail() { echo "FAILED: $*"; exit 1; }
begin() {
    rm -rf "$files" "$to"
    mkdir -p "$files" "$to/etc"
}
configure() { sh "$root/deploy/image/root/usr/lib/rotunda/configure" "$files" "$to" >"$work/said"; }
# says EXPECTED: all that was wrong, line by line.
says() { diff -u <(printf '%s' "$1") "$work/said" || fail "other mistakes than these were named"; }
# has FILE LINE: a line of a file that was made. hasnt FILE: it was not.
has() { grep -qxF -- "$2" "$to/$1" || fail "$1 has no line $2: $(cat "$to/$1" 2>&1)"; }
hasnt() { [ ! -e "$to/$1" ] || fail "$1 was made"; }

network=run/systemd/network/10-rotunda.network
times=run/systemd/timesyncd.conf.d/rotunda.conf

begin
configure
says ''
has $network 'DHCP=yes'
hasnt etc/rotunda/sync.env
hasnt etc/rotunda/authorized_keys
hasnt etc/rotunda/screen.toml
echo "ok an empty partition: DHCP, no depot, no maintenance, and nothing is wrong"

begin
cp "$root/deploy/image/fill/machine.toml" "$files/machine.toml"
configure
says ''
sed -i 's/^# \([a-z]* = \)/\1/' "$files/machine.toml"
echo '{"signatures": []}' >"$files/root.json"
printf '%064d\n' 7 >"$files/rotunda-ticket"
printf -- '-----BEGIN CERTIFICATE-----\r\nAA==\r\n-----END CERTIFICATE-----\r\n' >"$files/rotunda-certificate.pem"
configure
says ''
has etc/rotunda/rotunda-certificate.pem 'AA=='
has etc/rotunda/rotunda-ticket "$(printf '%064d' 7)"
has etc/rotunda/sync.env 'SYNC_OPTIONS=--from https://depot.example/rotunda --from https://mirror.example/rotunda'
has etc/rotunda/sync.env 'https_proxy=http://proxy.example:3128'
has $network 'Address=10.0.0.20/24'
has $network 'Gateway=10.0.0.1'
has $network 'DNS=10.0.0.1'
has $times 'NTP=ntp.example'
has etc/hostname foyer-m
cmp "$files/root.json" "$to/etc/rotunda/root.json"
for wrong in '' 'a ticket' '%063d' '%065d' '&reboot;%064d'; do
    # shellcheck disable=SC2059  # formats, most of them
    printf "$wrong" 7 >"$files/rotunda-ticket"
    configure
    says 'rotunda-ticket: expected the file that the hub made for this screen, as it is
'
    hasnt etc/rotunda/rotunda-ticket
done
printf '%064d\n' 7 >"$files/rotunda-ticket"
echo '-----BEGIN PRIVATE KEY-----' >"$files/rotunda-certificate.pem"
configure
says 'rotunda-certificate.pem: expected a certificate, which begins with -----BEGIN CERTIFICATE-----
'
hasnt etc/rotunda/rotunda-certificate.pem
echo "ok each line of the example is accepted, as it is and without its mark"

begin
printf '\357\273\277depot = "https://depot.test"\r\naddress = "fd00::20/64"\r\ngateway = "fd00::1"' >"$files/machine.toml"
printf '\r\n {\r\n"signatures": []}' >"$files/root.json"
printf 'ssh-ed25519 AAAAC3Nza= who@where\r\n\r\n# nobody\r\nssh-rsa AAAAB3Nza' >"$files/authorized_keys"
configure
says ''
has etc/rotunda/sync.env 'SYNC_OPTIONS=--from https://depot.test'
has $network 'Address=fd00::20/64'
has etc/rotunda/authorized_keys 'ssh-ed25519 AAAAC3Nza= who@where'
has etc/rotunda/authorized_keys 'ssh-rsa AAAAB3Nza'
echo "ok files as editors of Windows write them"

begin
cat >"$files/machine.toml" <<'TOML'
depot = "ftp://depot.test"
depot = "https://other.test"
proxy = "http://a b"
time = ["-x", "ntp.test"]
address = "10.0.0.300/24"
gateway = "10.0.0"
dns = "resolver"
hostname = "foyer m"
colour = "red"
no line of this file
address = 10.0.0.1
TOML
configure
says 'machine.toml:1: "depot": expected an address that begins with https://, not "ftp://depot.test"
machine.toml:2: "depot" is there already
machine.toml:3: "proxy": expected an address like http://proxy.example:3128, not "http://a b"
machine.toml:4: "time": expected the name of a time server, not "-x"
machine.toml:5: "address": expected dhcp, or an address like 10.0.0.20/24, not "10.0.0.300/24"
machine.toml:6: "gateway": expected an address like 10.0.0.1, not "10.0.0"
machine.toml:7: "dns": expected an address like 10.0.0.1, not "resolver"
machine.toml:8: "hostname": expected letters, digits and hyphens, not "foyer m"
machine.toml:9: unknown key "colour"
machine.toml:10: expected a line like: depot = "https://..."
machine.toml:11: "address": expected a text in quotes, or a list: ["...", "..."]
'
has $network 'DHCP=yes'
has $times 'NTP=ntp.test'
hasnt etc/rotunda/sync.env
hasnt etc/hostname
echo "ok each mistake is named with its line, and counts as not written"

begin
# shellcheck disable=SC2016  # written as it is
printf '%s\n' 'depot = "https://depot.test/$(reboot)"' 'proxy = "http://p.test:1'"'"'"' 'time = "a;b"' >"$files/machine.toml"
echo 'command="sh" ssh-ed25519 AAAA x' >"$files/authorized_keys"
configure
[ "$(wc -l <"$work/said")" -eq 4 ] || fail "not four mistakes: $(cat "$work/said")"
hasnt etc/rotunda/sync.env
hasnt $times
hasnt etc/rotunda/authorized_keys
echo "ok nothing gets into the settings of others but plain words"

begin
echo 'depot = "https://depot.test"' >"$files/machine.toml"
configure
says 'root.json: missing, so nothing of the depot in machine.toml can be trusted; copy 1.root.json of the depot here
'
echo '<html>' >"$files/root.json"
configure
grep -q '^root.json: expected the file 1.root.json of the depot, as it is$' "$work/said" || fail "a page in place of root.json"
hasnt etc/rotunda/root.json
echo "ok a depot without something to trust"

begin
head -c 200000 /dev/urandom >"$files/machine.toml"
head -c 200000 /dev/urandom >"$files/authorized_keys"
head -c 200000 /dev/urandom >"$files/root.json"
timeout 20 sh "$root/deploy/image/root/usr/lib/rotunda/configure" "$files" "$to" >"$work/said" || fail "rubbish ends it: $?"
has $network 'DHCP=yes'
hasnt etc/rotunda/sync.env
hasnt etc/rotunda/authorized_keys
echo "ok rubbish in every file"

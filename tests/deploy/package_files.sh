#!/usr/bin/env bash
# What packages are made of fits together, before anybody makes them: every file that is installed is in exactly one package,
# units name files that are there, every word of kiosk-pack has its page. Usage: package_files.sh CMAKE BUILD-FOLDER
set -euo pipefail
cmake=$1
build=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
debian=$root/deploy/debian
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
wrong() { echo "WRONG: $*"; failed=1; }

DESTDIR=$work/tmp "$cmake" --install "$build" --prefix /usr >"$work/log" 2>&1 || { cat "$work/log"; exit 1; }
# debian/rules names the folder of pages after the package that has them.
mv "$work/tmp/usr/share/doc/rotunda" "$work/tmp/usr/share/doc/rotunda-display"
(cd "$work/tmp" && find . -type f -printf '%P\n' | sort) >"$work/files"

# PACKAGE FILE-OF-THE-MACHINE, a line each, as dh_install and dh_link would put them.
packages=$(sed -n 's/^Package: //p' "$debian/control")
: >"$work/owned"
for package in $packages; do
    [ -f "$debian/$package.install" ] || { wrong "$package has no files"; continue; }
    while read -r from to; do
        case "$from" in
            usr/*) tree=$work/tmp prefix=$from ;;
            *) tree=$root prefix=$from ;;
        esac
        # shellcheck disable=SC2086 # the names in these lists are patterns
        found=$(cd "$tree" && for name in $prefix; do [ ! -e "$name" ] || find "$name" -type f; done)
        [ -n "$found" ] || wrong "$package.install: there is no $from"
        for file in $found; do
            case "$from" in
                */\*) place=$to/${file#"${from%\*}"} ;;
                *) place=${to:+$to/${file##*/}} ;;
            esac
            place=${place:-$file}
            echo "$package $place $([ "$tree" = "$root" ] || echo "$file")" >>"$work/owned"
        done
    done <"$debian/$package.install"
done
while read -r file; do
    count=$(awk -v file="$file" '$3 == file' "$work/owned" | wc -l)
    [ "$count" -eq 1 ] || wrong "/$file is installed, and is in $count packages"
done <"$work/files"
awk '{print $2}' "$work/owned" | sort | uniq -d >"$work/twice"
[ ! -s "$work/twice" ] || wrong "in two packages: $(cat "$work/twice")"
awk '{print "/" $2}' "$work/owned" | sed 's#^/lib/#/usr/lib/#' >"$work/places"
has_file() { grep -qxF "${1/#\/lib\///usr/lib/}" "$work/places"; }

# What the units name under /usr and /etc/rotunda. root.json, the online key and the folders of drop-ins come from a technician.
units=0
for unit in "$work"/tmp/usr/lib/systemd/system/*.service "$root"/deploy/machine/lib/systemd/system/*.service; do
    units=$((units + 1))
    has_file "/lib/systemd/system/${unit##*/}" || wrong "${unit##*/} is in no package"
    { grep -oE '(/usr(/local)?/(bin|share)|/etc/rotunda)/[A-Za-z0-9./-]+' "$unit" || true; } |
        sed 's#/usr/local#/usr#; s#/doc/rotunda/#/doc/rotunda-display/#' | sort -u >"$work/paths"
    while read -r path; do
        case "$path" in
            /etc/rotunda/root.json | /etc/rotunda/online.key | /etc/rotunda/online.passphrase | /usr/bin/espeak-ng | /usr/bin/test) continue ;;
        esac
        has_file "$path" || wrong "${unit##*/} names $path, which no package has"
    done <"$work/paths"
done
[ "$units" -ge 3 ] || wrong "only $units units were looked at"
while read -r target _; do
    case "$target" in
        dev/null) ;;
        *) has_file "/$target" || wrong "rotunda-machine.links: no package has /$target" ;;
    esac
done <"$debian/rotunda-machine.links"
for script in "$debian"/*.postinst "$debian"/*.prerm "$debian"/*.postrm "$root"/deploy/machine/etc/grub.d/*; do
    sh -n "$script" || wrong "${script##*/} is no script"
done

# A page for each program and each word.
"$build/kiosk-pack" --help | sed -n '/^Subcommands/,$s/^  \([a-z-]*\) .*/\1/p' | sort >"$work/words"
[ -s "$work/words" ] || wrong "kiosk-pack has no words"
sed -n 's#^debian/man/kiosk-pack-\(.*\)\.1$#\1#p' "$debian/rotunda-tools.manpages" | sort >"$work/pages"
diff "$work/words" "$work/pages" || wrong "rotunda-tools.manpages has other words than kiosk-pack"
[ "$failed" -eq 0 ] || exit 1
echo "$(wc -l <"$work/files") files in $(wc -w <<<"$packages") packages, $units units, $(wc -l <"$work/words") words"

#!/usr/bin/env bash
# The worst inputs that we could think of, each given to `kiosk-pack import` with 512 MiB of memory and five seconds of a
# processor: it says what is wrong with them, or imports what it can, and is never ended by the system.
# shellcheck source=tests/e2e/common.sh
source "$(dirname "$0")/common.sh" "$1"
if grep -qa __asan_init "$programs/kiosk-pack"; then
    echo "skipped: the address sanitizer reserves terabytes, so memory cannot be limited"
    exit 77
fi

set +o pipefail # `yes` is always ended by its pipe

say() { printf '%b' "$1"; }
# TEXT, so many times.
many() { yes -- "$1" | head -n "$2" | tr -d '\n'; }
lines() { yes -- "$1" | head -n "$2"; }
number() { printf '%b' "$(printf '\\x%02x\\x%02x\\x%02x\\x%02x' $(($1 >> 24 & 255)) $(($1 >> 16 & 255)) $(($1 >> 8 & 255)) $(($1 & 255)))"; }
event() { say "BEGIN:VEVENT\nUID:$1\nDTSTAMP:20240101T000000Z\nSUMMARY:S\nDTSTART:20240101T000000Z\n$2\nEND:VEVENT\n"; }
calendar() { say 'BEGIN:VCALENDAR\nVERSION:2.0\n'; cat; say 'END:VCALENDAR\n'; }
xml_entities() { # each entity is ten of the one before: a thousand million of the first
    local before=a name
    say '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    for name in b c d e f g h i j; do
        say "<!ENTITY $name \"$(many "&$before;" 10)\">"
        before=$name
    done
    say "]><rss><channel><item><title>&j;</title></item></channel></rss>"
}
png_header() { # WIDTH HEIGHT [BYTES]: a PNG file up to its pixels, without checksums that hold
    say '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'
    number "$1"
    number "$2"
    say '\x08\x02\0\0\0\0\0\0\0'
    number "${3:-0}"
    say IDAT
}
jpeg_header() { # HEIGHT and WIDTH as four bytes
    say '\xff\xd8\xff\xc0\0\x11\x08'"$1"'\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xda\0\x0c\x03\x01\0\x02\x11\x03\x11\0\x3f\0\0\xff\xd9'
}

mkdir "$work/in"
cd "$work/in"
png_end='\0\0\0\0\0\0\0\0IEND\0\0\0\0'
{ png_header 30000 30000; say "$png_end"; } >side.png
{ png_header 7000 7000; say "$png_end"; } >promise.png
jpeg_header '\x75\x30\x75\x30' >side.jpg
jpeg_header '\x1b\x58\x1b\x58' >promise.jpg
# 49 million pixels of one colour in 150 KB: the middle of a gzip file is what a PNG file holds.
head -c 147007000 /dev/zero | gzip -9 | tail -c +11 | head -c -8 >packed
{ png_header 7000 7000 $(($(stat -c %s packed) + 6)); say '\x78\x01'; cat packed; say '\0\0\0\0\0\0\0\0\0\0\0\0IEND\0\0\0\0'; } >bomb.png
rm packed
# A progressive JPEG file may go over its 49 million pixels as often as it likes.
{
    say '\xff\xd8\xff\xc2\0\x0b\x08\x1b\x58\x1b\x58\x01\x01\x11\0\xff\xc4\0\x14\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'
    for _ in $(seq 20000); do say '\xff\xda\0\x08\x01\x01\0\0\0\0'; done
    say '\xff\xd9'
} >scans.jpg
many '<a>' 300000 >deep.xml
{ say '<rss><channel>'; many '<item>' 300000; } >deep-feed.xml
{ say '<html><body>'; many '<div>' 80000; } >deep.html
many '[' 1000000 >deep.json
{ say '{"schedule":'; many '{"a":' 300000; } >deep-schedule.json
{ say '{"results":[{"_type":"Conference","x":'; many '[' 300000; } >deep-indico.json
xml_entities >laughs.xml
{ for i in $(seq 2000); do event "$i" 'RRULE:FREQ=SECONDLY'; done; } | calendar >endless.ics
{ for i in $(seq 2000); do event "$i" 'RRULE:FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2'; done; } | calendar >never.ics
{ for i in $(seq 100); do event "$i" 'RRULE:FREQ=MINUTELY;BYSECOND=0;COUNT=100000000'; done; } | calendar >often.ics
event 1 "$(lines 'EXDATE:20240101T000000Z' 200000)" | calendar >exdates.ics
lines 'BEGIN:VEVENT' 400000 | calendar >nested.ics
{ say 'BEGIN:VEVENT\nSUMMARY:'; head -c 8000000 /dev/zero | tr '\0' x; say '\nEND:VEVENT\n'; } | calendar >line.ics
{ say 'BEGIN:VEVENT\nSUMMARY:x'; lines ' x' 2000000; say 'END:VEVENT\n'; } | calendar >folds.ics
{ say 'title;date'; many ';x' 1000000; say '\nA;2024-01-01'; many ';' 1000000; say '\n'; } >columns.csv
{ say 'title,date\n'; lines 'A,2024-01-01' 500000; } >rows.csv
{ say 'title,date\n"'; head -c 8000000 /dev/zero | tr '\0' ,; } >quote.csv
head -c 8000000 /dev/zero | tr '\0' x >line.txt
many '[a](' 60000 >links.md
many '> ' 120000 >quotes.md
many '5 - ' 60000 >dates.md
many '&amp;' 50000 >entities.html
head -c 8000000 /dev/zero >zeros.md
head -c 8000000 /dev/urandom >noise.md
{ say 'From: a@x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n'; lines "$(say '--b\nContent-Type: multipart/mixed; boundary=b\n')" 100000; } >parts.eml
{ lines 'X-Header: and another' 1000000; } >headers.eml
truncate -s 40G huge.ics

for file in *; do
    # Address space, so pages that are only promised count too; the decoder of photos limits itself within that.
    code=0
    (
        ulimit -v 524288 -t 5
        exec "$programs/kiosk-pack" import "$file" --dry-run
    ) >"$work/said" 2>"$work/complaints" </dev/null || code=$?
    case $code in
        0) ;;
        1 | 3) grep -q "$file" "$work/complaints" || { cat "$work/complaints"; fail "$file: no reason"; } ;;
        *) cat "$work/complaints"; fail "$file: ended with $code" ;;
    esac
    ! grep -qE 'internal error|bad_alloc' "$work/complaints" || { cat "$work/complaints"; fail "$file: $code"; }
    printf 'ok %-20s %s %s\n' "$file" "$code" "$(grep -m 1 "$file" "$work/complaints" | cut -c 1-90)"
done

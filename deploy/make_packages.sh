#!/usr/bin/env bash
# The Debian packages of the commit that is checked out, with an SBOM (SPDX 2.3) beside each, into build-package/. The same
# commit and the same packages of Debian give the same bytes. Usage: make_packages.sh PACKAGE-TO-BUILD-WITH...
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out=$root/build-package
source=$out/source
commit() { TZ=UTC git -C "$root" log -1 --date="format-local:$1" --format="$2" HEAD; }
if [ -n "$(git -C "$root" status --porcelain --untracked-files=no)" ]; then
    echo "packages are made of the last commit: changes that are not committed are left out"
fi

# Later commits have higher versions, also in a clone without its history.
version=$(sed -nE 's/^project\(rotunda VERSION ([0-9.]+) .*/\1/p' "$root/CMakeLists.txt")+$(commit %Y%m%d%H%M%S %cd.%h)
maintainer="${DEBFULLNAME:-$(commit '' %an)} <${DEBEMAIL:-$(commit '' %ae)}>"
rm -rf "$source"
rm -f "$out"/*.{deb,buildinfo,changes,spdx.json}
mkdir -p "$out"
git -C "$root" archive --prefix=source/ HEAD | tar -x -C "$out"
cp -r "$source/deploy/debian" "$source/debian"
build_packages=$(printf '%s, ' "$@")
sed -i -e "s/@MAINTAINER@/$maintainer/" -e "s/@BUILD_PACKAGES@/${build_packages%, }/" "$source/debian/control"
cat >"$source/debian/changelog" <<TEXT
rotunda ($version) stable; urgency=medium

  * $(commit '' %s | fold -s -w 74 | sed -e 's/ *$//' -e '2,$s/^/    /')

 -- $maintainer  $(LC_ALL=C commit '%a, %d %b %Y %H:%M:%S +0000' %cd)
TEXT

# debhelper gives the build a home of its own; what was compiled before is in this one.
if command -v ccache >/dev/null; then
    CCACHE_DIR=$(ccache --get-config cache_dir)
    CCACHE_CONFIGPATH=${CCACHE_CONFIGPATH:-${XDG_CONFIG_HOME:-$HOME/.config}/ccache/ccache.conf}
    export CCACHE_DIR CCACHE_CONFIGPATH
fi
export DEB_BUILD_OPTIONS=${DEB_BUILD_OPTIONS:-parallel=$(nproc)}
(cd "$source" && dpkg-buildpackage --build=binary --no-sign) >"$out/build.log" 2>&1 || {
    tail -n 40 "$out/build.log"
    echo "not built; all of it: $out/build.log"
    exit 1
}
python3 "$source/deploy/sbom.py" "$source"/obj-* "$(commit '' %ct)" "$out"/*.deb
lintian --allow-root --fail-on error,warning --tag-display-limit 0 "$out"/*.changes
(cd "$out" && ls -l -- *.deb *.spdx.json)

#!/usr/bin/env python3
"""Writes an SBOM (SPDX 2.3, JSON) beside each Debian package, from what the build left.

Usage: sbom.py BUILD-FOLDER SECONDS-OF-THE-COMMIT PACKAGE.deb...

What is inside a program is what the linker read (PROGRAM.inputs), the headers that the compiler read (ninja -t deps), and
other files of Debian that the build was given (ninja -t inputs: a font, ICU's data). What a program needs to run is what
the package depends on. Debian's own packages are named with the versions that are installed here.
"""
import datetime
import hashlib
import json
import os
import re
import subprocess
import sys
import uuid

# Short names of Debian's copyright files whose SPDX identifier is another one.
SPDX_NAMES = {
    "Expat": "MIT", "zlib": "Zlib", "zlib/libpng": "Zlib", "curl": "curl", "BSD-3-clause": "BSD-3-Clause", "BSD-2-clause": "BSD-2-Clause",
    "GPL-2": "GPL-2.0-only", "GPL-2+": "GPL-2.0-or-later", "GPL-3+": "GPL-3.0-or-later", "LGPL-2+": "LGPL-2.0-or-later",
    "LGPL-2.1": "LGPL-2.1-only", "LGPL-2.1+": "LGPL-2.1-or-later", "LGPL-3+": "LGPL-3.0-or-later", "OFL-1.1": "OFL-1.1",
    "Apache-2.0": "Apache-2.0", "MIT": "MIT", "Zlib": "Zlib", "ISC": "ISC", "BSL-1.0": "BSL-1.0", "MPL-2.0": "MPL-2.0",
}


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def field(deb, name):
    """A field of the control file of a package."""
    return run("dpkg-deb", "-f", deb, name).strip()


def owners(paths):
    """The installed packages of Debian that these files belong to."""
    real = sorted({os.path.realpath(path) for path in paths})
    found = set()
    for start in range(0, len(real), 500):
        # Files of nobody (made by the build) are no mistake.
        said = subprocess.run(["dpkg-query", "-S", *real[start:start + 500]], capture_output=True, text=True).stdout
        for line in said.splitlines():
            found.update(name.split(":")[0].strip() for name in line.rsplit(": ", 1)[0].split(","))
    return found


def licence_of(package):
    """The short name of the licence of most of a package, as its copyright file has it; None where it has none."""
    try:
        with open(f"/usr/share/doc/{package}/copyright", encoding="utf-8", errors="replace") as file:
            paragraphs = re.split(r"\n\s*\n", file.read())
    except OSError:
        return None
    for paragraph in paragraphs:
        if re.search(r"^Files:\s*\*\s*$", paragraph, re.MULTILINE):
            name = re.search(r"^License:[ \t]*(\S.*?)[ \t]*$", paragraph, re.MULTILINE)
            return name[1] if name else None
    return None


class Build:
    """What a folder of a build knows about its programs."""

    def __init__(self, folder):
        self.folder = folder
        self.headers_of = {}
        target = None
        for line in run("ninja", "-C", folder, "-t", "deps").splitlines():
            if line.startswith(" "):
                self.headers_of[target].append(os.path.join(folder, line.strip()))
            elif ": #deps" in line:
                target = line.split(": #deps")[0]
                self.headers_of[target] = []

    def parts_of(self, program):
        """Packages by how they got into a program: {"STATIC_LINK", "CONTAINS", "BUILD_DEPENDENCY_OF": names}."""
        with open(f"{self.folder}/{program}.inputs", encoding="utf-8") as file:
            rule = file.read().split("\n\n")[0].replace("\\\n", " ")
        linked = [os.path.join(self.folder, word) for word in rule.split(":", 1)[1].split() if word.endswith((".a", ".o"))]
        inputs = run("ninja", "-C", self.folder, "-t", "inputs", program).splitlines()
        headers = [header for part in inputs for header in self.headers_of.get(part, [])]
        data = [part for part in inputs if part.startswith("/usr/") and not re.search(r"\.(so[.0-9]*|a|h)$", part)
                and not os.access(part, os.X_OK)]
        parts = {"STATIC_LINK": owners(linked), "CONTAINS": owners(data)}
        parts["BUILD_DEPENDENCY_OF"] = owners(headers) - parts["STATIC_LINK"]
        return parts


def debian_package(name):
    """One installed package of Debian as SPDX has it; only its name where it is not installed."""
    described = subprocess.run(["dpkg-query", "-W", "-f", "${Version} ${Architecture} ${source:Package} ${source:Version}", name],
                               capture_output=True, text=True).stdout.split()
    licence = licence_of(name)
    told = f"Debian's copyright file says for most of it: {licence}. " if licence else ""
    package = {
        "SPDXID": spdx_id("debian", name), "name": name, "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION", "licenseDeclared": SPDX_NAMES.get(licence, "NOASSERTION"), "copyrightText": "NOASSERTION",
        "licenseComments": f"{told}Every file's licence: /usr/share/doc/{name}/copyright of the package.",
        "supplier": "Organization: Debian",
    }
    if len(described) == 4:
        version, architecture, source, source_version = described
        package["versionInfo"] = version
        package["sourceInfo"] = f"Debian's source package {source} {source_version}"
        package["externalRefs"] = [purl(f"debian/{name}", version, architecture)]
    return package


def spdx_id(*words):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", "-".join(words))


def purl(name, version, architecture):
    version = version.replace("+", "%2B").replace(":", "%3A")
    return {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
            "referenceLocator": f"pkg:deb/{name}@{version}?arch={architecture}"}


def dependencies(words):
    """The first of each group of alternatives."""
    return [re.match(r"[a-z0-9][a-z0-9+.-]*", group.strip())[0] for group in words.split(",") if group.strip()]


def bill(deb, build, created, own):
    """The SBOM of one package; `own` are the versions of the packages that were made with it."""
    with open(deb, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    name, version, architecture = field(deb, "Package"), field(deb, "Version"), field(deb, "Architecture")
    me = spdx_id("package", name)
    packages = {me: {
        "SPDXID": me, "name": name, "versionInfo": version, "packageFileName": os.path.basename(deb),
        "supplier": "Organization: " + field(deb, "Maintainer").split(" <")[0], "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False, "checksums": [{"algorithm": "SHA256", "checksumValue": digest}],
        "licenseConcluded": "NOASSERTION", "licenseDeclared": "Apache-2.0", "copyrightText": "the contributors to Rotunda",
        "primaryPackagePurpose": "INSTALL", "externalRefs": [purl(name, version, architecture)],
    }}
    relations = [("SPDXRef-DOCUMENT", "DESCRIBES", me, None)]

    def known(other):
        if other in own:
            packages.setdefault(spdx_id("package", other), {
                "SPDXID": spdx_id("package", other), "name": other, "versionInfo": own[other], "filesAnalyzed": False,
                "downloadLocation": "NOASSERTION", "licenseConcluded": "NOASSERTION", "licenseDeclared": "Apache-2.0",
                "copyrightText": "the contributors to Rotunda"})
            return spdx_id("package", other)
        packages.setdefault(spdx_id("debian", other), debian_package(other))
        return spdx_id("debian", other)

    for line in run("dpkg-deb", "-c", deb).splitlines():
        program = re.search(r" \./usr/bin/([^ /]+)$", line)
        if not program:
            continue
        parts = build.parts_of(program[1])
        for other in sorted(parts["STATIC_LINK"]):
            relations.append((me, "STATIC_LINK", known(other), f"{program[1]} was linked with files of it"))
        for other in sorted(parts["CONTAINS"]):
            relations.append((me, "CONTAINS", known(other), f"{program[1]} has a part of its data inside"))
        for other in sorted(parts["BUILD_DEPENDENCY_OF"]):
            relations.append((known(other), "BUILD_DEPENDENCY_OF", me, f"{program[1]} was compiled with headers of it"))
    for other in dependencies(field(deb, "Depends")):
        relations.append((me, "DEPENDS_ON", known(other), None))
    for other in dependencies(field(deb, "Recommends")):
        relations.append((known(other), "OPTIONAL_DEPENDENCY_OF", me, None))

    return {
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"{name} {version} {architecture}",
        "documentNamespace": "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_OID, digest)),
        "creationInfo": {"created": created, "creators": ["Tool: rotunda-sbom"]},
        "packages": list(packages.values()),
        "relationships": [
            {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other} | ({"comment": words} if words else {})
            for one, kind, other, words in relations],
    }


def main():
    build = Build(os.path.abspath(sys.argv[1]))
    created = datetime.datetime.fromtimestamp(int(sys.argv[2]), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    debs = sys.argv[3:]
    own = {field(deb, "Package"): field(deb, "Version") for deb in debs}
    for deb in debs:
        with open(deb.removesuffix(".deb") + ".spdx.json", "w", encoding="utf-8") as file:
            json.dump(bill(deb, build, created, own), file, indent=1)
            file.write("\n")


main()

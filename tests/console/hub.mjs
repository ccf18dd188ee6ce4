// A hub of its own for the test, and what a person at it has: a phone that shows codes.
import { spawn, execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Hub {
    constructor(programs) {
        this.programs = programs;
        this.program = join(programs, "kiosk-hub");
        this.folder = mkdtempSync(join(tmpdir(), "console-test-"));
        this.home = join(this.folder, "hub");
        execFileSync(this.program, ["init", this.home]);
    }

    // Resolves to its address. Its settings name it as browsers have passkeys for it: by a name.
    async start() {
        const probe = createServer().listen(0, "127.0.0.1");
        await once(probe, "listening");
        this.port = probe.address().port;
        probe.close();
        appendFileSync(join(this.home, "hub.toml"), `address = "http://localhost:${this.port}/"\n[alerts]\nduty = ["duty@example.org"]\nfrom = "displays@example.org"\nserver = "smtp://127.0.0.1:9"\n`);
        this.process = spawn(this.program, ["serve", this.home, "--listen", `127.0.0.1:${this.port}`], { stdio: ["ignore", "pipe", "pipe"] });
        return new Promise((resolve, reject) => {
            let said = "";
            this.process.stderr.on("data", (bytes) => {
                said += bytes;
                const found = said.match(/at (http:\/\/127\.0\.0\.1:\d+)/);
                if (found) { this.address = found[1]; resolve(found[1]); }
            });
            this.process.on("exit", (code) => reject(new Error(`the hub ended: ${code}\n${said}`)));
        });
    }

    // Resolves when it signs.
    startSigner() {
        const at = (name) => join(this.home, name);
        this.signer = spawn(join(this.programs, "kiosk-signer"), ["serve", "--keys", at("keys/release.key"), "--passphrase-file", at("keys/passphrase"),
            "--depot", at("depot"), "--policy", at("signer.toml"), "--socket", at("signer.socket")], { stdio: ["ignore", "ignore", "pipe"] });
        return new Promise((resolve, reject) => {
            this.signer.stderr.on("data", (bytes) => { if (String(bytes).includes("signs at")) resolve(); });
            this.signer.on("exit", (code) => reject(new Error(`the signer ended: ${code}`)));
        });
    }

    run(...words) { return execFileSync(this.program, [...words, this.home], { encoding: "utf8" }); }

    adminLink() {
        return execFileSync(this.program, ["admin", "link", this.home, "--address", this.address], { encoding: "utf8" }).split("\n")[0];
    }

    stop() {
        this.process?.removeAllListeners("exit");
        this.process?.kill();
        this.signer?.removeAllListeners("exit");
        this.signer?.kill();
        rmSync(this.folder, { recursive: true, force: true });
    }
}

// RFC 6238 with a secret in base32, as an app does it. `steps` later than now.
export function codeOf(secret, steps = 0) {
    const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits = "";
    for (const letter of secret.replaceAll(" ", "")) bits += letters.indexOf(letter).toString(2).padStart(5, "0");
    const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
    const hash = createHmac("sha1", key).update(counter).digest();
    const at = hash[19] & 15;
    return String((hash.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, "0");
}

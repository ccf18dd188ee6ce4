// A screen as far as a hub sees it: a key, and reports that are signed with it (sync/report/screen_report.h).
import { generateKeyPairSync, sign } from "node:crypto";

// Canonical JSON of what reports have in them: plain texts, whole numbers, objects.
function canonical(value) {
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

export class Screen {
    constructor() {
        const pair = generateKeyPairSync("ed25519");
        this.secret = pair.privateKey;
        this.key = pair.publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
        this.sequence = 0;
    }

    async report(address, more = {}) {
        const at = `${new Date().toISOString().slice(0, 19)}Z`;
        const signed = {
            sequence: ++this.sequence, boot: this.key.slice(0, 16), at, clock: "synchronised", uptime_s: 7200, version: "0.1", model: "Mini PC", release: 1,
            verified_ms: 41, active_ms: 95, disk_free: 9000000000, memory: 2000000000,
            glass: { release: 1, scene: "highlight:welcome", language: "en", since: at, frame: "", width: 1920, height: 1080, visit: false, panel: "on" },
            ...more,
        };
        return this.post(`${address}/api/report`, signed);
    }

    // A picture of its glass that somebody has asked for (sync/report/screen_picture.h).
    async answer(address, picture) {
        return this.post(`${address}/api/pixels`, { at: `${new Date().toISOString().slice(0, 19)}Z`, scene: "", png: "", ...picture });
    }

    async post(where, signed) {
        const body = JSON.stringify({ key: this.key, signature: sign(null, Buffer.from(canonical(signed)), this.secret).toString("hex"), signed });
        const answer = await fetch(where, { method: "POST", headers: { "Content-Type": "application/json" }, body });
        return { status: answer.status, ...await answer.json() };
    }
}

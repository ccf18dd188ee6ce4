// A picture of what is really on a screen's glass: asked for, on its way, there, and refused because somebody uses the
// screen. The hub lets screens without a ticket come.
import { deflateSync } from "node:zlib";
import { Screen } from "./screen.mjs";

// A PNG of one colour (RFC 2083).
function png(width, height) {
    const table = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; ++k) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0; });
    const chunk = (name, data) => {
        const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
        let crc = 0xffffffff;
        for (const byte of body) crc = (table[(crc ^ byte) & 255] ^ (crc >>> 8)) >>> 0;
        const ends = Buffer.alloc(8);
        ends.writeUInt32BE(data.length, 0);
        ends.writeUInt32BE((crc ^ 0xffffffff) >>> 0, 4);
        return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
    };
    const header = Buffer.alloc(13);
    header.writeUInt32BE(width, 0);
    header.writeUInt32BE(height, 4);
    header.set([8, 0, 0, 0, 0], 8); // 8 bits of grey
    return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("IDAT", deflateSync(Buffer.alloc(height * (width + 1), 0x40))), chunk("IEND", Buffer.alloc(0))]);
}

export async function glass({ page, look, check, address }) {
    const screen = new Screen();
    const first = await screen.report(address);
    const here = `${address}/screens/${first.code.split("/").pop()}`;
    await page.goto(here);
    await page.fill("[name=name]", "Window of the shop");
    await page.click("form[action='/screens/name'] button");
    const ask = async () => {
        await page.goto(here);
        await page.click("form[action='/screens/glass'] button");
        await page.waitForURL(/said=glass\.asked/);
        return (await screen.report(address)).pixels;
    };
    const wish = await ask();
    check(/^[0-9a-f]{32}$/.test(wish), "the screen hears that a picture is wanted");
    await look(page, "glass-asked");
    check((await screen.answer(address, { wish, state: "taken", scene: "highlight:welcome", png: png(480, 270).toString("base64") })).status === 200, "the picture is taken by the hub");
    await page.goto(here);
    await page.waitForFunction(() => document.querySelector("img.glass")?.complete);
    check(await page.locator("img.glass").evaluate((one) => one.naturalWidth) === 480, "the page has the picture of the glass");
    check((await page.locator("img.glass").getAttribute("alt")).length > 0, "and says what it is");
    await look(page, "glass-taken");
    check((await screen.answer(address, { wish: await ask(), state: "in-use" })).status === 200, "a screen that somebody uses sends no picture");
    await page.goto(here);
    check(await page.locator("img.glass").count() === 0, "and the page has none");
    await look(page, "glass-in-use");
}

// What a screen shows, as the hub drew it with the display's own program, and what comes next on it; where that program was
// built beside the hub. The hub lets screens without a ticket come.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Screen } from "./screen.mjs";

export async function eye({ hub, page, look, check, address }) {
    if (!existsSync(join(hub.programs, "kiosk"))) return console.log("no program kiosk: pictures of screens are not looked at");
    const at = `${new Date().toISOString().slice(0, 19)}Z`;
    const glass = { release: 1, scene: "highlight:welcome", language: "en", since: at, width: 1920, height: 1080, visit: false, panel: "on" };
    const screens = [new Screen(), new Screen()];
    const wide = await screens[0].report(address, { glass: { ...glass, frame: "a".repeat(64) } });
    const tall = await screens[1].report(address, { glass: { ...glass, frame: "b".repeat(64), width: 1080, height: 1920 } });
    check(wide.status === 200 && tall.status === 200, "two screens report what is on their glass");
    const number = wide.code.split("/").pop();
    // Of a screen that was never looked at, too.
    await page.goto(`${address}/screens`);
    await look(page, "screens-without-pictures");
    const picture = `[data-key="${number}"] img.picture`;
    for (let tries = 0; tries < 60 && await page.locator(picture).count() === 0; ++tries) {
        await page.waitForTimeout(500);
        await page.goto(`${address}/screens`);
    }
    await page.waitForFunction((wanted) => document.querySelector(wanted)?.complete, picture);
    check(await page.locator(picture).evaluate((one) => one.naturalWidth) === 480, "a card has the picture that the hub drew");
    check((await page.locator(picture).getAttribute("alt")).includes("Story · English"), "a picture says what is on it");
    const card = await page.locator(`[data-key="${number}"]`).innerText();
    check(card.includes("About this: "), `what a screen does not tell is no mistake of it: ${card}`);
    await look(page, "screens-pictures");
    const upright = tall.code.split("/").pop();
    await page.goto(`${address}/screens/${upright}`);
    for (let tries = 0; tries < 60 && await page.locator("img.picture").count() === 0; ++tries) {
        await page.waitForTimeout(500);
        await page.reload();
    }
    check(await page.locator("img.picture.tall").count() === 1, "an upright screen has an upright picture");
    await look(page, "screen-picture");
    await page.locator("a[href$='/next']").click();
    check(await page.locator("ol.log li").count() > 0, "what comes next is listed");
    check(/\d\d:\d\d:\d\d/.test(await page.locator("ol.log li time").first().innerText()), "with the second of its turn");
    await look(page, "next");
}

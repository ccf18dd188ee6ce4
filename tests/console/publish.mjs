// Publishing: while nobody signs, taken back, published, refused; `page` is an administrator's with scripts.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export async function publishing({ hub, page, look, check, address }) {
    const story = join(hub.home, "pack", "stories", "welcome.md");
    const good = readFileSync(story, "utf8");
    await page.goto(`${address}/screens`);
    await page.click("nav a[href='/publish']");
    check((await page.locator("h2").first().innerText()) === "Release 1 is published", "what is published is said");
    await look(page, "publish");

    await page.click("form[action='/publish'] button");
    // The page follows by itself.
    await page.waitForSelector("form[action='/publish/withdraw']", { timeout: 40000 });
    check((await page.locator(".live").innerText()).includes("the signer does not answer"), "why it waits is said");
    await look(page, "publish-waiting");
    await page.click("form[action='/publish/withdraw'] button");
    check((await page.locator(".live [role=status]").first().innerText()) === "Taken back before it was published", "what waits is taken back");

    await hub.startSigner();
    writeFileSync(story, good.replace(/headline = .*/, 'headline = "Changed in a minute"'));
    await page.click("form[action='/publish'] button");
    await page.waitForFunction(() => document.querySelector(".live h2")?.innerText === "Release 2 is published", undefined, { timeout: 40000 });
    await look(page, "publish-done");

    writeFileSync(join(hub.home, "pack", "stories", "second.md"), '+++\nheadline = "Not yet"\ngist = "Nobody published this."\n+++\n');
    await page.waitForFunction(() => document.querySelector(".live")?.innerText.includes("stories/second.md"), undefined, { timeout: 40000 });
    await look(page, "publish-pending");
    await page.click("details summary");
    await look(page, "publish-versions");
    await page.locator("form[action='/publish/restore'] button").last().click();
    await page.waitForFunction(() => document.querySelector(".live h2")?.innerText === "Release 3 is published", undefined, { timeout: 40000 });
    check(readFileSync(story, "utf8") === good, "the files are what they were");
    check(!existsSync(join(hub.home, "pack", "stories", "second.md")), "what came later is gone");

    writeFileSync(story, good.replace(/headline = .*\n/, ""));
    await page.click("form[action='/publish'] button");
    await page.waitForFunction(() => document.querySelector(".live")?.innerText.includes("welcome.md"), undefined, { timeout: 40000 });
    check((await page.locator(".live .note.wrong").innerText()).startsWith("Nothing was published."), "what has to be mended is said");
    await look(page, "publish-refused");
    writeFileSync(story, good);

    const still = await page.context().browser().newContext({ javaScriptEnabled: false, locale: "fr-FR", viewport: { width: 390, height: 844 } });
    await still.addCookies(await page.context().cookies());
    const bare = await still.newPage();
    await bare.goto(`${address}/publish`);
    check((await bare.locator("form[action='/publish'] button").innerText()).startsWith("Publier maintenant"), "the button is in French");
    await bare.click("form[action='/publish'] button");
    check((await bare.locator(".live [role=status]").first().innerText()) === "Publication en cours", "without scripts one can publish too");
    await still.close();
}

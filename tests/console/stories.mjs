// Stories: from a pasted text to the screens and off them again, in two languages, by two people, without scripts too; `page`
// is an administrator's with scripts. The signer is running.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export async function stories({ hub, page, look, check, address }) {
    const file = (...names) => join(hub.home, "pack", ...names);
    const toml = readFileSync(file("pack.toml"), "utf8");
    writeFileSync(file("pack.toml"), toml.replace(/languages = \[.*\]/, 'languages = ["en", "fr", "ar"]'));
    await page.goto(`${address}/stories`);
    await look(page, "stories");
    await page.click("a[href='/new-story']");
    await look(page, "story-new");
    await page.fill("[name=headline]", "Forum on organized crime");
    await page.fill("[name=body]", "On 5 December 2026, 65 stakeholders met in Vienna, Austria, and spoke about organized crime.\n\nThey agreed to meet again.");
    await page.fill("[name='links[0].url']", "not an address");
    await page.click("button[value=save]");
    check(await page.locator("[aria-invalid=true]").count() > 0, "what is wrong is marked at its field");
    await look(page, "story-refused");
    await page.fill("[name='links[0].url']", "https://example.org/forum");
    await page.click("button[value=save]");
    check((await page.locator("main [role=status]").first().innerText()).startsWith("Saved as a draft"), "a draft is saved");
    check(existsSync(file("drafts", "stories", "forum-on-organized-crime.md")), "and lies with the drafts");
    check((await page.inputValue("[name=gist]")).startsWith("On 5 December 2026"), "its short text was taken from the text");
    if (await page.locator("img.picture").count() > 0) {
        const loaded = await page.locator("img.picture").evaluate((one) => one.decode().then(() => one.naturalWidth, () => 0));
        check(loaded > 900, `the draft is drawn: ${loaded}`);
    }
    await look(page, "story-draft");

    await page.click("nav.chips a[lang=ar]");
    check(await page.locator("[name=headline]").getAttribute("dir") === "rtl", "Arabic is written from the right");
    await page.fill("[name=headline]", "منتدى");
    await page.fill("[name=body]", "نص");
    await page.click("button[value=save]");
    await look(page, "story-arabic");

    // Somebody else was quicker.
    await page.goto(`${address}/stories/forum-on-organized-crime`);
    const draft = readFileSync(file("drafts", "stories", "forum-on-organized-crime.md"), "utf8");
    writeFileSync(file("drafts", "stories", "forum-on-organized-crime.md"), draft.replace(/headline = .*/, 'headline = "Their headline"').replace(/place = .*/, 'place = "Graz"'));
    await page.fill("[name=headline]", "My headline");
    await page.click("button[value=save]");
    check((await page.locator("h1").innerText()) === "Somebody else changed this meanwhile", "two edits are seen");
    await look(page, "story-merge");
    await page.selectOption("[name='pick-headline']", "theirs");
    await page.click("button[value=save]");
    check((await page.locator("h1").innerText()) === "Their headline", "and one of them was chosen");

    if (await page.locator("a[href^='/preview/']").count() > 0) {
        await page.click("a[href^='/preview/']");
        await page.locator("img.picture").evaluate((one) => one.decode().catch(() => 0));
        await look(page, "story-preview");
        await page.goto(`${address}/stories/forum-on-organized-crime`);
    }
    await page.click("button[value=publish]");
    await page.waitForFunction(() => document.querySelector("[data-live]")?.innerText.includes("was published"), undefined, { timeout: 40000 });
    check(existsSync(file("stories", "forum-on-organized-crime.ar.md")), "all its languages are published");
    await look(page, "story-published");
    check(!(await page.inputValue("[name=body]")).includes("\ufffd"), "lines end as they did");
    await page.goto(`${address}/stories/forum-on-organized-crime/delete`);
    await look(page, "story-delete");
    await page.goBack();
    await page.click("form[action$='/undo'] button");
    check(!existsSync(file("stories", "forum-on-organized-crime.md")), "what was published is taken back");

    // Without scripts.
    const still = await page.context().browser().newContext({ javaScriptEnabled: false, locale: "fr-FR", viewport: { width: 390, height: 844 } });
    await still.addCookies(await page.context().cookies());
    const bare = await still.newPage();
    await bare.goto(`${address}/stories?words=HEADLINE`);
    await bare.click("ol.log a");
    await bare.click("form[action$='/publish'] button");
    check(existsSync(file("stories", "forum-on-organized-crime.md")), "a draft is published without scripts");
    await bare.click("form[action$='/down'] button");
    check(existsSync(file("drafts", "stories", "forum-on-organized-crime.md")), "and taken down");
    await bare.goto(`${address}/stories/forum-on-organized-crime/delete`);
    await bare.click("form[action$='/delete'] button");
    check(!existsSync(file("drafts", "stories", "forum-on-organized-crime.md")), "and deleted");
    check((await bare.locator("[role=status]").first().innerText()) === "L’article a été supprimé.", "which is said in French");
    await still.close();
    writeFileSync(file("pack.toml"), toml);
}

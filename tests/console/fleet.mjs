// What somebody does with screens: lets them come, compares two words, names them, finds one that is in trouble,
// replaces and revokes; `page` is an administrator's with scripts, `phone` an operator's without.
import { readFileSync } from "node:fs";
import { Screen } from "./screen.mjs";

// What goes onto a stick, without a word typed but how many; the ticket in it.
async function prepare({ page, look, check, address }) {
    await page.goto(`${address}/screens/prepare`);
    await look(page, "prepare-none");
    await page.fill("[name=count]", "40");
    await page.fill("[name=network]", "the house");
    await page.click("form[action='/screens/prepare'] button");
    check((await page.locator("[role=alert]").innerText()).includes("the house is no network"), "what is no network is refused in words");
    check(await page.inputValue("[name=count]") === "40", "what was typed is still there");
    await look(page, "prepare-refused");
    await page.fill("[name=network]", "127.0.0.0/8");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("form[action='/screens/prepare'] button")]);
    check(download.suggestedFilename() === "rotunda-screens.zip", "the files come as one");
    const bytes = readFileSync(await download.path(), "latin1");
    const secret = bytes.slice(bytes.indexOf("rotunda-ticket")).match(/[0-9a-f]{64}(?=\n)/)?.[0];
    check(secret !== undefined && bytes.includes("root.json") && bytes.includes("machine.toml"), "root, address and ticket are in it");
    // The page follows by itself: what was saved is a file, so nothing loads it again.
    await page.waitForSelector(".live .card", { timeout: 8000 });
    await look(page, "prepare");

    const still = await page.context().browser().newContext({ javaScriptEnabled: false, locale: "fr-FR", viewport: { width: 390, height: 844 } });
    await still.addCookies(await page.context().cookies());
    const bare = await still.newPage();
    await bare.goto(`${address}/screens/prepare`);
    check(await bare.locator("noscript a").innerText() === "Recharger cette page", "without scripts there is a way to load the page again");
    await bare.fill("[name=count]", "0");
    await bare.click("form[action='/screens/prepare'] button");
    check((await bare.locator(".field .wrong").innerText()) === "Un ticket vaut pour 1 à 1\u202f000 écrans.", "a refusal is in French where the browser speaks it");
    await bare.fill("[name=count]", "2");
    const [other] = await Promise.all([bare.waitForEvent("download"), bare.click("form[action='/screens/prepare'] button")]);
    check(other.suggestedFilename() === "rotunda-screens.zip", "files come without scripts too");
    await bare.locator("noscript a").click();
    await bare.locator("form[action='/screens/prepare/end'] button").first().click();
    check((await bare.locator("[role=status]").first().innerText()) === "Plus personne ne vient avec ce ticket.", "a ticket is ended without scripts");
    await still.close();
    return secret;
}

export async function fleet({ hub, page, phone, look, check, address }) {
    await page.goto(`${address}/screens`);
    await look(page, "screens-none");
    const ticket = await prepare({ page, look, check, address });
    await page.goto(`${address}/screens/pair`);
    await look(page, "pair-none");
    await page.selectOption("[name=minutes]", "30");
    await page.click("main form button");

    const machines = Array.from({ length: 6 }, () => new Screen());
    const first = await machines[0].report(address);
    check(first.status === 200 && first.state === "waiting", "a screen without a ticket may come");
    // The page is not loaded again by hand.
    await page.waitForSelector(".words strong", { timeout: 8000 });
    await look(page, "pair-one");
    await page.locator("main ul .button").first().click();
    check(page.url() === first.code || page.url() === `${address}/screens/1`, "the code on the screen leads to the page that names it");
    await look(page, "screen-waiting");

    const names = [["Foyer M", "M Building"], ["Boardroom D", "M Building"], ["C lift", "C Building"], ["Coffee bar", "Rotunda"], ["بهو المبنى", "C Building"]];
    await page.fill("[name=name]", names[0][0]);
    await page.fill("[name=place]", names[0][1]);
    await page.fill("[name=groups]", "M Building");
    await page.click("form[action='/screens/name'] button");
    check((await page.locator("[role=status]").first().innerText()) === "Saved.", "a named screen is said to be saved");
    check((await machines[0].report(address)).name === "Foyer M", "the screen hears its name");
    for (const [index, machine] of machines.entries()) {
        if (index > 0) await machine.report(address, index === 5 ? { ticket } : {});
        if (index === 0 || index > 4) continue;
        await page.goto(`${address}/screens/${index + 1}`);
        await page.fill("[name=name]", names[index][0]);
        await page.fill("[name=place]", names[index][1]);
        await page.click("form[action='/screens/name'] button");
    }
    const glass = (more) => ({ glass: { release: 1, scene: "programme", language: "fr", since: "2026-11-30T10:00:00Z", frame: "", width: 1080, height: 1920, visit: false, panel: "on", ...more } });
    await machines[1].report(address, glass({}));
    await machines[2].report(address, glass({ panel: "off" }));
    await machines[3].report(address, { ...glass({ visit: true }), quarantine: "story \"<img src=x onerror=alert(1)>\"" });
    await page.goto(`${address}/screens`);
    await look(page, "screens");
    check(await page.locator(".cards li").count() === 6, "a card for each screen");
    check((await page.locator(".cards li h2").first().innerText()) === "Coffee bar", "what needs attention is first");
    check(await page.locator("img[src=x]").count() === 0, "markup in a report is words");

    // Live: what a screen says stands on the page without loading it again, and the focus stays where it was.
    await page.locator(".cards a", { hasText: "Boardroom D" }).focus();
    await machines[1].report(address, glass({ scene: "links", language: "es" }));
    await page.waitForFunction(() => document.querySelector("[data-live]").innerText.includes("Links · Español"), null, { timeout: 8000 });
    check(await page.evaluate(() => document.activeElement.innerText) === "Boardroom D", "the focus stays when the list changes");

    await page.click(".chips a:has-text('Needs attention')");
    await look(page, "screens-attention");
    check(await page.locator(".cards li").count() === 2, "those that need attention, and no other");
    await page.click(".chips a:has-text('M Building')");
    check(await page.locator(".cards li").count() === 2, "those of one place");
    await page.goto(`${address}/screens/print`);
    await look(page, "screens-print");
    check(await page.locator(".sheet svg").count() === 5, "a code for each named screen");

    // A phone without scripts sees the same and may do what its role allows: Omar looks after M and C Building.
    await phone.goto(`${address}/screens`);
    check(await phone.locator(".cards li").count() === 6, "all screens without scripts");
    await phone.locator(".cards a", { hasText: "Foyer M" }).click();
    await phone.fill("[name=place]", "M Building, hall");
    await phone.click("form[action='/screens/name'] button");
    check((await phone.locator("[role=status]").first().innerText()) === "Enregistré.", "an operator moves a screen of that place");
    await phone.goto(`${address}/screens/4`);
    check(await phone.locator("form[action='/screens/name']").count() === 0, "and none of another place");

    // A new machine for an old screen; then it goes away.
    await page.goto(`${address}/screens/6`);
    await page.selectOption("[name=old]", { label: "C lift, C Building" });
    await page.click("form[action='/screens/replace'] button");
    check((await page.locator("h1").innerText()) === "C lift", "the name goes over to the new machine");
    check((await machines[2].report(address)).code === "revoked", "and the old one is heard no more");
    await page.fill("[name=name]", "Foyer M");
    await page.click("form[action='/screens/name'] button");
    check((await page.locator("[role=alert]").count()) > 0, "a name that is taken is refused in words");
    await look(page, "screen-refused");
    await page.goto(`${address}/screens/6`);
    await page.locator("summary", { hasText: "stolen" }).click();
    await page.locator("summary", { hasText: "All changes" }).click();
    check(await page.locator(".history svg[role=img]").count() > 0, "the last day is a strip for each state, and words");
    await look(page, "screen");
    await page.click("form[action='/screens/revoke'] button");
    check((await page.locator("[role=status]").allInnerTexts()).join(" ").includes("revoked"), "a revoked screen is said to be gone");
    check((await machines[5].report(address)).code === "revoked", "and reports no more");
    await page.goto(`${address}/log`);
    check((await page.locator(".log").innerText()).includes("the name Foyer M"), "the log says who named what");
    void hub;
}

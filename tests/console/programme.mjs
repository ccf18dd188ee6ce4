// A room changes in four taps on a phone; notices; what staff see first. `page` is an administrator's with scripts, and
// somebody signs (publish.mjs has begun it).
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const stamp = (minutes) => new Date(Date.now() + minutes * 60000).toISOString().slice(0, 16).replaceAll(/[-:]/g, "") + "00Z";

function calendar(events) {
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN"];
    for (const [uid, from, until, title, room] of events)
        lines.push("BEGIN:VEVENT", `UID:${uid}`, "DTSTAMP:20240101T000000Z", `DTSTART:${stamp(from)}`, `DTEND:${stamp(until)}`,
            `SUMMARY:${title}`, `X-ROTUNDA-ROOM:${room}`, "X-KEPT:as it is", "END:VEVENT");
    return [...lines, "END:VCALENDAR", ""].join("\r\n");
}

export async function programme({ hub, page, look, check, address }) {
    const pack = (name) => join(hub.home, "pack", name);
    writeFileSync(pack("events.ics"), calendar([
        ["report@test", 60, 120, "A report on everything", "Room M2"], ["opening@test", 30, 90, "<script>alert(1)</script>", "Plenary"],
        ["clash@test", 60, 100, "Another meeting with a rather long name that takes a line or two on a telephone", "Plenary"]]));

    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${address}/today`);
    await look(page, "today");
    await page.setViewportSize({ width: 390, height: 844 });
    let taps = 0;
    const tap = async (selector) => { ++taps; await page.locator(selector).first().click(); };
    await tap("a[href='/programme/report%40test']");
    await page.waitForSelector("[name=room]");
    await look(page, "event");
    await page.setViewportSize({ width: 390, height: 844 });
    await tap("[name=room]");
    const offered = await page.locator("datalist option").evaluateAll((all) => all.map((one) => one.value));
    check(offered.includes("Plenary") && !offered.includes("Room M2"), `known rooms are offered: ${offered}`);
    check(await page.isChecked("form[action='/programme/change'] [name=notice]"), "a notice is offered first, because it is soon");
    ++taps;  // on what is offered, which a browser draws itself
    await page.fill("[name=room]", "Plenary");
    await tap("form[action='/programme/change'] button");
    check(taps === 4, `a room takes four taps, not ${taps}`);
    await page.waitForURL(/said=event\.changed_notice/);
    await page.waitForFunction(() => document.querySelector(".live")?.innerText.includes("was published"), undefined, { timeout: 40000 });
    await look(page, "event-changed");
    check((await page.locator(".live").innerText()).includes("In this room at the same time:"), "what clashes now is said");
    check(readFileSync(pack("events.ics"), "utf8").includes("X-ROTUNDA-OLD-ROOM:Room M2\r\n"), "the calendar has both rooms");
    const notices = () => readFileSync(pack("notices.toml"), "utf8").match(/^\[\[notices\]\]/gm)?.length ?? 0;
    check(notices() === 1, "one notice");
    await page.fill("[name=room]", "Hall 3");
    await page.click("form[action='/programme/change'] button");
    await page.waitForURL(/said=event\.changed_amended/);
    check(notices() === 1, "still one notice");

    await page.locator("form[action='/programme/change'] summary").first().click();
    const start = await page.inputValue("[name=start]");
    await page.fill("[name=end]", start.slice(0, 11) + "00:00");
    await page.locator("form[action='/programme/change'] button").first().click();
    await page.waitForSelector("[aria-invalid]");
    await look(page, "event-refused");
    await page.goto(`${address}/programme/report%40test`);
    await page.locator("main a[hreflang]").first().click();
    await page.waitForSelector("[name=title]");
    await look(page, "event-texts");

    await page.goto(`${address}/programme`);
    await look(page, "programme");
    check(!(await page.content()).includes("<script>alert"), "a title is words");
    await page.click("nav a[href='/notices']");
    await look(page, "notices");
    await page.click("a[href='/notices/new']");
    await look(page, "notice-new");
    await page.locator("form[action='/notices/post'] [name^='headline.']").first().fill("The coffee bar is closed");
    await page.click("form[action='/notices/post'] button");
    await page.waitForURL(/said=notices\.is_posted/);
    check(notices() === 2, "a message is another notice");

    // In French, without scripts: end a notice, and change a room again.
    const still = await page.context().browser().newContext({ javaScriptEnabled: false, locale: "fr-FR", viewport: { width: 390, height: 844 } });
    await still.addCookies(await page.context().cookies());
    const bare = await still.newPage();
    await bare.goto(`${address}/notices`);
    check((await bare.locator("h1").innerText()) === "Avis", "notices in French");
    await bare.locator("form[action='/notices/end'] button").first().click();
    check((await bare.locator(".note [role=status], .note[role=status]").first().innerText()).includes("L’avis est terminé"), "without scripts one ends a notice");
    await bare.goto(`${address}/programme/report%40test`);
    await bare.fill("[name=room]", "Salle de presse");
    await bare.locator("form[action='/programme/change'] button").first().click();
    check((await bare.locator("main").innerText()).includes("Salle de presse"), "and changes a room");
    await bare.goto(`${address}/today`);
    check((await bare.locator("h1").innerText()) === "Aujourd’hui", "today in French");
    await still.close();
}

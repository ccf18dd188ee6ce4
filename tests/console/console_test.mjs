// The hub's pages in Debian's Chromium: axe-core finds nothing (WCAG 2.2 AA) on any page in any state, on a phone and on
// a desk, light and dark; all can be done by keyboard and without scripts; nothing breaks the policy of what pages load.
//
//   node console_test.mjs FOLDER-OF-PROGRAMS [FOLDER-FOR-PICTURES]
import { readFileSync, mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { Hub, codeOf } from "./hub.mjs";
import { eye } from "./eye.mjs";
import { alerts } from "./alerts.mjs";
import { fleet } from "./fleet.mjs";
import { glass } from "./glass.mjs";
import { passkeys } from "./passkeys.mjs";
import { programme } from "./programme.mjs";
import { publishing } from "./publish.mjs";
import { stories } from "./stories.mjs";

const [programs, pictures] = process.argv.slice(2);
if (!programs) throw new Error("usage: node console_test.mjs FOLDER-OF-PROGRAMS [FOLDER-FOR-PICTURES]");
if (pictures) mkdirSync(pictures, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const sizes = [{ width: 390, height: 844 }, { width: 1440, height: 900 }];
const password = "lamp river stone seven";
const failures = [];
let checks = 0;

function check(holds, what) {
    ++checks;
    if (!holds) { failures.push(what); console.log(`FAILED  ${what}`); }
}

async function measure(page, name) {
    const found = await page.evaluate(async ({ source, tags }) => {
        // Not through a script element: the policy of the page forbids that, as it should.
        if (!window.axe) (0, eval)(source);
        const result = await window.axe.run(document, { runOnly: { type: "tag", values: tags } });
        const small = [...document.querySelectorAll("a, button, input:not([type=hidden]), select, summary")].filter((one) => {
            const box = one.getBoundingClientRect();
            const inLine = one.matches("p a, li > a") && getComputedStyle(one).display === "inline";
            const label = one.matches("[type=checkbox], [type=radio]") ? one.closest(".tick").getBoundingClientRect().height : box.height;
            return box.height > 0 && !inLine && !one.matches(".skip") && label < 43.5;
        }).map((one) => one.outerHTML.slice(0, 100));
        return {
            violations: result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`),
            wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
            small,
        };
    }, { source: axe, tags: rules });
    for (const one of found.violations) check(false, `${name}: axe: ${one}`);
    for (const one of found.small) check(false, `${name}: lower than 44 pixels: ${one}`);
    check(found.violations.length === 0 && found.small.length === 0, `${name}: axe and targets`);
    check(found.wide <= 0, `${name}: ${found.wide} pixels wider than the screen`);
}

// Every look that a page may have. Pages are looked at where they are: nothing is loaded again.
async function look(page, name) {
    for (const size of sizes) {
        await page.setViewportSize(size);
        for (const colorScheme of ["light", "dark"]) {
            await page.emulateMedia({ colorScheme });
            await measure(page, `${name} ${size.width} ${colorScheme}`);
            if (pictures && colorScheme === "light") await page.screenshot({ path: join(pictures, `${name}-${size.width}.png`), fullPage: true });
        }
        if (pictures && size.width === 1440) await page.screenshot({ path: join(pictures, `${name}-${size.width}-dark.png`), fullPage: true });
        await page.emulateMedia({ forcedColors: "active", colorScheme: "light" });
        check(await page.locator("h1").isVisible(), `${name}: a heading in forced colours`);
        await page.emulateMedia({ forcedColors: "none" });
    }
}

function watch(page) {
    page.on("console", (message) => {
        if (/content security policy|trusted/i.test(message.text())) check(false, `policy: ${message.text()}`);
    });
    page.on("pageerror", (error) => check(false, `script: ${error.message}`));
}

// Presses Tab until the element has the focus; the person sees where they are each time.
async function tabTo(page, selector) {
    for (let presses = 0; presses < 60; ++presses) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate((wanted) => {
            const here = document.activeElement;
            const style = getComputedStyle(here);
            return { isThere: here.matches(wanted), isSeen: here.matches("body") || style.outlineStyle !== "none" };
        }, selector);
        if (!at.isSeen) check(false, `keyboard: what has the focus is not marked before ${selector}`);
        if (at.isThere) return;
    }
    throw new Error(`keyboard: ${selector} is not reached`);
}

const hub = new Hub(programs);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
    const address = await hub.start();
    const context = await browser.newContext({ locale: "en-GB", bypassCSP: false });
    const page = await context.newPage();
    watch(page);

    // The first administrator, by the link of the terminal. Opening it uses nothing up.
    const link = hub.adminLink();
    await page.goto(link);
    await page.goto(link);
    await look(page, "welcome");
    await page.locator("summary").click();
    const secret = await page.locator(".secret").innerText();
    await page.fill("[name=name]", "Maria");
    await page.fill("[name=login]", "maria");
    await page.fill("[name=password]", "short");
    await page.fill("[name=code]", codeOf(secret));
    await page.click("main form > button");
    check((await page.locator("main > .note.wrong").innerText()).includes("12 characters"), "a short password is refused in words");
    await look(page, "welcome-refused");
    check(await page.inputValue("[name=login]") === "maria", "what was typed is still there");
    await page.fill("[name=password]", password);
    const used = codeOf(secret);
    await page.fill("[name=code]", used);
    await page.click("main form > button");
    await page.waitForSelector("ol.secret li");
    await look(page, "codes");
    const recovery = await page.locator("ol.secret li").allInnerTexts();
    check(recovery.length === 10, "ten recovery codes");
    check((await page.goto(link)).status() === 404, "a link works once");
    await look(page, "link-over");

    // All other pages.
    await page.goto(`${address}/people`);
    await look(page, "people");
    await page.goto(`${address}/people/invite`);
    await look(page, "invite");
    await page.fill("[name=name]", "<script>alert(1)</script>");
    await page.fill("[name=login]", "Omar@Example.org");
    await page.selectOption("[name=role]", "operator");
    await page.fill("[name=groups]", "M Building, C Building");
    await page.click("main form button");
    await look(page, "made-link");
    const invitation = await page.locator("main .secret").innerText();
    await page.goto(`${address}/people`);
    await look(page, "people-invited");
    await page.locator("main ul a").first().click();
    await page.locator("summary").first().click();
    await look(page, "person");
    await page.locator("form[action='/people/grants/remove'] button").click();
    check((await page.locator("[role=alert]").innerText()).includes("nobody would be left"), "the last administrator stays");
    await look(page, "person-refused");
    await page.goto(`${address}/log`);
    await look(page, "log");
    check(!(await page.content()).includes("<script>alert"), "markup of a person is words");
    await page.goto(`${address}/nothing-here-for-you`);

    // Who may send emergency messages is no quiet matter.
    await page.goto(`${address}/people/invite`);
    await page.fill("[name=name]", "Night guard");
    await page.fill("[name=login]", "guard");
    await page.selectOption("[name=role]", "security");
    await page.click("main form button");
    check((await page.locator("[role=alert]").innerText()).includes("with a reason only"), "the role Security needs a reason");
    await look(page, "invite-security");
    await page.fill("[name=reason]", "the night shift");
    await page.click("main form button");
    await page.goto(`${address}/people`);
    check((await page.locator("main > .note.care").innerText()).includes("Reason: the night shift"), "and all who manage people read it");
    await look(page, "people-notice");

    // An invitation on a phone without scripts, by keyboard alone.
    const bare = await browser.newContext({ javaScriptEnabled: false, locale: "fr-FR", viewport: sizes[0] });
    const phone = await bare.newPage();
    await phone.goto(invitation);
    const theirs = (await phone.content()).match(/class="secret">([A-Z2-7 ]+)</)[1];
    const press = async (words) => { await phone.keyboard.press("Tab"); await phone.keyboard.type(words); };
    await phone.locator("[name=name]").focus();
    await phone.keyboard.press("Control+A");
    await phone.keyboard.type("Omar");
    await press(password);
    await phone.keyboard.press("Tab");  // the code typed by hand is behind a summary
    await press(codeOf(theirs));
    await phone.keyboard.press("Enter");
    await phone.waitForSelector("ol.secret");
    check((await phone.locator("h1").innerText()) === "Vos codes de secours", "French where the browser speaks it");
    await phone.goto(`${address}/people`);
    check((await phone.locator("h1").innerText()) === "Votre rôle ne le permet pas", "an operator does not manage people");
    await fleet({ hub, page, phone, look, check, address });
    await glass({ page, look, check, address });
    await eye({ hub, page, look, check, address });
    await alerts({ page, phone, look, check, address });
    await publishing({ hub, page, look, check, address });
    await programme({ hub, page, look, check, address });
    await stories({ hub, page, look, check, address });
    await phone.goto(`${address}/publish`);
    check((await phone.locator("h1").innerText()) === "Votre rôle ne le permet pas", "an operator does not publish");
    await phone.goto(`${address}/screens`);
    await phone.locator("form[action='/sign-out'] button").click();
    check(phone.url() === `${address}/sign-in`, "signed out");
    await phone.goto(`${address}/screens`);
    check(phone.url() === `${address}/sign-in?next=%2Fscreens`, "signed out people are asked to sign in");

    // Signing in by keyboard.
    const other = await browser.newContext({ locale: "en-GB" });
    const desk = await other.newPage();
    watch(desk);
    await desk.goto(`${address}/log`);
    await look(desk, "sign-in");
    await desk.locator("body").evaluate(() => document.activeElement.blur());
    await tabTo(desk, "[name=login]");
    await desk.keyboard.type("maria");
    await tabTo(desk, "[name=password]");
    await desk.keyboard.type("not the password");
    await tabTo(desk, "[name=code]");
    await desk.keyboard.type("000000");
    await desk.keyboard.press("Enter");
    await desk.waitForSelector("[role=alert]");
    await look(desk, "sign-in-wrong");
    await desk.fill("[name=password]", password);
    await desk.fill("[name=code]", used);
    await desk.keyboard.press("Enter");
    await desk.waitForLoadState();
    check(desk.url() === `${address}/sign-in`, "a code that was used opens nothing");
    await desk.fill("[name=password]", password);
    await desk.fill("[name=code]", recovery[4]);
    await desk.keyboard.press("Enter");
    await desk.waitForSelector(".log");
    check(desk.url() === `${address}/log`, "to the page that was wanted");
    await desk.keyboard.press("Tab");
    check(await desk.evaluate(() => document.activeElement.className) === "skip", "the first stop is the way to the content");
    await desk.keyboard.press("Enter");
    check(await desk.evaluate(() => location.hash) === "#main", "and it leads there");
    for (const one of (await other.cookies()).filter((cookie) => cookie.name === "rotunda"))
        check(one.httpOnly && one.sameSite === "Strict" && one.expires === -1, "the cookie of a session is for this hub only");

    // A form that another site sends, and one whose token is another's.
    const forged = await desk.evaluate(async () => {
        const answer = await fetch("/people/withdraw", { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: "form-token=0&login=omar" });
        return answer.status;
    });
    check(forged === 403, "a form without the session's token is refused");
    // Another port is another origin of the same site, to which the cookie goes all the same.
    const elsewhere = createServer((_, answer) => {
        answer.setHeader("Content-Type", "text/html");
        answer.end(`<form method="post" action="${address}/people/withdraw"><input name="login" value="omar"><button>x</button></form>`);
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => elsewhere.once("listening", resolve));
    await desk.goto(`http://127.0.0.1:${elsewhere.address().port}/`);
    await desk.click("button");
    check((await desk.locator("h1").innerText()) === "This did not come from a page of the hub", "a form of another origin is refused");
    await look(desk, "other-site");
    elsewhere.close();

    await passkeys({ browser, port: hub.port, password, recovery, look, check, watch, tabTo });

    check(hub.run("log", "verify").startsWith("The log is as it was written"), "the log holds");
    const log = hub.run("log", "show", "--count", "1000");
    check(log.includes("Maria invited <script>alert(1)</script> (Omar@Example.org) as Screens operator."), "who invited whom is in the log");
    check(log.includes("Refused:"), "what was refused is in the log");
} finally {
    await browser.close();
    hub.stop();
}
console.log(`${checks} checks, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);

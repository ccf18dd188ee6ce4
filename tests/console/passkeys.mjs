// Passkeys, with a device that Chromium plays (its virtual authenticator): added on somebody's own page, used to come
// in, refused and removed; all by keyboard. Browsers have passkeys for "localhost", and for no address of digits.
const device = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };

// Somebody who is invited and wants no password: a passkey is all that opens the account, and a link replaces it.
async function byPasskeyAlone({ browser, page, address, look, check, watch, tabTo }) {
    const linkOf = async () => (await page.locator("main .secret").innerText()).replace(/^http:\/\/[^/]+/, address);
    await page.goto(`${address}/people/invite`);
    await page.fill("[name=name]", "Lea");
    await page.fill("[name=login]", "lea");
    await page.selectOption("[name=role]", "viewer");
    await page.click("main form button");
    const context = await browser.newContext({ locale: "en-GB" });
    const lea = await context.newPage();
    watch(lea);
    const session = await context.newCDPSession(lea);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options: device });
    await lea.goto(await linkOf());
    await look(lea, "welcome-passkey");
    await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
    await lea.locator("body").evaluate(() => document.activeElement.blur());
    await tabTo(lea, "[data-passkey=join] button");
    await lea.keyboard.press("Enter");
    await lea.waitForSelector("[data-passkey-failed]:visible");
    await look(lea, "welcome-passkey-failed");
    await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
    await lea.keyboard.press("Enter");
    await lea.waitForURL(/said=account\.joined/);
    check((await lea.locator("main").innerText()).includes("you have no password"), "a passkey alone opens the account, and the page says so");
    await look(lea, "account-passkey-alone");
    await lea.click("[data-passkey-id] button");
    await lea.waitForSelector("main > .note.wrong");
    check((await lea.locator("main > .note.wrong").innerText()).includes("Add another one first"), "the last passkey stays where there is no password");
    await look(lea, "account-last-passkey");
    const signIn = async () => {
        await lea.goto(`${address}/sign-in`);
        await lea.click("[data-passkey] button");
        await lea.waitForLoadState();
    };
    await lea.click("form[action='/sign-out'] button");
    await signIn();
    await lea.waitForURL(`${address}/today`);
    check((await lea.locator(".me strong").innerText()) === "Lea", "and opens it again");

    // The device is lost: a link makes another one, and the old one opens nothing.
    await page.goto(`${address}/people`);
    await page.locator("main ul a", { hasText: "Lea" }).click();
    await page.click("form[action='/people/reset'] button");
    const link = await linkOf();
    await session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    await session.send("WebAuthn.addVirtualAuthenticator", { options: device });
    await lea.goto(link);
    await look(lea, "welcome-passkey-again");
    await lea.click("[data-passkey=join] button");
    await lea.waitForURL(/said=account\.joined/);
    check(await lea.locator("[data-passkey-id]").count() === 1, "a link leaves the new passkey only");
    await context.close();
}

export async function passkeys({ browser, port, password, recovery, look, check, watch, tabTo }) {
    const address = `http://localhost:${port}`;
    const context = await browser.newContext({ locale: "fr-FR" });
    const page = await context.newPage();
    watch(page);
    const byPassword = async (code) => {
        await page.fill("[name=login]", "maria");
        await page.fill("[name=password]", password);
        await page.fill("[name=code]", code);
        await page.click("form[action='/sign-in'] button");
        await page.waitForLoadState();
    };
    await page.goto(`${address}/account`);
    check(page.url() === `${address}/sign-in?next=%2Faccount`, "one's own page is for those who are signed in");
    await byPassword(recovery[0]);
    check(page.url() === `${address}/account`, "to one's own page");
    check(await page.locator("[data-passkey]").isVisible(), "a passkey can be added where there are scripts");
    await look(page, "account-none");

    const session = await context.newCDPSession(page);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options: device });
    const verifies = (isUserVerified) => session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });

    // Whoever gives up is told so, and tries again.
    await verifies(false);
    await page.locator("body").evaluate(() => document.activeElement.blur());
    await tabTo(page, "[data-passkey] [name=name]");
    await page.keyboard.type("Cet ordinateur");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-passkey-failed]:visible");
    await look(page, "account-failed");
    await verifies(true);
    await page.keyboard.press("Enter");
    await page.waitForURL(/said=account\.added/);
    check((await page.locator("[role=status]").first().innerText()).includes("est ajoutée"), "an added passkey is said to be there");
    check((await page.locator("[data-passkey-id] h3").innerText()) === "Cet ordinateur", "and has its name");
    await look(page, "account");
    // One device is added once.
    await page.fill("[data-passkey] [name=name]", "Encore");
    await page.click("[data-passkey] button");
    await page.waitForSelector("[data-passkey-failed]:visible");
    check(await page.locator("[data-passkey-id]").count() === 1, "a device that is here already is not added again");

    const leave = async () => { await page.click("form[action='/sign-out'] button"); await page.waitForURL(/sign-in/); };
    await leave();
    await look(page, "sign-in-passkey");
    await verifies(false);
    await page.locator("body").evaluate(() => document.activeElement.blur());
    await tabTo(page, "[data-passkey] button");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-passkey-failed]:visible");
    await look(page, "sign-in-passkey-failed");
    await verifies(true);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${address}/today`);
    check((await page.locator(".me strong").innerText()) === "Maria", "a passkey opens its account, and only that");
    await page.goto(`${address}/account`);
    check((await page.locator("[data-passkey-id] small").innerText()).includes("utilisée le"), "when it was used last is said");
    await byPasskeyAlone({ browser, page, address, look, check, watch, tabTo });
    await page.goto(`${address}/account`);
    await page.click("[data-passkey-id] button");
    await page.waitForURL(/said=account\.removed/);
    await leave();
    await page.click("[data-passkey] button");
    await page.waitForSelector(".note.wrong:visible");
    check((await page.locator("main > .note.wrong").innerText()).includes("n’ouvre aucun compte"), "one that was removed opens nothing");
    await look(page, "sign-in-passkey-wrong");
    await context.close();

    const still = await browser.newContext({ locale: "en-GB", javaScriptEnabled: false });
    const bare = await still.newPage();
    await bare.goto(`${address}/sign-in`);
    check(!await bare.locator("[data-passkey]").isVisible(), "without scripts there is no button that does nothing");
    await bare.fill("[name=login]", "maria");
    await bare.fill("[name=password]", password);
    await bare.fill("[name=code]", recovery[1]);
    await bare.click("form[action='/sign-in'] button");
    await bare.goto(`${address}/account`);
    check((await bare.locator("noscript").innerText()).includes("Allow scripts"), "and one's own page says what adding one needs");
    await still.close();
}

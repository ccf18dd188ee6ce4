// Passkeys, with a device that Chromium plays (its virtual authenticator): added on somebody's own page, used to come
// in, refused and removed; all by keyboard. Browsers have passkeys for "localhost", and for no address of digits.
const device = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };

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

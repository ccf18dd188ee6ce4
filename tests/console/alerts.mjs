// What is wrong, who looks after it, and who is told; `page` is an administrator's with scripts, `phone` an operator's without.
export async function alerts({ page, phone, look, check, address }) {
    await page.goto(`${address}/alerts`);
    check((await page.locator("main").innerText()).includes("At once: one address"), "who is told is said");
    await look(page, "alerts");
    await page.click("form[action='/alerts/test'] button");
    check((await page.locator("[role=status].note").first().innerText()).startsWith("A test message is on its way"), "a test can be sent");
    await look(page, "alerts-test");
    const take = page.locator("form[action='/alerts/take'] button");
    if (await take.count() > 0) {
        await take.first().click();
        check((await page.locator(".live").innerText()).includes("Maria looks after it since"), "somebody looks after it");
        await look(page, "alerts-taken");
    }
    await phone.goto(`${address}/alerts`);
    check((await phone.locator("h1").innerText()) === "Alertes", "the page is in French where the browser speaks it");
    await page.goto(`${address}/retention`);
    await look(page, "retention");
}

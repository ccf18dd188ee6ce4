// Keeps the part of a page that says data-live up to date, where scripts are on. Without it the page is the same, and
// is brought up to date by loading it again. What comes is parsed as a document, in which no script runs, and only
// nodes of it are taken over: nothing here makes markup out of text.
"use strict";

const poll = 15000; // ms: of screens there is no news: all who listen, screens too, would hear each report of each
const pause = 1000; // ms: a burst of news is one
let wanted = 0;
let isUnderWay = false;

const part = () => document.querySelector("[data-live]");

// Whoever types or has opened something in the part is not disturbed.
function isInUse(live) {
    const here = document.activeElement;
    return live.querySelector("details[open]") !== null || (live.contains(here) && here.matches("input, select, button"));
}

function takeOver(fresh) {
    const live = part();
    if (!live || !fresh || live.innerHTML === fresh.innerHTML) return;
    const focused = live.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const before = new Map([...live.querySelectorAll("[data-key]")].map((one) => [one.dataset.key, one.textContent]));
    live.replaceWith(document.adoptNode(fresh));
    for (const one of fresh.querySelectorAll("[data-key]"))
        if (before.get(one.dataset.key) !== one.textContent) one.classList.add("changed");
    if (focused !== null)
        for (const link of fresh.querySelectorAll("a[href]"))
            if (link.getAttribute("href") === focused) { link.focus(); break; }
}

function refresh() {
    wanted = 0;
    const live = part();
    if (!live || isUnderWay || document.hidden || isInUse(live)) return;
    isUnderWay = true;
    const request = new XMLHttpRequest();
    request.open("GET", location.pathname + location.search);
    request.responseType = "document";
    request.timeout = 10000;
    request.onload = () => {
        const page = request.status === 200 ? request.response : null;
        const said = page && page.querySelector("[data-said]");
        const here = document.querySelector("[data-said]");
        // Signed out meanwhile, or the hub is another version: the whole page anew says so.
        if (page && !page.querySelector("[data-live]")) { location.reload(); return; }
        if (said && here && said.textContent !== here.textContent) here.textContent = said.textContent;
        if (page) takeOver(page.querySelector("[data-live]"));
    };
    request.onloadend = () => { isUnderWay = false; };
    request.send();
}

function soon() {
    if (wanted === 0) wanted = setTimeout(refresh, pause);
}

// An answer may be a file to save: what was wrong with the form before is not wrong any more.
document.addEventListener("submit", () => { for (const one of document.querySelectorAll("[role=alert]")) one.remove(); });

if (part()) {
    const news = new EventSource("/events");
    news.addEventListener("release", soon);
    setInterval(refresh, poll);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) soon(); });
}

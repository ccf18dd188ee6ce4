// Keeps the part of a page that says data-live up to date, where scripts are on. Without it the page is the same, and
// is brought up to date by loading it again. What comes is parsed as a document, in which no script runs, and only
// nodes of it are taken over: nothing here makes markup out of text.
"use strict";

const pause = 1000; // ms: a burst of news is one
const retry = 15000; // ms: to listen again where the hub refused it
const share = 10; // of its time this page asks at most: a large list takes longer to make, and others wait meanwhile
let wanted = 0;
let isUnderWay = false;
let rest = pause;
let isStale = false; // something changed that could not be shown at once

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
    isStale = true;
    if (!live || isUnderWay || document.hidden || isInUse(live)) return;
    isStale = false;
    isUnderWay = true;
    const begun = performance.now();
    const request = new XMLHttpRequest();
    request.open("GET", location.pathname + location.search);
    request.setRequestHeader("Rotunda-Live", "1"); // nobody's doing: it keeps nobody signed in
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
    request.onloadend = () => {
        isUnderWay = false;
        rest = Math.max(pause, share * (performance.now() - begun));
        if (isStale) soon();
    };
    request.send();
}

function soon() {
    if (wanted === 0) wanted = setTimeout(refresh, rest);
}

// One stream for all that this page shows: what is published, and what screens say.
function listen() {
    const news = new EventSource("/changes");
    news.addEventListener("open", soon); // something may have happened before
    news.addEventListener("change", soon);
    news.addEventListener("error", () => {
        // The browser itself comes back after an interruption, and not after a refusal: signed out, or too many listen.
        if (news.readyState === EventSource.CLOSED) { setTimeout(listen, retry); soon(); }
    });
}

// An answer may be a file to save: what was wrong with the form before is not wrong any more.
document.addEventListener("submit", () => { for (const one of document.querySelectorAll("[role=alert]")) one.remove(); });

if (part()) {
    listen();
    for (const event of ["visibilitychange", "focusout"]) document.addEventListener(event, () => { if (isStale) soon(); });
    document.addEventListener("toggle", () => { if (isStale) soon(); }, true);
}

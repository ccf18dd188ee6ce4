// Passkeys: the browser is asked, and what it says goes into the form beside the button, which is sent like any other.
// Where there are no scripts, or no passkeys, the part stays hidden and a password and a code do the same.
"use strict";

const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const textOf = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

async function challengeOf(path) {
    const answer = await fetch(path, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    return bytesOf(await answer.text());
}

async function make(form, path) {
    const { login, person_name: named, name } = form.elements; // of a link that is somebody's already: no name
    const made = await navigator.credentials.create({ publicKey: {
        challenge: await challengeOf(path),
        rp: { id: form.elements.party.value, name: document.title },
        user: { id: new TextEncoder().encode(form.elements.person.value), name: login.value, displayName: (named ?? name ?? login).value },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })), // ES256, EdDSA, RS256
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        excludeCredentials: [...document.querySelectorAll("[data-passkey-id]")].map((one) => ({ type: "public-key", id: bytesOf(one.dataset.passkeyId) })),
        attestation: "none",
    } });
    return { credential: made.rawId, client_data: made.response.clientDataJSON, authenticator_data: made.response.getAuthenticatorData(), public_key: made.response.getPublicKey() };
}

async function ask(form) {
    const got = await navigator.credentials.get({ publicKey: {
        challenge: await challengeOf("/passkey/challenge/sign-in"), rpId: form.elements.party.value, userVerification: "required",
    } });
    const shared = document.querySelector("[type=checkbox][name=shared]");
    form.elements.shared.value = shared && shared.checked ? "yes" : "";
    return { credential: got.rawId, client_data: got.response.clientDataJSON, authenticator_data: got.response.authenticatorData, signature: got.response.signature };
}

// Somebody with a link: a part of their form, which goes elsewhere without its password.
async function join(form) {
    const said = await make(form, `/welcome/${form.elements.token.value}/challenge`);
    form.elements.password.value = "";
    return said;
}

const ways = {
    make: { of: (part) => part.querySelector("form"), ask: (form) => make(form, "/passkey/challenge/add") },
    ask: { of: (part) => part.querySelector("form"), ask },
    join: { of: (part) => part.closest("form"), ask: join, path: "/welcome/passkey" },
};

for (const part of document.querySelectorAll("[data-passkey]")) {
    if (!window.PublicKeyCredential || !window.AuthenticatorAttestationResponse?.prototype.getPublicKey) break;
    const way = ways[part.dataset.passkey];
    const form = way.of(part);
    const button = part.querySelector("button");
    const failed = part.querySelector("[data-passkey-failed]");
    const begin = async (event) => {
        if (form.elements.credential.value !== "") return; // answered: on its way to the hub
        event.preventDefault();
        failed.hidden = true;
        try {
            const said = await way.ask(form);
            for (const [name, value] of Object.entries(said)) form.elements[name].value = textOf(value);
            const before = form.action;
            if (way.path) form.action = way.path;
            form.submit();
            form.action = before; // for whoever comes back to the page as it was
        } catch {
            failed.hidden = false;
            button.focus();
        }
    };
    part.hidden = false;
    if (way.path) {
        const isRight = (name) => form.elements[name]?.reportValidity() ?? true;
        button.addEventListener("click", (event) => { if (isRight("name") && isRight("login")) begin(event); });
    } else {
        form.addEventListener("submit", begin);
    }
}
// The way back brings this page as it was sent.
addEventListener("pageshow", () => { for (const one of document.querySelectorAll("[data-passkey] [name=credential]")) one.value = ""; });

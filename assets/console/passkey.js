// Passkeys: the browser is asked, and what it says goes into the form beside the button, which is sent like any other.
// Where there are no scripts, or no passkeys, the part stays hidden and a password and a code do the same.
"use strict";

const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const textOf = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

async function challengeFor(purpose) {
    const answer = await fetch(`/passkey/challenge/${purpose}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    return bytesOf(await answer.text());
}

async function make(form) {
    const made = await navigator.credentials.create({ publicKey: {
        challenge: await challengeFor("add"),
        rp: { id: form.elements.party.value, name: document.title },
        user: { id: new TextEncoder().encode(form.elements.person.value), name: form.elements.login.value, displayName: form.elements.person_name.value },
        pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })), // ES256, EdDSA, RS256
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        excludeCredentials: [...document.querySelectorAll("[data-passkey-id]")].map((one) => ({ type: "public-key", id: bytesOf(one.dataset.passkeyId) })),
        attestation: "none",
    } });
    return { credential: made.rawId, client_data: made.response.clientDataJSON, authenticator_data: made.response.getAuthenticatorData(), public_key: made.response.getPublicKey() };
}

async function ask(form) {
    const got = await navigator.credentials.get({ publicKey: {
        challenge: await challengeFor("sign-in"), rpId: form.elements.party.value, userVerification: "required",
    } });
    const shared = document.querySelector("[type=checkbox][name=shared]");
    form.elements.shared.value = shared && shared.checked ? "yes" : "";
    return { credential: got.rawId, client_data: got.response.clientDataJSON, authenticator_data: got.response.authenticatorData, signature: got.response.signature };
}

for (const part of document.querySelectorAll("[data-passkey]")) {
    if (!window.PublicKeyCredential || !window.AuthenticatorAttestationResponse?.prototype.getPublicKey) break;
    const form = part.querySelector("form");
    const failed = part.querySelector("[data-passkey-failed]");
    part.hidden = false;
    form.addEventListener("submit", async (event) => {
        if (form.elements.credential.value !== "") return; // answered: on its way to the hub
        event.preventDefault();
        failed.hidden = true;
        try {
            const said = await (part.dataset.passkey === "make" ? make(form) : ask(form));
            for (const [name, value] of Object.entries(said)) form.elements[name].value = textOf(value);
            form.submit();
        } catch {
            failed.hidden = false;
            form.querySelector("button").focus();
        }
    });
}
// The way back brings this page as it was sent.
addEventListener("pageshow", () => { for (const one of document.querySelectorAll("[data-passkey] [name=credential]")) one.value = ""; });

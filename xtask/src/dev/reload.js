// Only `cargo xtask dev` serves this file: it loads the page again when something that it is made of was built anew.
const { built, address } = document.currentScript.dataset;
const EVERY = 300;

async function ask() {
    try {
        if (document.visibilityState === "visible") {
            const answer = await fetch(address, { cache: "no-store" });
            if (answer.ok && (await answer.text()) !== built) return location.reload();
        }
    } catch {
        // The server is being started anew.
    }
    setTimeout(ask, EVERY);
}

setTimeout(ask, EVERY);

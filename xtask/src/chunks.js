
// How long a part of the app is asked for, in milliseconds, before somebody is told that it cannot be had.
const PATIENCE = 30000;

// A tab that was open across a deploy asks for parts that are gone: it then loads the new version, once a minute. Without a
// connection it asks again. It never fails: the app behind it could not go on.
async function fetchChunk(url) {
    const begun = performance.now();
    for (let pause = 500; performance.now() - begun < PATIENCE; pause *= 2) {
        const answer = await fetch(url).catch(() => undefined);
        if (answer?.ok) return answer;
        if (answer?.status === 404) {
            if (reloadsForChunk()) location.reload();
            else sayLost();
            return new Promise(() => {});
        }
        await chunkPause(pause);
    }
    sayLost();
    return new Promise(() => {});
}

// Until there is a connection again, or for so many milliseconds where there seems to be one.
function chunkPause(ms) {
    return new Promise((done) => {
        const most = navigator.onLine ? ms : PATIENCE;
        const timer = setTimeout(done, most);
        addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
    });
}

function reloadsForChunk() {
    try {
        const last = Number(sessionStorage.getItem("reloadedAt"));
        if (Math.abs(Date.now() - last) < 60000) return false;
        sessionStorage.setItem("reloadedAt", String(Date.now()));
        return true;
    } catch {
        return false;
    }
}

// A dialog over everything; back in the network, the page loads itself.
function sayLost() {
    if (document.getElementById("lost-title")) return;
    const make = (tag, className, text, ...children) => {
        const element = Object.assign(document.createElement(tag), { className, textContent: text });
        element.append(...children);
        return element;
    };
    const title = make("h2", "sheet__title", "No se pudo cargar la página");
    title.id = "lost-title";
    const text = make("p", "", "Revisa tu conexión a internet y vuelve a cargarla.");
    const button = make("button", "button button--primary button--large", "Recargar");
    button.type = "button";
    button.onclick = () => location.reload();
    const body = make("div", "sheet__body", "", title, text);
    const dialog = make("dialog", "sheet", "", body, make("div", "sheet__foot", "", button));
    dialog.setAttribute("aria-labelledby", title.id);
    dialog.setAttribute("closedby", "none");
    document.body.append(dialog);
    dialog.showModal();
    addEventListener("online", () => location.reload(), { once: true });
}

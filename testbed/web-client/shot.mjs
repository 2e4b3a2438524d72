// SPDX-License-Identifier: Apache-2.0
// Run by testbed/room-shot, which writes what to do to stdin: serves the viewer, opens it in Chromium, waits, takes the picture.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const SECONDS = 1000;
const TALLEST = 4000;
const AVATAR = 128;       // pixels that a member's picture has at most
const MARGIN = 8;
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

const order = JSON.parse(readFileSync(0, "utf8"));
const modules = join(order.modules, "node_modules");
const installed = createRequire(join(modules, "none.js"));
const { build } = installed("esbuild");
const { chromium } = installed("playwright-core");
const here = name => fileURLToPath(new URL(name, import.meta.url));

async function files() {
    const { outputFiles: [viewer] } = await build({
        entryPoints: [here("viewer.js")], nodePaths: [modules], external: ["crypto", "fs", "path"], bundle: true, write: false,
        format: "esm", logLevel: "error",
    });
    const sdk = join(modules, "hydrogen-view-sdk");
    return async path => {
        if (path === "/") return readFile(here("index.html"));
        if (path === "/viewer.js") return viewer.contents;
        if (path === "/sw.js") return readFile(join(sdk, "lib-build", path));
        if (path.startsWith("/assets/")) return readFile(join(sdk, "asset-build", path));
        throw new Error(`no file ${path}`);
    };
}

async function serve(read) {
    const server = createServer((request, response) => {
        const { pathname } = new URL(request.url, "http://localhost");       // "..", encoded or not, ends at the root here
        read(pathname).then(
            body => response.writeHead(200, { "content-type": TYPES[extname(pathname) || ".html"] ?? "" }).end(body),
            () => response.writeHead(404).end());
    });
    await new Promise(listening => server.listen(0, "127.0.0.1", listening));
    return server;
}

/** Makes the window as tall as its timeline, from the first message on that is wanted; it stays at the timeline's end. */
async function fit(page) {
    const lacking = await page.evaluate(first => {
        const scroller = document.querySelector(".Timeline_scroller");
        const tiles = [...scroller.querySelectorAll("ul > li")];
        const top = (tiles.find(tile => tile.innerText.includes(first)) ?? tiles[0]).getBoundingClientRect().top;
        return Math.ceil(tiles.at(-1).getBoundingClientRect().bottom - top - scroller.clientHeight);
    }, order.first);
    const { width, height } = page.viewportSize();
    await page.setViewportSize({ width, height: Math.min(TALLEST, height + lacking + MARGIN) });
}

/** Waits until the page has all the texts, its fonts and its images, and tells which texts are missing after a while. */
async function complete(page) {
    const missing = () => page.evaluate(({ texts, image, large }) => {
        const timeline = document.querySelector(".Timeline");
        const shown = timeline?.innerText ?? "";
        const images = [...timeline?.querySelectorAll("img") ?? []];
        const lacking = texts.filter(text => !shown.includes(text));
        return image && !images.some(each => each.naturalWidth > large) ? [...lacking, "an image"] : lacking;
    }, { texts: order.expected, image: order.image, large: AVATAR });
    await page.waitForFunction(({ texts, image, large }) => {
        const timeline = document.querySelector(".Timeline");
        const images = [...timeline?.querySelectorAll("img") ?? []];
        return timeline && texts.every(text => timeline.innerText.includes(text)) && images.every(each => each.complete)
            && (!image || images.some(each => each.naturalWidth > large));
    }, { texts: order.expected, image: order.image, large: AVATAR }, { timeout: order.seconds * SECONDS }).catch(() => {});
    await page.evaluate(() => document.fonts.ready.then(() => {}));
    return missing();
}

const server = await serve(await files());
const known = ["127.0.0.1", "localhost", new URL(order.homeserver).hostname].map(host => `EXCLUDE ${host}`);
const browser = await chromium.launch({
    executablePath: order.chromium, args: [`--host-resolver-rules=MAP * ~NOTFOUND, ${known.join(", ")}`],
});
try {
    const page = await browser.newPage({ viewport: { width: order.width, height: 400 }, deviceScaleFactor: order.scale });
    page.on("pageerror", error => console.error(`page: ${error.message}`));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction(() => window.showRoom);
    await page.evaluate(session => window.showRoom(session), order.session);
    const missing = await complete(page);
    await fit(page);
    await page.screenshot({ path: order.picture });
    console.log(await page.evaluate(() => document.querySelector(".Timeline").innerText));
    for (const text of missing) {
        console.error(`Not in the room: ${text}`);
        process.exitCode = 1;
    }
} catch (error) {
    console.error(error.message);
    process.exitCode = 1;
} finally {
    await browser.close();
    server.close();
}

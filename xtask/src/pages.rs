//! `dist/`: both bundles, the pages around them, and the template into which the server draws the storefront's pages. Those of the
//! demo are drawn here as well, to see that they keep to the content security policy and their budgets.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::{
    assets::{self, Site},
    bundle::{self, App, Bundle, CLIENT, Purpose, RESTAURANT},
    files::{self, Places, short_hash},
    js,
    policy::Inline,
    process::{Steps, cargo, program},
    setup,
    shells::{self, Styles},
};

/// The demo's tenants with a carta.
pub const TENANTS: [&str; 2] = ["pardos", "caleta"];

/// The storefront's page with marks where something is drawn.
pub const TEMPLATE: &str = "template.html";

/// What serves the product on this machine. Always all of it, so that crates are compiled once and not for every choice
/// of features.
pub const NATIVE: &str = "--package server --package app-client --features app-client/ssr";

/// The steps of [`build_site`], and of its last part, [`of_compiled`].
pub const STEPS: usize = 3 + STEPS_OF_COMPILED;
const STEPS_OF_COMPILED: usize = 2;

/// Builds all that is served, as a command of its own.
pub fn build(places: &Places) -> Result<()> {
    build_site(places, &mut Steps::new(STEPS))
}

/// Builds all that is served, and the binaries that this takes: [`STEPS`] of `steps`.
pub fn build_site(places: &Places, steps: &mut Steps) -> Result<()> {
    let _alone = files::alone(places)?;
    steps.step("tools", || {
        setup::wasm_target(places)?;
        setup::wasm_opt(places).map(drop)
    })?;
    steps.step("server and renderer", || native(places))?;
    steps.step("both apps, compiled for browsers", || {
        bundle::compile(places, &[&CLIENT, &RESTAURANT], Purpose::Shipping)
    })?;
    assemble(places, steps)
}

/// The rest of it, where the binaries and both apps are compiled.
pub fn of_compiled(places: &Places) -> Result<()> {
    let _alone = files::alone(places)?;
    assemble(places, &mut Steps::new(STEPS_OF_COMPILED))
}

fn assemble(places: &Places, steps: &mut Steps) -> Result<()> {
    let (client, restaurant) = steps.step("bundles", || {
        Ok((CLIENT.bundle(places)?, RESTAURANT.bundle(places)?))
    })?;
    steps.step("pages, compressed", || fill(places, &client, &restaurant))
}

/// The native binaries.
fn native(places: &Places) -> Result<()> {
    cargo(places)
        .words(&format!("build {NATIVE} --bin server --bin prerender"))
        .run()
}

fn fill(places: &Places, client: &Bundle, restaurant: &Bundle) -> Result<()> {
    let mut site = Site::new(places);
    for (app, bundle) in [(&CLIENT, client), (&RESTAURANT, restaurant)] {
        for file in bundle.files() {
            site.put(
                format!("assets/{file}"),
                &files::read(&app.folder(places, Purpose::Shipping).join(file))?,
            )?;
        }
    }
    site.put_all(&places.root.join("style"), "assets", assets::served_as_is)?;

    let css = assets::styles(places, "restaurant")?;
    let css_file = format!("restaurant-{}.css", short_hash(css.as_bytes()));
    site.put(format!("assets/{css_file}"), css.as_bytes())?;
    site.put(
        "restaurante/index.html",
        shells::console_shell(restaurant, &css_file).as_bytes(),
    )?;

    let template = shells::storefront_template(client, Styles::Inline(&assets::styles(places, "client")?));
    site.put(TEMPLATE, template.as_bytes())?;
    site.put("200.html", shells::storefront_shell(&template).as_bytes())?;
    for tenant in TENANTS {
        allowed(files::walk(&of_the_demo(places, tenant, &template)?)?.iter())?;
    }

    for (at, bundle) in [("", client), ("restaurante", restaurant)] {
        let version = json!({ "entry": bundle.entry });
        site.put(Path::new(at).join("version.json"), version.to_string().as_bytes())?;
    }
    statics(places, &mut site, &CLIENT, "", client)?;
    statics(places, &mut site, &RESTAURANT, "restaurante", restaurant)?;
    policy(&mut site)?;
    let of_the_document = places.root.join("server/http/src/rest/openapi/page.js");
    for script in site.files("js").chain([&of_the_document]) {
        js::readable(places, script)?;
    }
    site.finish()
}

/// Where the pages of a restaurant of the demo lie.
pub fn demo_folder(places: &Places, tenant: &str) -> PathBuf {
    places.work.join("pages").join(tenant)
}

/// The pages of a restaurant of the demo, drawn again when its data, the template or the app has changed.
fn of_the_demo(places: &Places, tenant: &str, template: &str) -> Result<PathBuf> {
    let (server, prerender) = (places.binary("server"), places.binary("prerender"));
    let folder = demo_folder(places, tenant);
    let stamps = [files::binary_stamp(&server)?, files::binary_stamp(&prerender)?];
    let key = files::fingerprint([template, &stamps[0], &stamps[1]]);
    let made = files::when_changed(places, &format!("pages-{tenant}"), &key, &folder, || {
        let exported = program(places, &server)
            .args(["export", "--tenant", tenant])
            .output()?;
        prerender_into(places, &folder, tenant, &exported, "")
    })?;
    let count = files::walk(&folder)?.len();
    println!(
        "   {tenant}: {count} pages{}",
        if made { "" } else { ", unchanged" }
    );
    Ok(folder)
}

/// Draws all pages of a restaurant into a folder, which is emptied before. `storefront` is what the API says of it, `site` where the
/// pages will be reached, or nothing.
pub fn prerender_into(
    places: &Places,
    folder: &Path,
    tenant: &str,
    storefront: &[u8],
    site: &str,
) -> Result<()> {
    let data = places.work.join(format!("{tenant}.json"));
    files::write(&data, storefront)?;
    files::remove_folder(folder)?;
    std::fs::create_dir_all(folder)?;
    let run = program(places, places.binary("prerender")).args(["--data".as_ref(), data.as_os_str()]);
    let run = run.args(["--template".as_ref(), places.dist.join(TEMPLATE).as_os_str()]);
    let run = run.args(["--out".as_ref(), folder.as_os_str()]);
    run.args(["--site", site]).run()
}

/// An app's own files (`static/` in its package) as they are; its service worker learns what to keep.
fn statics(places: &Places, site: &mut Site, app: &App, at: &str, bundle: &Bundle) -> Result<()> {
    let folder = places.root.join(app.package).join("static");
    site.put_all(&folder, at, |file| !file.ends_with("sw.js"))?;
    let worker = folder.join("sw.js");
    if worker.is_file() {
        let mut keep: Vec<String> = bundle.files().map(|file| format!("/assets/{file}")).collect();
        let shared = site.addresses("assets").into_iter();
        keep.extend(
            shared.filter(|a| a.ends_with(".woff2") || a.ends_with("icons.svg") || a.ends_with(".css")),
        );
        let version = short_hash(keep.concat().as_bytes());
        let source = files::read_text(&worker)?;
        let source = source
            .replace("\"__PRECACHE__\"", &json!(keep).to_string())
            .replace("__VERSION__", &version);
        site.put(PathBuf::from(at).join("sw.js"), source.as_bytes())?;
    }
    Ok(())
}

/// `csp.json`: the inline code that the server's policy must allow, besides what a restaurant's page has of its own.
fn policy(site: &mut Site) -> Result<()> {
    let inline = allowed(site.files("html"))?;
    let list = json!({ "styleHashes": inline.styles, "scriptHashes": inline.scripts });
    let list = serde_json::to_vec(&list).context("csp.json")?;
    site.put("csp.json", &list)
}

/// The inline code of pages. Fails where no policy can allow it.
fn allowed<'p>(pages: impl Iterator<Item = &'p PathBuf>) -> Result<Inline> {
    let mut inline = Inline::default();
    for page in pages {
        inline.read(&files::read_text(page)?);
        if let Some(refused) = inline.refused.first() {
            bail!(
                "{}: the content security policy blocks this: {refused}",
                page.display()
            );
        }
    }
    Ok(inline)
}

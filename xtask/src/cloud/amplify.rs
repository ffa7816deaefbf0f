//! What Amplify hosts: `cargo xtask amplify <app>` makes an app's folder of the built site, as `amplify.yml` asks for.
//!
//! Amplify sends the headers of `customHttp.yml`, which cannot know the hashes of inlined styles. So each page states its policy itself.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use clap::ValueEnum;
use serde_norway::Value;

use super::{
    frames, hosted_pages,
    hosting::{Hosting, hosted_page},
};
use crate::{
    files::{self, Places},
    pages,
};

/// Which of the two apps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Hosted {
    /// The storefront of the restaurant that BRASA_TENANT names
    Client,
    /// The console of the restaurant that BRASA_TENANT names
    Restaurant,
}

impl Hosted {
    const ALL: [Hosted; 2] = [Hosted::Client, Hosted::Restaurant];

    fn name(self) -> &'static str {
        match self {
            Hosted::Client => "client",
            Hosted::Restaurant => "restaurant",
        }
    }

    fn other(self) -> Hosted {
        match self {
            Hosted::Client => Hosted::Restaurant,
            Hosted::Restaurant => Hosted::Client,
        }
    }

    /// What `amplify.yml` runs.
    fn command(self) -> String {
        format!("cargo xtask amplify {}", self.name())
    }

    /// What Amplify publishes, below the repository's root.
    fn folder(self) -> String {
        format!("target/xtask/amplify/{}", self.name())
    }

    /// The address that a file of `dist/` gets, if this app has it.
    fn address(self, file: &Path) -> Option<PathBuf> {
        let other = format!("{}-", self.other().name());
        let name = file.file_name()?.to_string_lossy();
        if file.extension().is_some_and(|e| e == "br") || name == "csp.json" || name == pages::TEMPLATE {
            return None;
        }
        if file.starts_with("assets") {
            return (!name.starts_with(&other)).then(|| file.to_path_buf());
        }
        match (self, file.starts_with("restaurante")) {
            (Hosted::Restaurant, true) => Some(file.to_path_buf()),
            (Hosted::Restaurant, false) | (Hosted::Client, true) => None,
            (Hosted::Client, false) => Some(file.to_path_buf()),
        }
    }
}

/// Builds the site and makes an app's folder of it.
pub fn build(places: &Places, app: Hosted) -> Result<()> {
    pages::build(places)?;
    let count = host(places, app, &Hosting::from_env(), &places.root.join(app.folder()))?;
    println!("{}: {count} files", app.folder());
    Ok(())
}

/// Makes the folders of the trial's apps, of the built site: `pardos` and `pardos-console`, and those of `caleta`.
pub fn host_all(places: &Places, folder: &Path, sockets: &str, api: &str) -> Result<()> {
    for (tenant, site) in [
        ("pardos", "http://localhost:3211"),
        ("caleta", "http://caleta.localhost:3211"),
    ] {
        let hosting = Hosting {
            tenant: tenant.to_owned(),
            sockets: sockets.to_owned(),
            api: api.to_owned(),
            site: site.to_owned(),
        };
        for (app, name) in [(Hosted::Client, ""), (Hosted::Restaurant, "-console")] {
            host(places, app, &hosting, &folder.join(format!("{tenant}{name}")))?;
        }
    }
    Ok(())
}

/// The step `hosting`: both folders, of the site that is built already.
pub fn host_both(places: &Places) -> Result<()> {
    for app in Hosted::ALL {
        let folder = places.root.join(app.folder());
        let count = host(places, app, &Hosting::from_env(), &folder)?;
        println!("   {}: {count} files", app.folder());
    }
    Ok(())
}

fn host(places: &Places, app: Hosted, hosting: &Hosting, folder: &Path) -> Result<usize> {
    files::remove_folder(folder)?;
    let mut made = BTreeSet::new();
    let mut sources = Vec::new();
    for file in files::walk(&places.dist)? {
        let address = app.address(file.strip_prefix(&places.dist)?);
        sources.extend(address.map(|address| (file, address)));
    }
    if app == Hosted::Client {
        sources.extend(hosted_pages::of(
            places,
            &hosting.tenant,
            &hosting.api,
            &hosting.site,
        )?);
    }
    for (file, address) in sources {
        let mut content = files::read(&file)?;
        if address.extension().is_some_and(|e| e == "html") {
            content = hosted_page(&String::from_utf8(content)?, hosting)
                .with_context(|| file.display().to_string())?
                .into_bytes();
        }
        ensure!(
            kept_for_ever_rightly(&address),
            "{} has no hash in its name",
            address.display()
        );
        files::write(&folder.join(&address), &content)?;
        made.insert(address);
    }
    let start = match app {
        Hosted::Client => "index.html",
        Hosted::Restaurant => "restaurante/index.html",
    };
    if app == Hosted::Client {
        frames::complete(places, folder, &made, start)?;
    }
    ensure!(
        folder.join(start).is_file(),
        "dist/ is not whole: cargo xtask build"
    );
    Ok(made.len())
}

/// `customHttp.yml` lets browsers keep these without asking, so that their names must change with what they hold.
fn kept_for_ever_rightly(address: &Path) -> bool {
    let is_code = ["js", "wasm", "css"]
        .into_iter()
        .any(|e| address.extension().is_some_and(|x| x == e));
    if !address.starts_with("assets") || !is_code {
        return true;
    }
    let stem = address.file_stem().unwrap_or_default().to_string_lossy();
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() >= 8 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Fails when `amplify.yml` or `customHttp.yml` does not fit what the commands make.
pub fn check(places: &Places) -> Result<()> {
    let build = read(places, "amplify.yml")?;
    let headers = read(places, "customHttp.yml")?;
    for app in Hosted::ALL {
        let root = format!("app-{}", app.name());
        check_build(application(&build, &root)?, app).with_context(|| format!("amplify.yml, {root}"))?;
        check_headers(application(&headers, &root)?).with_context(|| format!("customHttp.yml, {root}"))?;
    }
    Ok(())
}

fn read(places: &Places, name: &str) -> Result<Value> {
    serde_norway::from_str(&files::read_text(&places.root.join(name))?).with_context(|| name.to_owned())
}

fn application<'v>(file: &'v Value, root: &str) -> Result<&'v Value> {
    let applications = file["applications"].as_sequence().into_iter().flatten();
    let mut found = applications.filter(|application| application["appRoot"] == root);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        _ => bail!("there is not one application with appRoot {root}"),
    }
}

/// The command is ours, from the repository's root, and what it makes is what is published.
fn check_build(application: &Value, app: Hosted) -> Result<()> {
    let frontend = &application["frontend"];
    let commands = frontend["phases"]["build"]["commands"]
        .as_sequence()
        .map(Vec::as_slice);
    ensure!(frontend["buildPath"] == "/", "it is not built from the root");
    ensure!(
        commands == Some(&[Value::from(app.command())]),
        "it is built by other commands than `{}`",
        app.command()
    );
    ensure!(
        frontend["artifacts"]["baseDirectory"] == app.folder().as_str(),
        "it publishes another folder"
    );
    Ok(())
}

fn check_headers(application: &Value) -> Result<()> {
    let value = |pattern: &str, key: &str| {
        let patterns = application["customHeaders"].as_sequence().into_iter().flatten();
        let ours = patterns.filter(|p| p["pattern"] == pattern);
        let mut headers = ours.flat_map(|p| p["headers"].as_sequence().into_iter().flatten());
        let found = headers.find(|h| h["key"].as_str().is_some_and(|k| k.eq_ignore_ascii_case(key)));
        found
            .and_then(|header| header["value"].as_str())
            .unwrap_or_default()
            .to_owned()
    };
    for (key, part) in [
        ("Strict-Transport-Security", "max-age=31536000"),
        ("Content-Security-Policy", "frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cache-Control", "no-cache"),
    ] {
        ensure!(
            value("**/*", key).contains(part),
            "every file lacks {key}: {part}"
        );
    }
    for kind in ["js", "wasm", "css"] {
        let pattern = format!("/assets/*.{kind}");
        ensure!(
            value(&pattern, "Cache-Control").contains("immutable"),
            "{pattern} is not kept for ever"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Hosted, check, kept_for_ever_rightly};
    use crate::files::Places;

    #[test]
    fn the_files_fit_the_commands() {
        check(&Places::find().unwrap()).unwrap();
    }

    #[test]
    fn each_app_gets_its_own_files() {
        for (file, client, restaurant) in [
            ("assets/client-0123456789.js", true, false),
            ("assets/restaurant-0123456789.js", false, true),
            ("assets/icons.svg", true, true),
            ("assets/icons.svg.br", false, false),
            ("restaurante/index.html", false, true),
            ("200.html", true, false),
            ("csp.json", false, false),
            ("template.html", false, false),
        ] {
            assert_eq!(
                Hosted::Client.address(Path::new(file)).is_some(),
                client,
                "{file}"
            );
            assert_eq!(
                Hosted::Restaurant.address(Path::new(file)).is_some(),
                restaurant,
                "{file}"
            );
        }
    }

    #[test]
    fn code_without_a_hash_is_not_kept_for_ever() {
        assert!(kept_for_ever_rightly(Path::new("assets/client-0123456789.js")));
        assert!(kept_for_ever_rightly(Path::new("sw.js")));
        assert!(!kept_for_ever_rightly(Path::new("assets/client.js")));
    }
}

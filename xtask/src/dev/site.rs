//! The site of `cargo xtask dev`: both apps in empty pages, which are neither made ahead of time nor compressed, and a
//! script that loads a page again. The content security policy allows the script because it is a file of the site.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};

use crate::{
    assets,
    bundle::{App, Bundle, CLIENT, Purpose},
    files::{self, Places, fingerprint, short_hash},
    shells::{self, Styles},
};

const RELOAD: &str = include_str!("reload.js");

/// The folder that the server of `cargo xtask dev` serves.
#[derive(Debug)]
pub struct Site<'p> {
    places: &'p Places,
    folder: PathBuf,
}

impl<'p> Site<'p> {
    /// Begins with an empty folder.
    pub fn new(places: &'p Places, folder: PathBuf) -> Result<Site<'p>> {
        files::remove_folder(&folder)?;
        fs::create_dir_all(folder.join("assets"))
            .with_context(|| format!("creating {}", folder.display()))?;
        Ok(Site { places, folder })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts an app there as it is now, in place of what it was. Its open pages load again when that, its styles or the
    /// build of the server, which `server` tells apart, is another one.
    pub fn put(&self, app: &App, bundle: &Bundle, server: &str) -> Result<()> {
        let mut own = BTreeSet::new();
        let mut put = |name: &str, content: &[u8]| {
            own.insert(name.to_owned());
            files::write(&self.folder.join("assets").join(name), content)
        };
        let folder = app.folder(self.places, Purpose::Development);
        for file in bundle.files() {
            put(file, &files::read(&folder.join(file))?)?;
        }
        let css = assets::styles(self.places, app.name)?;
        let css_file = format!("{}-{}.css", app.name, short_hash(css.as_bytes()));
        put(&css_file, css.as_bytes())?;
        let script = format!("{}-reload-{}.js", app.name, short_hash(RELOAD.as_bytes()));
        put(&script, RELOAD.as_bytes())?;

        let mut parts = vec![server.as_bytes().to_vec()];
        let style = self.places.root.join("style");
        for file in files::walk(&style)?
            .into_iter()
            .filter(|file| assets::served_as_is(file))
        {
            let content = files::read(&file)?;
            let name = file.strip_prefix(&style).context("a file outside its folder")?;
            files::write(&self.folder.join("assets").join(name), &content)?;
            parts.push(content);
        }

        let page = page(app, bundle, &css_file);
        parts.push(page.clone().into_bytes());
        let built = short_hash(fingerprint(parts).as_bytes());
        let address = format!("{}-built.txt", app.name);
        let page = with_reload(&page, &script, &built, &address)?;
        files::write(&self.folder.join(place(app)), page.as_bytes())?;
        // Last, because open pages load again when it changes.
        own.insert(address.clone());
        files::write(&self.folder.join("assets").join(&address), built.as_bytes())?;
        self.forget_others(app, &own)
    }

    /// Removes what an app has put before and did not put now.
    fn forget_others(&self, app: &App, own: &BTreeSet<String>) -> Result<()> {
        let prefix = format!("{}-", app.name);
        for file in files::walk(&self.folder.join("assets"))? {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(&prefix) && !own.contains(&*name) {
                fs::remove_file(&file).with_context(|| format!("removing {}", file.display()))?;
            }
        }
        Ok(())
    }
}

/// An app's empty page.
fn page(app: &App, bundle: &Bundle, css_file: &str) -> String {
    if app.name == CLIENT.name {
        shells::storefront_shell(&shells::storefront_template(bundle, Styles::File(css_file)))
    } else {
        shells::console_shell(bundle, css_file)
    }
}

/// Where the page of an app is.
fn place(app: &App) -> &'static str {
    if app.name == CLIENT.name {
        "200.html"
    } else {
        "restaurante/index.html"
    }
}

/// A page with the script that loads it again, as soon as the text at `address` is no longer `built`.
fn with_reload(page: &str, script: &str, built: &str, address: &str) -> Result<String> {
    const END: &str = "</head>";
    ensure!(page.contains(END), "a page without an end of its head");
    let element = format!(
        r#"<script defer src="/assets/{script}" data-built="{built}" data-address="/assets/{address}"></script>"#
    );
    Ok(page.replacen(END, &format!("{element}\n{END}"), 1))
}

#[cfg(test)]
mod tests {
    use super::{page, place, with_reload};
    use crate::{
        bundle::{Bundle, CLIENT, RESTAURANT},
        policy::Inline,
    };

    fn bundle() -> Bundle {
        Bundle {
            entry: "a-1.js".to_owned(),
            modules: Vec::new(),
            wasm: "a-2.wasm".to_owned(),
            chunks: Vec::new(),
            lazy: [].into(),
        }
    }

    #[test]
    fn pages_load_again_without_inline_code() {
        for app in [&CLIENT, &RESTAURANT] {
            let plain = page(app, &bundle(), "a-3.css");
            assert!(!plain.contains("-reload-"), "{plain}");
            let page = with_reload(&plain, "a-reload-4.js", "5", "a-built.txt").unwrap();
            let element = r#"<script defer src="/assets/a-reload-4.js" data-built="5" data-address="/assets/a-built.txt">"#;
            assert_eq!(page.matches(element).count(), 1, "{page}");
            assert!(page.contains(r#"href="/assets/a-3.css""#), "{page}");
            let mut inline = Inline::default();
            inline.read(&page);
            assert_eq!(inline, Inline::default());
        }
    }

    #[test]
    fn a_page_without_a_head_is_refused() {
        assert!(with_reload("<p>", "a.js", "1", "a.txt").is_err());
    }

    #[test]
    fn each_app_has_its_page() {
        assert_ne!(place(&CLIENT), place(&RESTAURANT));
    }
}

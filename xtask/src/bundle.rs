//! From a compiled app to what a browser loads. [`crate::wasm`] makes the files, [`crate::names`] names them by what
//! they hold, so that a browser may keep them for ever.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{
    files::{self, Places},
    names,
    process::cargo,
    setup,
    wasm::{self, Parts},
};

/// Part of every bundle's fingerprint: raise it when these files make something else of the same wasm.
const RECIPE: &str = "6";

/// What several lazy functions share is cut into a file for each combination of them: the fewer, the better.
const MANY: usize = 6;

/// An app and how it becomes a bundle.
#[derive(Debug)]
pub struct App {
    /// Its package.
    pub package: &'static str,
    /// How its files are called.
    pub name: &'static str,
    /// The exported function that starts it.
    pub start: &'static str,
}

/// What an app is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// `dist/`: as small as it gets, each lazy route in files of its own.
    Shipping,
    /// `cargo xtask dev`: soon there, in one piece.
    Development,
}

/// The storefront.
pub const CLIENT: App = App {
    package: "app-client",
    name: "client",
    start: "start",
};

/// The console.
pub const RESTAURANT: App = App {
    package: "app-restaurant",
    name: "restaurant",
    start: "mount",
};

/// The files of a bundle, by name, all of them in `/assets/`.
#[derive(Debug, PartialEq, Eq)]
pub struct Bundle {
    /// The module script that starts the app.
    pub entry: String,
    /// Modules that it imports at once.
    pub modules: Vec<String>,
    /// The wasm that it starts with.
    pub wasm: String,
    /// What it loads later.
    pub chunks: Vec<String>,
    /// For each lazy function, by its name, the chunks that it needs.
    pub lazy: BTreeMap<String, Vec<String>>,
}

impl App {
    /// The package that a browser starts, with nothing in it but the beginning.
    fn entry(&self) -> String {
        format!("{}-entry", self.package)
    }

    /// Where cargo leaves the compiled app.
    fn compiled(&self, places: &Places, purpose: Purpose) -> PathBuf {
        let file = format!("{}.wasm", self.entry().replace('-', "_"));
        places.target.join(setup::WASM).join(purpose.profile()).join(file)
    }

    /// The finished files, not yet where they are served.
    pub fn folder(&self, places: &Places, purpose: Purpose) -> PathBuf {
        match purpose {
            Purpose::Shipping => places.work.join("bundle").join(self.name),
            Purpose::Development => places.work.join("dev/bundle").join(self.name),
        }
    }

    /// Makes the bundle that ships of what cargo compiled, unless that is what it was made of last time.
    pub fn bundle(&self, places: &Places) -> Result<Bundle> {
        let wasm_opt = setup::wasm_opt(places)?;
        let compiled = files::read(&self.compiled(places, Purpose::Shipping))?;
        let tools = files::read(&places.root.join("xtask/package-lock.json"))?;
        let options = wasm::OPTIMISE.concat();
        let key = files::fingerprint([RECIPE.as_bytes(), &compiled, &tools, options.as_bytes()]);
        let folder = self.folder(places, Purpose::Shipping);
        let note = format!("bundle-{}", self.name);
        let made = files::when_changed(places, &note, &key, &folder, || {
            let raw = self.raw(places)?;
            println!("   {}: taking it apart", self.package);
            let parts = wasm::split(self, &compiled, &raw)?;
            wasm::optimise(places, &wasm_opt, self, &parts)?;
            self.name_files(&parts, &folder)
        })?;
        if !made {
            println!("   {}: unchanged", self.package);
        }
        let bundle = Bundle::read(&folder)?;
        for (name, files) in bundle.lazy.iter().filter(|(_, files)| files.len() > MANY) {
            println!(
                "   warning: {name} comes in {} files: join lazy functions",
                files.len()
            );
        }
        Ok(bundle)
    }

    /// Makes a bundle in one piece of what cargo compiled, quickly and large, unless it is there already.
    pub fn bundle_for_development(&self, places: &Places) -> Result<Bundle> {
        let compiled = self.compiled(places, Purpose::Development);
        let key = files::fingerprint([RECIPE, &files::binary_stamp(&compiled)?]);
        let folder = self.folder(places, Purpose::Development);
        let note = format!("dev-bundle-{}", self.name);
        files::when_changed(places, &note, &key, &folder, || {
            let raw = self.raw(places)?;
            let parts = wasm::whole(self, files::read(&compiled)?, &raw)?;
            self.name_files(&parts, &folder)
        })?;
        Bundle::read(&folder)
    }

    /// An empty folder for files that have no names yet.
    fn raw(&self, places: &Places) -> Result<PathBuf> {
        let raw = places.work.join("raw").join(self.name);
        files::remove_folder(&raw)?;
        fs::create_dir_all(&raw).with_context(|| format!("creating {}", raw.display()))?;
        Ok(raw)
    }

    fn name_files(&self, parts: &Parts, folder: &Path) -> Result<()> {
        files::remove_folder(folder)?;
        names::name_files(self, parts, folder)?.write(folder)
    }
}

/// Cargo's part, which knows by itself what to do again. Together the apps share what they are made of.
pub fn compile(places: &Places, apps: &[&App], purpose: Purpose) -> Result<()> {
    let build = format!(
        "build --profile {} --target {} --lib",
        purpose.profile(),
        setup::WASM
    );
    let packages = apps.iter().map(|app| format!(" --package {}", app.entry()));
    let run = cargo(places).words(&[build].into_iter().chain(packages).collect::<String>());
    match purpose {
        Purpose::Shipping => run.run(),
        Purpose::Development => run
            .words("--features gallery")
            .env("RUSTFLAGS", wasm::FLAGS_FOR_DEVELOPMENT)
            .run(),
    }
}

impl Purpose {
    /// The profile of `Cargo.toml`.
    fn profile(self) -> &'static str {
        match self {
            Purpose::Shipping => "wasm",
            Purpose::Development => "wasm-dev",
        }
    }
}

impl Bundle {
    fn write(&self, folder: &Path) -> Result<()> {
        let list = json!({
            "entry": self.entry, "modules": self.modules, "wasm": self.wasm, "chunks": self.chunks, "lazy": self.lazy,
        });
        files::write(&folder.join("bundle.json"), list.to_string().as_bytes())
    }

    /// The bundle in a finished folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let list: Value = serde_json::from_slice(&files::read(&folder.join("bundle.json"))?)?;
        let text = |value: &Value| {
            value
                .as_str()
                .map(str::to_owned)
                .context("bundle.json is damaged")
        };
        let texts = |value: &Value| {
            let items = value.as_array().into_iter().flatten();
            items.map(text).collect::<Result<Vec<_>>>()
        };
        let lazy = list["lazy"].as_object().into_iter().flatten();
        let lazy = lazy.map(|(name, files)| Ok((name.clone(), texts(files)?)));
        Ok(Self {
            entry: text(&list["entry"])?,
            modules: texts(&list["modules"])?,
            wasm: text(&list["wasm"])?,
            chunks: texts(&list["chunks"])?,
            lazy: lazy.collect::<Result<_>>()?,
        })
    }

    /// Every file that goes into `/assets/`.
    pub fn files(&self) -> impl Iterator<Item = &String> {
        let first = [&self.entry, &self.wasm].into_iter();
        first.chain(&self.modules).chain(&self.chunks)
    }
}

//! From a compiled app to what a browser loads: bindings, lazy chunks, `wasm-opt`, names that carry their content.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    files::{self, Places, short_hash},
    process::{cargo, program},
    setup,
};

/// The name that split modules import each other by.
const LINK: &str = "./__wasm_split.______________________.js";

/// Part of every bundle's fingerprint: raise it when this file makes something else of the same wasm.
const RECIPE: &str = "1";

/// What Rust's wasm32 target uses; `wasm-opt` refuses what it is not told of.
const OPTIMISE: &[&str] = &[
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// An app and how it becomes a bundle.
#[derive(Debug)]
pub struct App {
    /// Its package.
    pub package: &'static str,
    /// Cargo features that make it run in a browser.
    pub features: &'static [&'static str],
    /// How its files are called.
    pub name: &'static str,
    /// The exported function that starts it.
    pub start: &'static str,
    /// Whether its lazy routes become files of their own.
    pub split: bool,
}

/// The storefront.
pub const CLIENT: App = App {
    package: "app-client",
    features: &["hydrate"],
    name: "client",
    start: "hydrate",
    split: true,
};

/// The console.
pub const RESTAURANT: App = App {
    package: "app-restaurant",
    features: &[],
    name: "restaurant",
    start: "mount",
    split: false,
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
}

impl App {
    /// Where cargo leaves the compiled app.
    fn compiled(&self, places: &Places) -> PathBuf {
        let file = format!("{}.wasm", self.package.replace('-', "_"));
        places.target.join(setup::WASM).join("wasm").join(file)
    }

    /// The finished files, not yet in `dist/`.
    pub fn folder(&self, places: &Places) -> PathBuf {
        places.work.join("bundle").join(self.name)
    }

    /// Cargo's part, which knows by itself what to do again.
    pub fn compile(&self, places: &Places) -> Result<()> {
        let mut run = cargo(places).args(["build", "--profile", "wasm", "--target", setup::WASM, "--lib"]);
        run = run.args(["--package", self.package]);
        if !self.features.is_empty() {
            run = run.args(["--features", &self.features.join(",")]);
        }
        run.run()
    }

    /// Makes the bundle of what cargo compiled, unless that is what it was made of last time.
    pub fn bundle(&self, places: &Places) -> Result<Bundle> {
        let wasm_opt = setup::wasm_opt(places)?;
        let wasm = files::read(&self.compiled(places))?;
        let tools = files::read(&places.root.join("xtask/package-lock.json"))?;
        let key = files::fingerprint([RECIPE.as_bytes(), &wasm, &tools, OPTIMISE.concat().as_bytes()]);
        let folder = self.folder(places);
        let made = files::when_changed(places, &format!("bundle-{}", self.name), &key, &folder, || {
            self.make(places, &wasm, &wasm_opt)
        })?;
        if !made {
            println!("   {}: unchanged", self.package);
        }
        Bundle::read(&folder)
    }

    fn make(&self, places: &Places, wasm: &[u8], wasm_opt: &Path) -> Result<()> {
        let raw = places.work.join("raw").join(self.name);
        files::remove_folder(&raw)?;
        fs::create_dir_all(&raw)?;
        let chunks = if self.split {
            self.split(wasm, &raw)?
        } else {
            Vec::new()
        };
        let input = if self.split {
            files::read(&raw.join("unbound.wasm"))?
        } else {
            wasm.to_vec()
        };
        self.bind(input, &raw)?;
        let main = raw.join(format!("{}_bg.wasm", self.name));
        optimise(places, wasm_opt, chunks.iter().chain([&main]))?;

        let folder = self.folder(places);
        files::remove_folder(&folder)?;
        let bundle = self.name_files(&raw, &main, &chunks, &folder)?;
        bundle.write(&folder)
    }

    /// Moves lazy functions into chunks of their own, which are handed back.
    fn split(&self, wasm: &[u8], raw: &Path) -> Result<Vec<PathBuf>> {
        let main = raw.join("unbound.wasm");
        let module = format!("./{}.js", self.name);
        let mut options = wasm_split_cli_support::Options::new(wasm);
        options.output_dir = raw;
        options.main_out_path = &main;
        options.link_name = LINK;
        options.main_module = &module;
        let mut chunks = wasm_split_cli_support::transform(options)
            .map_err(|error| anyhow!("splitting {}: {error:#}", self.package))?
            .split_modules;
        chunks.retain(|chunk| chunk.is_file());
        chunks.sort();
        Ok(chunks)
    }

    fn bind(&self, wasm: Vec<u8>, raw: &Path) -> Result<()> {
        let mut bindgen = Bindgen::new();
        bindgen.input_bytes(self.name, wasm).typescript(false);
        bindgen
            .keep_lld_exports(self.split)
            .demangle(false)
            .remove_producers_section(true);
        // Chunks are linked by name until all have been made.
        bindgen.remove_name_section(!self.split);
        let mut output = bindgen.web(true)?.generate_output()?;
        // Relocations are for splitting only.
        let sections: Vec<String> = output
            .wasm()
            .customs
            .iter()
            .map(|(_, s)| s.name().to_owned())
            .collect();
        for section in sections
            .iter()
            .filter(|name| name.starts_with("reloc.") || *name == "linking")
        {
            output.wasm_mut().customs.remove_raw(section);
        }
        output.emit(raw)
    }

    /// Copies all files to names with their content's hash, and their references with them.
    fn name_files(&self, raw: &Path, main: &Path, chunks: &[PathBuf], folder: &Path) -> Result<Bundle> {
        let mut renamed = Vec::new();
        for wasm in chunks.iter().map(PathBuf::as_path).chain([main]) {
            let content = files::read(wasm)?;
            let old = wasm
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let kind = chunk_kind(&old);
            let new = format!("{}-{kind}{}.wasm", self.name, short_hash(&content));
            files::write(&folder.join(&new), &content)?;
            renamed.push((old, new));
        }
        let wasm = renamed
            .last()
            .map(|(_, new)| new.clone())
            .context("no wasm was made")?;
        let chunks: Vec<String> = renamed.iter().rev().skip(1).map(|(_, new)| new.clone()).collect();

        let mut glue = files::read_text(&raw.join(format!("{}.js", self.name)))?;
        let link_file = raw.join(LINK);
        let mut link = if self.split && glue.contains(LINK) {
            files::read_text(&link_file)?
        } else {
            String::new()
        };
        for (old, new) in &renamed {
            glue = glue.replace(old.as_str(), new);
            link = link.replace(&format!("./{old}"), &format!("./{new}"));
        }
        glue.push_str(&starter(self.start));
        if !link.is_empty() {
            link = reload_for_lost_chunks(&link)?;
        }

        // The two import each other, so both carry the hash of both.
        let hash = short_hash(files::fingerprint([&glue, &link]).as_bytes());
        let entry = format!("{}-{hash}.js", self.name);
        let mut modules = Vec::new();
        if !link.is_empty() {
            let name = format!("{}-split-{hash}.js", self.name);
            glue = glue.replace(&format!("from \"{LINK}\""), &format!("from \"./{name}\""));
            link = link.replace(
                &format!("from \"./{}.js\"", self.name),
                &format!("from \"./{entry}\""),
            );
            files::write(&folder.join(&name), link.as_bytes())?;
            modules.push(name);
        }
        files::write(&folder.join(&entry), glue.as_bytes())?;
        Ok(Bundle {
            entry,
            modules,
            wasm,
            chunks,
        })
    }
}

/// What follows the bindings: Leptos expects these globals when it hydrates, and pages have no inline script.
fn starter(start: &str) -> String {
    format!(
        "\nfor (const name of [\"__RESOLVED_RESOURCES\", \"__SERIALIZED_ERRORS\", \"__INCOMPLETE_CHUNKS\"]) \
         globalThis[name] ??= [];\nawait __wbg_init();\n{start}();\n"
    )
}

/// Splitting names a chunk after the function; only whether it is shared matters to who reads the network tab.
fn chunk_kind(file: &str) -> String {
    let Some(name) = file.strip_prefix("split_") else {
        return if file.starts_with("chunk_") {
            "shared-".to_owned()
        } else {
            String::new()
        };
    };
    let name = name.trim_end_matches(".wasm").trim_start_matches("__");
    let name = name.rsplit_once('_').map_or(name, |(name, _hash)| name);
    let name = name
        .trim_end_matches("_view")
        .trim_end_matches("_View")
        .to_lowercase();
    format!("{}-", name.trim_matches('_').replace('_', "-"))
}

/// A tab that was open across a deploy asks for chunks that are gone: it then loads the new version, once.
fn reload_for_lost_chunks(link: &str) -> Result<String> {
    let changed = link.replace("fetch(new URL(", "fetchChunk(new URL(");
    if changed == link && link.contains("instantiateStreaming") {
        return Err(anyhow!(
            "the split modules are loaded in a way that this does not know"
        ));
    }
    Ok(changed
        + r#"
async function fetchChunk(url) {
    const answer = await fetch(url);
    if (answer.status !== 404) return answer;
    const last = Number(sessionStorage.getItem("reloadedAt"));
    if (Date.now() - last < 60000) throw new Error(`${url} is gone`);
    sessionStorage.setItem("reloadedAt", String(Date.now()));
    location.reload();
    return new Promise(() => {});
}
"#)
}

/// Runs `wasm-opt` on every file, in place, as many at once as there are processors.
fn optimise<'a>(places: &Places, tool: &Path, wasm: impl Iterator<Item = &'a PathBuf>) -> Result<()> {
    let queue = std::sync::Mutex::new(wasm.collect::<Vec<_>>());
    let worker = || -> Result<()> {
        loop {
            // The largest (the main module) is last, and so taken first.
            let next = queue.lock().map_err(|_| anyhow!("another file failed"))?.pop();
            let Some(file) = next else { return Ok(()) };
            let run = program(places, tool).args(OPTIMISE);
            run.args([file.as_os_str(), "-o".as_ref(), file.as_os_str()])
                .run()?;
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        threads
            .into_iter()
            .try_for_each(|t| t.join().map_err(|_| anyhow!("a worker panicked"))?)
    })
}

impl Bundle {
    fn write(&self, folder: &Path) -> Result<()> {
        let list = json!({
            "entry": self.entry, "modules": self.modules, "wasm": self.wasm, "chunks": self.chunks,
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
            value
                .as_array()
                .into_iter()
                .flatten()
                .map(text)
                .collect::<Result<Vec<_>>>()
        };
        Ok(Self {
            entry: text(&list["entry"])?,
            modules: texts(&list["modules"])?,
            wasm: text(&list["wasm"])?,
            chunks: texts(&list["chunks"])?,
        })
    }

    /// Every file that goes into `/assets/`.
    pub fn files(&self) -> impl Iterator<Item = &String> {
        [&self.entry, &self.wasm]
            .into_iter()
            .chain(&self.modules)
            .chain(&self.chunks)
    }
}

#[cfg(test)]
mod tests {
    use super::{chunk_kind, reload_for_lost_chunks, starter};

    #[test]
    fn chunks_are_called_after_their_page() {
        assert_eq!(
            chunk_kind("split___checkout_page_view_1234567890.wasm"),
            "checkout-page-"
        );
        assert_eq!(chunk_kind("chunk_3.wasm"), "shared-");
        assert_eq!(chunk_kind("client_bg.wasm"), "");
    }

    #[test]
    fn the_starter_calls_the_app_last() {
        assert!(starter("hydrate").ends_with("hydrate();\n"));
    }

    #[test]
    fn every_chunk_is_fetched_with_care() {
        let link = "const src = fetch(new URL(\"./a.wasm\", import.meta.url)); WebAssembly.instantiateStreaming(src)";
        let changed = reload_for_lost_chunks(link).unwrap();
        assert!(changed.starts_with("const src = fetchChunk(new URL("));
        assert!(reload_for_lost_chunks("WebAssembly.instantiateStreaming(fetch(x))").is_err());
    }
}

//! Splits an app's wasm into what starts it and what it loads later, binds it to JavaScript, makes it small.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use anyhow::{Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    bundle::App,
    files::{self, Places},
    process::program,
};

/// The name that split modules import each other by.
pub const LINK: &str = "./__wasm_split.______________________.js";

/// What Rust's wasm32 target uses; `wasm-opt` refuses what it is not told of.
pub const OPTIMISE: &[&str] = &[
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

/// The files of an app before they have their final names.
#[derive(Debug)]
pub struct Parts {
    /// The wasm that it starts with.
    pub main: PathBuf,
    /// The wasm that it loads later.
    pub chunks: Vec<PathBuf>,
    /// For each lazy function, by its name, the chunks that it needs.
    pub needs: BTreeMap<String, Vec<PathBuf>>,
    /// The JavaScript around the main wasm, as `./<name>.js`.
    pub glue: String,
    /// The JavaScript that loads chunks, known to the others as [`LINK`]; nothing when no chunk is ever loaded.
    pub link: Option<String>,
}

/// Takes a compiled app apart into files in `raw`.
pub fn parts(app: &App, compiled: &[u8], raw: &Path) -> Result<Parts> {
    let (unbound, mut chunks, mut needs) = (raw.join("unbound.wasm"), Vec::new(), BTreeMap::new());
    if app.split {
        let module = format!("./{}.js", app.name);
        let mut options = wasm_split_cli_support::Options::new(compiled);
        options.output_dir = raw;
        options.main_out_path = &unbound;
        options.link_name = LINK;
        options.main_module = &module;
        let split = wasm_split_cli_support::transform(options)
            .map_err(|error| anyhow!("splitting {}: {error:#}", app.package))?;
        let file = |stem: &String| raw.join(format!("{stem}.wasm"));
        let lists = split.prefetch_map.iter();
        needs.extend(lists.map(|(name, stems)| (name.clone(), stems.iter().map(file).collect())));
        chunks = split.split_modules;
        chunks.retain(|chunk| chunk.is_file());
        chunks.sort();
        bind(app, files::read(&unbound)?, raw)?;
    } else {
        bind(app, compiled.to_vec(), raw)?;
    }
    let glue = files::read_text(&raw.join(format!("{}.js", app.name)))?;
    let link = if glue.contains(LINK) {
        Some(files::read_text(&raw.join(LINK))?)
    } else {
        None
    };
    let main = raw.join(format!("{}_bg.wasm", app.name));
    Ok(Parts {
        main,
        chunks,
        needs,
        glue,
        link,
    })
}

fn bind(app: &App, wasm: Vec<u8>, raw: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes(app.name, wasm);
    bindgen.typescript(false).demangle(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    // Chunks import what the linker exported.
    bindgen.keep_lld_exports(app.split);
    let mut output = bindgen.web(true)?.generate_output()?;
    // Relocations are for splitting only.
    let sections: Vec<_> = output
        .wasm()
        .customs
        .iter()
        .map(|(_, s)| s.name().to_owned())
        .collect();
    for section in sections {
        if section.starts_with("reloc.") || section == "linking" {
            output.wasm_mut().customs.remove_raw(&section);
        }
    }
    output.emit(raw)
}

/// Runs `wasm-opt` on every part, in place, as many at once as there are processors.
pub fn optimise(places: &Places, wasm_opt: &Path, app: &App, parts: &Parts) -> Result<()> {
    // Taken from the end, so the largest comes first.
    let all: Vec<_> = parts.chunks.iter().chain([&parts.main]).collect();
    let (count, done) = (all.len(), AtomicUsize::new(0));
    let queue = Mutex::new(all);
    let worker = || -> Result<()> {
        loop {
            let next = queue.lock().map_err(|_| anyhow!("another part failed"))?.pop();
            let Some(file) = next else { return Ok(()) };
            // Its warnings are about names that are dropped here.
            let run = program(places, wasm_opt).args(OPTIMISE);
            run.args([file.as_os_str(), "-o".as_ref(), file.as_os_str()])
                .quiet()?;
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            println!("   {}: {done} of {count} files made small", app.package);
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

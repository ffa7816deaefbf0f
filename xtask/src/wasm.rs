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

/// The module that wasm imports its lazy functions from before it is split, and how their loaders are called there.
const NOT_SPLIT: &str = "__wasm_split_placeholder__";
const LOAD: &str = "__wasm_split_load_";

/// The compiler's flags for an app in one piece, in place of those of `.cargo/config.toml`: no relocations, which are for
/// splitting and large, and the table in which [`whole`] finds what waits for a lazy function.
pub const FLAGS_FOR_DEVELOPMENT: &str = "--cfg=erase_components -Clink-args=--export-table";

/// What Rust's wasm32 target uses; `wasm-opt` refuses what is not named here.
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

/// Takes a compiled app apart into files in `raw`: what it starts with, and what it loads later.
pub fn split(app: &App, compiled: &[u8], raw: &Path) -> Result<Parts> {
    let unbound = raw.join("unbound.wasm");
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
    let needs = lists
        .map(|(name, stems)| (name.clone(), stems.iter().map(file).collect()))
        .collect();
    let mut chunks = split.split_modules;
    chunks.retain(|chunk| chunk.is_file());
    chunks.sort();

    let mut output = bindings(app, files::read(&unbound)?, Bindgen::remove_name_section)?;
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
    output.emit(raw)?;
    let glue = files::read_text(&raw.join(format!("{}.js", app.name)))?;
    let link = if glue.contains(LINK) {
        Some(files::read_text(&raw.join(LINK))?)
    } else {
        None
    };
    Ok(Parts {
        main: raw.join(format!("{}_bg.wasm", app.name)),
        chunks,
        needs,
        glue,
        link,
    })
}

/// Binds a compiled app in one piece, with files in `raw`: its lazy functions are there from the start, and the names of
/// all functions as well, for those who look for where a fault comes from.
pub fn whole(app: &App, compiled: Vec<u8>, raw: &Path) -> Result<Parts> {
    let mut output = bindings(app, compiled, |bindgen, _| bindgen)?;
    let imports = output.wasm().imports.iter();
    let lazy: Vec<_> = imports
        .filter(|import| import.module == NOT_SPLIT)
        .map(|import| import.name.clone())
        .collect();
    output.emit(raw)?;
    let glue = files::read_text(&raw.join(format!("{}.js", app.name)))?;
    Ok(Parts {
        main: raw.join(format!("{}_bg.wasm", app.name)),
        chunks: Vec::new(),
        needs: BTreeMap::new(),
        glue: glue.replace(&format!("from \"{NOT_SPLIT}\""), &format!("from \"{LINK}\"")),
        link: (!lazy.is_empty()).then(|| link_to_itself(app.name, &lazy)),
    })
}

/// The JavaScript around wasm. `names` decides about the names of functions in it.
fn bindings(
    app: &App,
    wasm: Vec<u8>,
    names: impl FnOnce(&mut Bindgen, bool) -> &mut Bindgen,
) -> Result<wasm_bindgen_cli_support::Output> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes(app.name, wasm);
    bindgen.typescript(false).demangle(false);
    names(&mut bindgen, true).remove_producers_section(true);
    // Lazy functions are found by what the linker exported.
    bindgen.keep_lld_exports(true);
    bindgen.web(true)?.generate_output()
}

/// What stands for the loader of chunks where there are none: each lazy function that the wasm imports is one that it
/// exports, and each request to load one has succeeded already.
fn link_to_itself(name: &str, imports: &[String]) -> String {
    let mut script = format!(
        "import {{ initSync }} from \"./{name}.js\";\nconst main = () => initSync(undefined, undefined);\n"
    );
    for import in imports {
        let function = if import.starts_with(LOAD) {
            "(callback, data) => main().__indirect_function_table.get(callback)(data, 1)".to_owned()
        } else {
            format!(
                "(...given) => main().{}(...given)",
                import.replacen("00_import_", "00_export_", 1)
            )
        };
        script.push_str(&format!("export const {import} = {function};\n"));
    }
    script
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

#[cfg(test)]
mod tests {
    use super::link_to_itself;

    #[test]
    fn lazy_functions_of_an_app_in_one_piece_are_its_own() {
        let imports = ["__wasm_split_load_a_1", "__wasm_split_00a_100_import_0f_a"].map(str::to_owned);
        let script = link_to_itself("client", &imports);
        assert!(
            script.starts_with("import { initSync } from \"./client.js\";\n"),
            "{script}"
        );
        assert!(
            script.contains("export const __wasm_split_load_a_1 = (callback, data) =>"),
            "{script}"
        );
        let call = "export const __wasm_split_00a_100_import_0f_a = (...given) => main().__wasm_split_00a_100_export_0f_a(...given);\n";
        assert!(script.ends_with(call), "{script}");
    }
}

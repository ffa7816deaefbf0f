//! Names that carry a hash of the content, and the references between files changed to match.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Result, bail};

use crate::{
    bundle::{App, Bundle},
    files::{self, short_hash},
    js,
    wasm::{LINK, Parts},
};

/// Copies an app's parts to their final names in `folder`.
pub fn name_files(app: &App, parts: &Parts, folder: &Path) -> Result<Bundle> {
    let wasm = name_wasm(app, &parts.main, "", folder)?;
    let mut link = parts
        .link
        .as_deref()
        .map(fetch_with_care)
        .transpose()?
        .as_deref()
        .map(js::minify);
    let mut chunks = BTreeMap::new();
    for chunk in &parts.chunks {
        let old = file_name(chunk);
        let new = name_wasm(app, chunk, &chunk_name(&old), folder)?;
        link = link.map(|link| link.replace(&format!("\"./{old}\""), &format!("\"./{new}\"")));
        chunks.insert(chunk, new);
    }
    let mut glue = js::minify(&format!("{}{}", parts.glue, starter(app.start, &wasm)));

    // The two import each other, so both carry the hash of both.
    let hash = short_hash(files::fingerprint([&glue, link.as_ref().unwrap_or(&glue)]).as_bytes());
    let entry = format!("{}-{hash}.js", app.name);
    let mut modules = Vec::new();
    if let Some(link) = link {
        let name = format!("{}-split-{hash}.js", app.name);
        glue = renamed_import(&glue, LINK, &name)?;
        let link = renamed_import(&link, &format!("./{}.js", app.name), &entry)?;
        files::write(&folder.join(&name), link.as_bytes())?;
        modules.push(name);
    }
    files::write(&folder.join(&entry), glue.as_bytes())?;
    let lazy = parts.needs.iter().map(|(name, files)| {
        let files = files.iter().filter_map(|file| chunks.get(file)).cloned();
        (lazy_name(name), files.collect())
    });
    let lazy = lazy.collect();
    let chunks = chunks.into_values().collect();
    Ok(Bundle {
        entry,
        modules,
        wasm,
        chunks,
        lazy,
    })
}

fn name_wasm(app: &App, wasm: &Path, kind: &str, folder: &Path) -> Result<String> {
    let content = files::read(wasm)?;
    let name = format!("{}-{kind}{}.wasm", app.name, short_hash(&content));
    files::write(&folder.join(&name), &content)?;
    Ok(name)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Changes the address that a module is imported from, and nothing else that happens to be called so.
fn renamed_import(script: &str, old: &str, new: &str) -> Result<String> {
    let mut changed = script.to_owned();
    for quote in ['"', '\''] {
        changed = changed.replace(&format!("from {quote}{old}{quote}"), &format!("from \"./{new}\""));
    }
    if changed == script {
        bail!("a script does not import {old} as expected");
    }
    Ok(changed)
}

/// What follows the bindings: Leptos expects these globals when it hydrates, and pages have no inline script.
fn starter(start: &str, wasm: &str) -> String {
    format!(
        r#"
for (const name of ["__RESOLVED_RESOURCES", "__SERIALIZED_ERRORS", "__INCOMPLETE_CHUNKS"]) globalThis[name] ??= [];
await __wbg_init({{ module_or_path: new URL("./{wasm}", import.meta.url) }});
{start}();
"#
    )
}

/// What a chunk is called: after the lazy function that it is for, or as what several share.
fn chunk_name(file: &str) -> String {
    file.strip_prefix("split_").map_or_else(
        || "shared-".to_owned(),
        |name| format!("{}-", lazy_name(name.trim_end_matches(".wasm"))),
    )
}

/// A lazy function's name without the hash that splitting gives it, and as an address has it.
fn lazy_name(name: &str) -> String {
    let name = name.rsplit_once('_').map_or(name, |(name, _hash)| name);
    let name = name.trim_matches('_').to_lowercase();
    name.trim_end_matches("_view").replace('_', "-")
}

/// What has the app's parts fetched with patience, and what becomes of those that are gone.
const CHUNKS: &str = include_str!("chunks.js");

/// The split modules with [`CHUNKS`] in place of the bare `fetch`.
fn fetch_with_care(link: &str) -> Result<String> {
    let changed = link.replace("fetch(new URL(", "fetchChunk(new URL(");
    if changed == link && link.contains("instantiateStreaming") {
        bail!("the split modules are loaded in a way that is not known here");
    }
    Ok(changed + CHUNKS)
}

#[cfg(test)]
mod tests {
    use super::{chunk_name, fetch_with_care, renamed_import, starter};

    #[test]
    fn chunks_are_called_after_their_page() {
        assert_eq!(
            chunk_name("split___checkout_page_view_1234567890.wasm"),
            "checkout-page-"
        );
        assert_eq!(chunk_name("split_draw_chart_12.wasm"), "draw-chart-");
        assert_eq!(chunk_name("chunk_3.wasm"), "shared-");
    }

    #[test]
    fn an_import_is_renamed_and_its_key_is_not() {
        let script = "import * as a from \"./b.js\"\nconst imports = { \"./b.js\": a };";
        let changed = renamed_import(script, "./b.js", "b-1.js").unwrap();
        assert_eq!(
            changed,
            "import * as a from \"./b-1.js\"\nconst imports = { \"./b.js\": a };"
        );
        assert!(renamed_import(script, "./c.js", "c-1.js").is_err());
    }

    #[test]
    fn the_starter_calls_the_app_last() {
        let text = starter("start", "client-1.wasm");
        assert!(text.contains("\"./client-1.wasm\""));
        assert!(text.ends_with("start();\n"));
    }

    #[test]
    fn every_chunk_is_fetched_with_care() {
        let link =
            "const a = fetch(new URL(\"./a.wasm\", import.meta.url)); WebAssembly.instantiateStreaming(a)";
        let changed = fetch_with_care(link).unwrap();
        assert!(changed.starts_with("const a = fetchChunk(new URL("));
        assert!(changed.contains("async function fetchChunk(url)"));
        assert!(fetch_with_care("WebAssembly.instantiateStreaming(fetch(x))").is_err());
    }
}

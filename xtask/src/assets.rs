//! What goes into `dist/` beside the bundles, and the folder as a whole: nothing stale, everything compressed.

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use brotli::{CompressorWriter, enc::BrotliEncoderParams};

use crate::{
    css::{self, Sheet},
    files::{self, Places, fingerprint},
};

/// Smaller files do not get smaller on the wire.
const WORTH_COMPRESSING: usize = 1024;

/// `dist/` while it is being filled.
#[derive(Debug)]
pub struct Site<'p> {
    places: &'p Places,
    kept: BTreeSet<PathBuf>,
}

impl<'p> Site<'p> {
    /// Starts with what is there, which stays readable until it is replaced.
    pub fn new(places: &'p Places) -> Self {
        Self {
            places,
            kept: BTreeSet::new(),
        }
    }

    /// Puts a file at a path below `dist/`, and its compressed form beside it.
    pub fn put(&mut self, path: impl AsRef<Path>, content: &[u8]) -> Result<()> {
        let path = self.places.dist.join(path);
        files::write(&path, content)?;
        if compressible(&path) && content.len() >= WORTH_COMPRESSING {
            let mut name = path.clone().into_os_string();
            name.push(".br");
            let small = PathBuf::from(name);
            files::write(&small, &compressed(self.places, content)?)?;
            self.kept.insert(small);
        }
        self.kept.insert(path);
        Ok(())
    }

    /// Copies all files below `from`, keeping their folders, to a folder below `dist/`.
    pub fn put_all(&mut self, from: &Path, to: &str, take: impl Fn(&Path) -> bool) -> Result<()> {
        for file in files::walk(from)?.into_iter().filter(|file| take(file)) {
            let path = file.strip_prefix(from).context("a file outside its folder")?;
            self.put(Path::new(to).join(path), &files::read(&file)?)?;
        }
        Ok(())
    }

    /// Every file of a kind put so far.
    pub fn files(&self, extension: &str) -> impl Iterator<Item = &PathBuf> {
        self.kept
            .iter()
            .filter(move |path| path.extension().is_some_and(|e| e == extension))
    }

    /// The addresses of the files put below a folder of `dist/`, as a browser asks for them.
    pub fn addresses(&self, folder: &str) -> Vec<String> {
        let folder = self.places.dist.join(folder);
        let below = self.kept.iter().filter(|path| path.starts_with(&folder));
        let below = below.filter(|path| path.extension().is_none_or(|e| e != "br"));
        below
            .filter_map(|p| p.strip_prefix(&self.places.dist).ok())
            .map(|p| format!("/{}", p.display()))
            .collect()
    }

    /// Removes what an earlier build left and this one did not put.
    pub fn finish(self) -> Result<()> {
        for file in files::walk(&self.places.dist)? {
            if !self.kept.contains(&file) {
                fs::remove_file(&file).with_context(|| format!("removing {}", file.display()))?;
            }
        }
        Ok(())
    }
}

/// The style sheet of an app, `client` or `restaurant`: what both share, then its own file and its own folder.
pub fn styles(places: &Places, own: &str) -> Result<String> {
    let style = places.root.join("style");
    let colours = style.join("palette").join(own).with_extension("css");
    let mut parts = vec![style.join("tokens.css"), colours, style.join("base.css")];
    parts.extend(sheets(&style.join("components"))?);
    parts.push(style.join(own).with_extension("css"));
    parts.extend(sheets(&style.join(own))?);
    parts.retain(|part| part.is_file());
    let read = parts.iter().map(|part| {
        let name = part.strip_prefix(&places.root).unwrap_or(part);
        Ok(Sheet {
            name: name.display().to_string(),
            source: files::read_text(part)?,
        })
    });
    css::join(&read.collect::<Result<Vec<_>>>()?).with_context(|| format!("the styles of {own}"))
}

/// The style sheets of a folder, by name; none when there is no such folder.
fn sheets(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = files::walk(folder)?;
    found.retain(|file| is(file, "css"));
    Ok(found)
}

/// Whether a file of `style/` is served as it is.
pub fn served_as_is(file: &Path) -> bool {
    !is(file, "css") && !is(file, "md")
}

/// Brotli at its best, remembered by content: it is slow, and the same files come again.
pub fn compressed(places: &Places, content: &[u8]) -> Result<Vec<u8>> {
    let cache = places.work.join("brotli").join(fingerprint([content]));
    if let Ok(known) = fs::read(&cache) {
        return Ok(known);
    }
    let parameters = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        ..BrotliEncoderParams::default()
    };
    let mut writer = CompressorWriter::with_params(Vec::new(), 64 * 1024, &parameters);
    writer.write_all(content)?;
    let small = writer.into_inner();
    files::write(&cache, &small)?;
    Ok(small)
}

fn compressible(file: &Path) -> bool {
    ["js", "wasm", "css", "html", "svg", "json", "webmanifest"]
        .iter()
        .any(|kind| is(file, kind))
}

fn is(file: &Path, extension: &str) -> bool {
    file.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case(extension))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{compressible, served_as_is};

    #[test]
    fn only_text_and_wasm_is_compressed() {
        assert!(compressible(Path::new("a/b.wasm")));
        assert!(!compressible(Path::new("a/b.woff2")));
        assert!(!compressible(Path::new("a/b.html.br")));
    }

    #[test]
    fn sources_and_notes_are_not_served() {
        assert!(served_as_is(Path::new("style/icons.svg")));
        assert!(!served_as_is(Path::new("style/README.md")));
        assert!(!served_as_is(Path::new("style/tokens.css")));
    }
}

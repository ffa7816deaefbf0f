//! What Lambda runs: the binary `bootstrap`, alone in an archive.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    files::{self, Places},
    process::{cargo, on_path, program},
};

/// Amazon Linux 2023, which runs functions, has this minor version of glibc 2.
const GLIBC_MINOR: u32 = 34;

/// What ships: SQLite and plain files are left out.
const BUILD: &str = "--package lambda --bin bootstrap";

/// The program for Lambda, optimised. With zig at hand it is linked for Lambda's glibc, wherever it is built.
pub fn for_lambda(places: &Places) -> Result<PathBuf> {
    let built = if on_path("cargo-zigbuild").is_some() {
        let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
        cargo(places)
            .words(&format!(
                "zigbuild --release {BUILD} --target {target}.2.{GLIBC_MINOR}"
            ))
            .run()?;
        places.target.join(target).join("release/bootstrap")
    } else {
        cargo(places).words(&format!("build --release {BUILD}")).run()?;
        places.target.join("release/bootstrap")
    };
    Ok(built)
}

/// The processor that a program is for, as Lambda calls it, if Lambda can run it.
pub fn architecture(file: &Path) -> Result<&'static str> {
    let content = files::read(file)?;
    if !content.starts_with(b"\x7fELF") {
        bail!("{} is no program for Linux", file.display());
    }
    let needed = newest_glibc(&content);
    if needed > GLIBC_MINOR {
        bail!(
            "{} needs glibc 2.{needed}, and Lambda has 2.{GLIBC_MINOR}: install zig and cargo-zigbuild, which the next \
             run then uses, or build it in Amazon Linux 2023 and name it with --bootstrap",
            file.display()
        );
    }
    // ELF's e_machine.
    match content.get(18..20) {
        Some([0x3e, 0]) => Ok("x86_64"),
        Some([0xb7, 0]) => Ok("arm64"),
        _ => bail!("{} is for a processor that Lambda does not have", file.display()),
    }
}

/// The minor version of the newest glibc 2 whose symbols a program names, 0 when it names none.
fn newest_glibc(program: &[u8]) -> u32 {
    const NAME: &[u8] = b"GLIBC_2.";
    let versions = program
        .windows(NAME.len())
        .enumerate()
        .filter(|(_, window)| *window == NAME);
    let minors = versions.filter_map(|(at, _)| {
        let digits = program
            .get(at + NAME.len()..)?
            .iter()
            .take(3)
            .take_while(|b| b.is_ascii_digit());
        String::from_utf8(digits.copied().collect()).ok()?.parse().ok()
    });
    minors.max().unwrap_or(0)
}

/// An archive with this program as `bootstrap`, without what only a debugger needs.
pub fn archive(places: &Places, built: &Path) -> Result<PathBuf> {
    let folder = places.work.join("cloud");
    fs::create_dir_all(&folder)?;
    let stripped = folder.join("bootstrap");
    let arguments = [built.as_os_str(), "-o".as_ref(), stripped.as_os_str()];
    // It is only smaller without them: a machine without `strip`, or with one for other processors, does as well.
    let source = match program(places, "strip").args(arguments).quiet() {
        Ok(()) => stripped.as_path(),
        Err(_) => built,
    };
    let archive = folder.join("bootstrap.zip");
    let file = File::create(&archive).with_context(|| format!("writing {}", archive.display()))?;
    let mut zip = ZipWriter::new(file);
    zip.start_file("bootstrap", SimpleFileOptions::default().unix_permissions(0o755))?;
    zip.write_all(&files::read(source)?)?;
    zip.finish()?;
    Ok(archive)
}

#[cfg(test)]
mod tests {
    use super::newest_glibc;

    #[test]
    fn the_newest_glibc_counts() {
        assert_eq!(newest_glibc(b"\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_2.9\0"), 34);
        assert_eq!(newest_glibc(b"static"), 0);
    }
}

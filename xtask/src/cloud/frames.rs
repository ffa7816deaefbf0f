//! The rules by which Amplify shows the frame of a page whose address names what is made later, such as an order: the one place
//! of all of them, for Amplify cannot ask which page an address is of.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use serde_norway::Value;

use crate::files::{self, Places};

const STACK: &str = "server/deploy/resources/apps.yml";

/// What stands in place of a parameter in the address of a frame (`shared/api/src/pages.rs`).
const ANY: &str = "_";

/// Sees to it that the folder of a storefront, of which these files were `made`, has each page that a rule leads to, and `start`:
/// the shell stands in for all of them that were not drawn. Fails for a frame without a rule.
pub fn complete(places: &Places, folder: &Path, made: &BTreeSet<PathBuf>, start: &str) -> Result<()> {
    let frames = of_rules(places)?;
    if let Some(page) = made.iter().find(|page| is_frame(page) && !frames.contains(*page)) {
        bail!("{STACK}: no rule leads to {}", page.display());
    }
    for page in frames.iter().map(PathBuf::as_path).chain([Path::new(start)]) {
        if !made.contains(page) {
            println!("   {} is not drawn: its visitors get the shell", page.display());
            files::write(&folder.join(page), &files::read(&folder.join("200.html"))?)?;
        }
    }
    Ok(())
}

/// The files that the rules lead to. Fails where the addresses of a rule are not those of its frame.
fn of_rules(places: &Places) -> Result<BTreeSet<PathBuf>> {
    let stack: Value = serde_norway::from_str(&files::read_text(&places.root.join(STACK))?).context(STACK)?;
    let rules = stack["Resources"]["StorefrontApp"]["Properties"]["CustomRules"].as_sequence();
    let mut found = BTreeSet::new();
    for rule in rules.into_iter().flatten() {
        let target = rule["Target"].as_str().unwrap_or_default();
        if is_frame(Path::new(target)) {
            ensure!(
                rule["Source"] == addresses(target).as_str() && rule["Status"] == "404-200",
                "{STACK}: addresses of {target} are {}",
                addresses(target)
            );
            found.insert(PathBuf::from(target.trim_start_matches('/')));
        }
    }
    Ok(found)
}

/// Whether a file is the frame of several addresses.
fn is_frame(file: &Path) -> bool {
    file.iter().any(|part| part == ANY)
}

/// The addresses of a frame, as a rule names them.
fn addresses(frame: &str) -> String {
    let path = frame.trim_end_matches("/index.html");
    let segments = path.split('/').map(|segment| match segment {
        ANY => r"[^\/.]+",
        own => own,
    });
    let pattern = segments.collect::<Vec<_>>().join(r"\/");
    format!(r"</^{pattern}\/?$/>")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{addresses, is_frame, of_rules};
    use crate::files::{Places, read_text};

    #[test]
    fn every_frame_of_the_storefront_has_a_rule() {
        let places = Places::find().unwrap();
        let paths = read_text(&places.root.join("end2end/support/pages.json")).unwrap();
        let paths: Vec<String> = serde_json::from_str(&paths).unwrap();
        let rules = of_rules(&places).unwrap();
        // What these name is in the carta, so that each has a page of its own.
        let own = ["/carta", "/plato", "/promociones"];
        for path in paths.iter().filter(|path| path.contains("/:")) {
            let frame = path
                .split('/')
                .map(|part| if part.starts_with(':') { "_" } else { part });
            let frame = frame.collect::<Vec<_>>().join("/") + "/index.html";
            let is_own = own.iter().any(|own| path.starts_with(own));
            assert_eq!(rules.contains(Path::new(&frame[1..])), !is_own, "{frame}");
        }
    }

    #[test]
    fn a_frame_is_shown_at_the_addresses_of_its_kind() {
        assert!(is_frame(Path::new("pedidos/_/index.html")));
        assert!(!is_frame(Path::new("plato/arroz_blanco/index.html")));
        assert_eq!(
            addresses("/catering/solicitud/_/pago/index.html"),
            r"</^\/catering\/solicitud\/[^\/.]+\/pago\/?$/>"
        );
    }
}

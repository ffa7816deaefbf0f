//! What production wants of the folder of its data before it starts: that it is one, and that nobody else reads it.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

/// What only the owner of the folder may read. Who reads the keys can be everybody.
const PRIVATE: [&str; 3] = ["keys", "vault", "brasa.db"];

/// Whether a folder holds data of Brasa.
pub fn has_data(folder: &Path) -> bool {
    folder.join("brasa.db").is_file()
}

/// What keeps production from starting on a folder, a sentence each with what to type. `is_named` is whether it is said which
/// restaurant begins in a folder without any.
pub fn faults(folder: &Path, is_named: bool) -> Vec<String> {
    let shown = folder.display();
    if !has_data(folder) && is_named {
        return Vec::new();
    }
    if !has_data(folder) {
        return vec![format!(
            "BRASA_DATA={shown} holds no restaurant: name the first one, such as BRASA_TENANT=brasero, and its owner gets a link to set \
             it up, or make it with `server tenant create --help`"
        )];
    }
    let mut faults = Vec::new();
    if open_to_others(folder) {
        faults.push(format!(
            "{shown} can be entered by others: type chmod 700 {shown}"
        ));
    }
    for name in PRIVATE {
        let file = folder.join(name);
        if !file.is_file() {
            faults.push(format!(
                "{} is missing: restore it from where this folder was saved",
                file.display()
            ));
        } else if open_to_others(&file) {
            let file = file.display();
            faults.push(format!("{file} can be read by others: type chmod 600 {file}"));
        }
    }
    faults
}

/// Whether the group or everybody has any right to it; also when that cannot be found out.
fn open_to_others(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |found| found.permissions().mode() & 0o077 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;

    #[test]
    fn production_wants_data_that_nobody_else_reads() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        assert_eq!(faults(&data, true), Vec::<String>::new());
        let first = faults(&data, false);
        assert!(
            first.len() == 1 && first[0].contains("server tenant create"),
            "{first:?}"
        );
        fs::create_dir(&data).unwrap();
        let mode = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
        for name in PRIVATE {
            fs::write(data.join(name), [0; 64]).unwrap();
            mode(&data.join(name), 0o644);
        }
        mode(&data, 0o755);
        let found = faults(&data, false);
        assert_eq!(found.len(), 1 + PRIVATE.len(), "{found:?}");
        assert!(
            found[1].ends_with(&format!("chmod 600 {}", data.join("keys").display())),
            "{found:?}"
        );
        mode(&data, 0o700);
        for name in PRIVATE {
            mode(&data.join(name), 0o600);
        }
        assert_eq!(faults(&data, false), Vec::<String>::new());
        fs::remove_file(data.join("keys")).unwrap();
        assert!(faults(&data, false)[0].contains("is missing"));
    }
}

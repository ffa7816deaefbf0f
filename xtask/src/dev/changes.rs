//! Which parts a changed file belongs to, and how changes are noticed.

use std::{
    path::Path,
    sync::mpsc::{Receiver, RecvTimeoutError, Sender},
    time::Duration,
};

use anyhow::{Context, Result};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::files::Places;

/// The folders in which changes matter, from the repository's root; of the root itself the two files of cargo.
const FOLDERS: [&str; 5] = ["shared", "server", "app-client", "app-restaurant", "style"];
const CARGO: [&str; 2] = ["Cargo.toml", "Cargo.lock"];

/// An editor writes a file in several steps, and git many files: a change is over when nothing followed for so long.
const QUIET: Duration = Duration::from_millis(60);

/// What must be built again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// The server.
    pub server: bool,
    /// The storefront.
    pub client: bool,
    /// The console.
    pub console: bool,
    /// The style sheets of both.
    pub style: bool,
}

/// What the loop waits for.
#[derive(Debug)]
pub enum Message {
    /// Files have changed.
    Changed(Changes),
    /// A signal ends the command.
    End,
}

impl Changes {
    /// All of it.
    pub const EVERYTHING: Changes = Changes {
        server: true,
        client: true,
        console: true,
        style: true,
    };

    /// What a file from the repository's root is part of. Cargo then knows better whether that changes anything.
    fn of(file: &Path) -> Changes {
        let nothing = Changes::default();
        let mut parts = file.iter().map(|part| part.to_string_lossy());
        if parts.clone().any(|part| not_ours(&part)) {
            return nothing;
        }
        let first = parts.next().unwrap_or_default();
        let alone = parts.next().is_none();
        match &*first {
            "shared" => Changes {
                style: false,
                ..Changes::EVERYTHING
            },
            file if alone && CARGO.contains(&file) => Changes {
                style: false,
                ..Changes::EVERYTHING
            },
            "server" => Changes {
                server: true,
                ..nothing
            },
            "app-client" => Changes {
                client: true,
                ..nothing
            },
            "app-restaurant" => Changes {
                console: true,
                ..nothing
            },
            "style" => Changes {
                style: true,
                ..nothing
            },
            _ => nothing,
        }
    }

    /// What is in either.
    pub fn and(self, other: Changes) -> Changes {
        Changes {
            server: self.server || other.server,
            client: self.client || other.client,
            console: self.console || other.console,
            style: self.style || other.style,
        }
    }
}

/// What editors and tools keep beside the sources.
fn not_ours(part: &str) -> bool {
    part.starts_with('.') || part.ends_with('~') || part == "node_modules" || part == "__pycache__"
}

/// Sends what changes from now on, until what is handed back is dropped.
pub fn watch(places: &Places, tell: Sender<Message>) -> Result<RecommendedWatcher> {
    let root = places.root.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        let changes = match event {
            Ok(event) if event.kind.is_access() => return,
            // More happened at once than the system remembers.
            Ok(event) if event.need_rescan() => Changes::EVERYTHING,
            Ok(event) => event
                .paths
                .iter()
                .filter_map(|path| path.strip_prefix(&root).ok())
                .fold(Changes::default(), |all, file| all.and(Changes::of(file))),
            Err(error) => {
                println!("   a change may have been missed: {error}");
                Changes::EVERYTHING
            }
        };
        if changes != Changes::default() {
            // Nobody waits any more when the command ends.
            let _ = tell.send(Message::Changed(changes));
        }
    })
    .context("the system does not watch files for us")?;
    for folder in FOLDERS {
        watcher
            .watch(&places.root.join(folder), RecursiveMode::Recursive)
            .with_context(|| format!("watching {folder}/"))?;
    }
    watcher.watch(&places.root, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

/// Waits for a change and for the end of it; nothing when the command ends.
pub fn next(messages: &Receiver<Message>) -> Option<Changes> {
    let Ok(Message::Changed(mut all)) = messages.recv() else {
        return None;
    };
    loop {
        match messages.recv_timeout(QUIET) {
            Ok(Message::Changed(more)) => all = all.and(more),
            Ok(Message::End) => return None,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Some(all),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{path::Path, sync::mpsc};

    use super::{Changes, Message, next};

    fn of(file: &str) -> [bool; 4] {
        let Changes {
            server,
            client,
            console,
            style,
        } = Changes::of(Path::new(file));
        [server, client, console, style]
    }

    #[test]
    fn a_file_concerns_what_is_made_of_it() {
        assert_eq!(of("server/http/src/lib.rs"), [true, false, false, false]);
        assert_eq!(of("app-client/src/lib.rs"), [false, true, false, false]);
        assert_eq!(of("app-restaurant/Cargo.toml"), [false, false, true, false]);
        assert_eq!(of("style/components/button.css"), [false, false, false, true]);
        for shared in [
            "shared/domain/src/lib.rs",
            "shared/Cargo.toml",
            "Cargo.toml",
            "Cargo.lock",
        ] {
            assert_eq!(of(shared), [true, true, true, false], "{shared}");
        }
    }

    #[test]
    fn what_is_no_source_concerns_nothing() {
        for file in [
            "",
            "README.md",
            "target",
            "xtask/src/main.rs",
            "end2end/Cargo.toml",
            "server/http/src/.lib.rs.swp",
            "server/http/src/lib.rs~",
            "server/node_modules/a/index.js",
        ] {
            assert_eq!(of(file), [false; 4], "{file}");
        }
    }

    #[test]
    fn what_follows_at_once_is_one_change() {
        let (tell, messages) = mpsc::channel();
        for file in ["style/a.css", "server/a.rs"] {
            tell.send(Message::Changed(Changes::of(Path::new(file)))).unwrap();
        }
        drop(tell);
        let both = Changes {
            server: true,
            style: true,
            ..Changes::default()
        };
        assert_eq!(next(&messages), Some(both));
        assert_eq!(next(&messages), None);
    }

    #[test]
    fn a_signal_ends_also_while_files_change() {
        let (tell, messages) = mpsc::channel();
        tell.send(Message::Changed(Changes::EVERYTHING)).unwrap();
        tell.send(Message::End).unwrap();
        assert_eq!(next(&messages), None);
    }

    #[test]
    fn the_watched_folders_are_those_that_concern_something() {
        for folder in super::FOLDERS {
            assert_ne!(Changes::of(&Path::new(folder).join("a.rs")), Changes::default());
        }
    }
}

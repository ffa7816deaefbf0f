//! What an app says to the server when it broke. It is about no person: a report goes without cookies, and what stands in
//! quotes, digits, addresses of mail and of pages are cut out before it is sent, and once more by the server.

use super::auth::App;
use serde::{Deserialize, Serialize};

/// The address that takes reports.
pub const FAULT_PATH: &str = "/rpc/operations/report-fault";
/// Maximum number of bytes of a report.
pub const MAX_FAULT_BYTES: usize = 2 * 1024;

/// Maximum numbers of characters.
const MESSAGE: usize = 300;
const LOCATION: usize = 120;
const PAGE: usize = 80;
const BUILD: usize = 64;
/// A longer part of an address is an id.
const WORD: usize = 24;

/// A fault of an app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultReport {
    pub app: App,
    /// The name of the script that started the page.
    pub build: String,
    /// What the program said.
    pub message: String,
    /// File, line and column of the program.
    pub location: String,
    /// The address of the page, without what stands for a thing or a person.
    pub page: String,
    pub browser: Browser,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Browser {
    Chromium,
    Firefox,
    Safari,
    Other,
}

impl Browser {
    /// The family that a `User-Agent` names.
    pub fn of(agent: &str) -> Browser {
        if agent.contains("Firefox/") {
            Browser::Firefox
        } else if agent.contains("Chrome/") || agent.contains("Chromium/") {
            Browser::Chromium
        } else if agent.contains("Safari/") {
            Browser::Safari
        } else {
            Browser::Other
        }
    }
}

impl FaultReport {
    /// The same without what could be about a person, and no longer than its bounds. Doing it twice changes nothing more.
    pub fn cleaned(self) -> FaultReport {
        FaultReport {
            app: self.app,
            build: plain(&self.build, BUILD),
            message: words(&self.message),
            location: location(&self.location),
            page: pattern(&self.page),
            browser: self.browser,
        }
    }
}

/// Characters that cannot begin a new line in a log.
fn plain(text: &str, most: usize) -> String {
    text.chars().filter(|c| !c.is_control()).take(most).collect()
}

/// The last parts of a path: the first ones may name whose machine built the program.
fn location(path: &str) -> String {
    let mut parts: Vec<&str> = path.rsplit('/').take(3).collect();
    parts.reverse();
    plain(&parts.join("/"), LOCATION)
}

/// A message without what stands between its first and its last quote, without words that have an `@` or are an address of the web, and with `#` for each
/// digit.
fn words(message: &str) -> String {
    // All between the first and the last quote: within it there may be more of them.
    let kept = match (message.find('"'), message.rfind('"')) {
        (Some(first), Some(last)) if first < last => {
            [&message[..first], "\"…\"", &message[last + 1..]].concat()
        }
        _ => message.replace('"', ""),
    };
    let kept: Vec<&str> = kept
        .split_whitespace()
        .map(|word| {
            if word.contains('@') || word.contains("://") {
                "…"
            } else {
                word
            }
        })
        .collect();
    let kept = kept.join(" ").replace(|c: char| c.is_ascii_digit(), "#");
    plain(&kept, MESSAGE)
}

/// An address whose parts are only words of ours; all others are `:id`.
fn pattern(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let is_word = |part: &str| part.len() <= WORD && part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let parts: Vec<&str> = path
        .split('/')
        .map(|part| if is_word(part) { part } else { ":id" })
        .collect();
    plain(&parts.join("/"), PAGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(message: &str, location: &str, page: &str) -> FaultReport {
        FaultReport {
            app: App::Storefront,
            build: "client-1a2b.js".into(),
            message: message.into(),
            location: location.into(),
            page: page.into(),
            browser: Browser::Chromium,
        }
    }

    #[test]
    fn nothing_of_a_person_is_left() {
        let cleaned = report(
            "no \"Lucía Prueba\" of lucia@example.pe,\nphone 999 888 777 at (https://example.pe/carta?nombre=lucia:1:2)",
            "/home/lucia/.cargo/registry/src/router-0.8/src/history.rs:12:5",
            "/pedidos/o_01HZX?nombre=lucia#ruc",
        )
        .cleaned();
        assert_eq!(cleaned.message, "no \"…\" of … phone ### ### ### at …");
        assert_eq!(cleaned.location, "router-0.8/src/history.rs:12:5");
        assert_eq!(cleaned.page, "/pedidos/:id");
        assert_eq!(cleaned.clone().cleaned(), cleaned);
        let nested = words("no field \"name: \\\"Lucía\\\" Prueba\" here");
        assert_eq!(nested, "no field \"…\" here");
        assert_eq!(words("one \" quote"), "one quote");
    }

    #[test]
    fn addresses_keep_their_words() {
        for (path, expected) in [
            ("/", "/"),
            ("/pedido/entrega", "/pedido/entrega"),
            ("/plato/pollo_1_4", "/plato/:id"),
            (
                "/restaurante/catering/cr_1/cotizar",
                "/restaurante/catering/:id/cotizar",
            ),
            ("/catering/aVeryLongSecretLink", "/catering/:id"),
            (
                "/libro-de-reclamaciones/000000001-2025/k",
                "/libro-de-reclamaciones/:id/k",
            ),
        ] {
            assert_eq!(pattern(path), expected);
        }
    }

    #[test]
    fn a_report_is_as_small_as_the_server_wants_it() {
        let long = "é".repeat(5_000);
        let cleaned = report(&long, &long, &long).cleaned();
        let bytes = serde_json::to_string(&cleaned).unwrap().len();
        assert!(bytes < MAX_FAULT_BYTES, "{bytes}");
    }

    #[test]
    fn browsers_are_told_by_their_families() {
        let chrome = "Mozilla/5.0 (Linux) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
        let safari = "Mozilla/5.0 (iPhone) AppleWebKit/605.1 Version/18.0 Safari/604.1";
        assert_eq!(Browser::of(chrome), Browser::Chromium);
        assert_eq!(Browser::of(safari), Browser::Safari);
        assert_eq!(
            Browser::of("Mozilla/5.0 Gecko/20100101 Firefox/140.0"),
            Browser::Firefox
        );
        assert_eq!(Browser::of("curl"), Browser::Other);
    }
}

//! A page as it is hosted before functions, and what it knows of its stack.

use std::{collections::BTreeSet, env};

use anyhow::{Result, ensure};

use super::hosted_pages;
use crate::policy::Inline;

/// The restaurant when BRASA_TENANT names none.
const TENANT: &str = "pardos";

/// What the server says in a header, without what an element cannot say; `server/http/src/headers.rs` is its source.
const POLICY: [&str; 7] = [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'; form-action 'self'",
];

/// Where pages of the stack listen (`wss://…`), which their policy must allow; none listens when it is not set.
const SOCKETS: &str = "BRASA_SOCKETS";

/// A page's first element, before which nothing may be inlined.
const FIRST: &str = "<meta charset=\"utf-8\">";

/// What an app knows of its stack.
#[derive(Debug)]
pub struct Hosting {
    /// The restaurant whose storefront or console it is.
    pub tenant: String,
    /// Where pages listen, or nothing.
    pub sockets: String,
    /// Where the restaurant is asked for, or nothing.
    pub api: String,
    /// Where the storefront is reached, or nothing: not on the machine of somebody who has not said it yet.
    pub site: String,
}

impl Hosting {
    /// As Amplify says it.
    pub fn from_env() -> Hosting {
        Hosting {
            tenant: env::var("BRASA_TENANT").unwrap_or_else(|_| TENANT.to_owned()),
            sockets: env::var(SOCKETS).unwrap_or_default(),
            api: env::var(hosted_pages::API).unwrap_or_default(),
            site: env::var(hosted_pages::SITE)
                .ok()
                .filter(|site| site.starts_with("https://"))
                .unwrap_or_default(),
        }
    }
}

/// The page as it is hosted before functions: with its content security policy, which allows it to listen at the sockets, the
/// restaurant that its calls name, because Amplify hands on no host, and the word that there are no streams.
pub fn hosted_page(page: &str, Hosting { tenant, sockets, .. }: &Hosting) -> Result<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-.:/".contains(c);
    ensure!(sockets.chars().all(plain), "{SOCKETS} is no address: {sockets}");
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    ensure!(
        !tenant.is_empty() && tenant.chars().all(letter),
        "BRASA_TENANT is no restaurant's id: {tenant}"
    );
    let mut inline = Inline::default();
    inline.read(page);
    let with = |directive: &str, hashes: &BTreeSet<String>| {
        hashes
            .iter()
            .fold(directive.to_owned(), |all, hash| format!("{all} '{hash}'"))
    };
    let policy = POLICY.map(|directive| match directive.split(' ').next() {
        Some("script-src") => with(directive, &inline.scripts),
        Some("style-src") => with(directive, &inline.styles),
        Some("connect-src") if !sockets.is_empty() => format!("{directive} {sockets}"),
        _ => directive.to_owned(),
    });
    // Read in `shared/rpc/src/page_client.rs` and `shared/ui/src/live/browser.rs`.
    let element = format!(
        "{FIRST}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
         <meta name=\"tenant\" content=\"{tenant}\">\n<meta name=\"live\" content=\"asked\">",
        policy.join("; ")
    );
    ensure!(page.contains(FIRST), "the page does not begin with {FIRST}");
    Ok(page.replacen(FIRST, &element, 1))
}

#[cfg(test)]
mod tests {
    use super::{Hosting, POLICY, hosted_page};
    use crate::files::{Places, csp_hash, read_text};

    #[test]
    fn a_page_allows_its_own_styles_only_and_names_its_restaurant() {
        const PAGE: &str = "<head>\n<meta charset=\"utf-8\">\n<style>a{}</style></head>";
        let hosted = |page, tenant: &str, sockets: &str| {
            let [tenant, sockets] = [tenant, sockets].map(str::to_owned);
            let api = String::new();
            hosted_page(
                page,
                &Hosting {
                    tenant,
                    sockets,
                    api,
                    site: String::new(),
                },
            )
        };
        let made = |sockets| hosted(PAGE, "pardos", sockets);
        let page = made("").unwrap();
        assert!(
            page.contains(&format!("style-src 'self' '{}';", csp_hash("a{}"))),
            "{page}"
        );
        assert!(page.find("http-equiv").unwrap() < page.find("<style>").unwrap());
        assert!(page.contains("connect-src 'self';"), "{page}");
        assert!(page.contains("<meta name=\"live\" content=\"asked\">"), "{page}");
        let page = made("wss://x1.execute-api.us-east-1.amazonaws.com").unwrap();
        assert!(
            page.contains("connect-src 'self' wss://x1.execute-api.us-east-1.amazonaws.com;"),
            "{page}"
        );
        assert!(made("wss://x; script-src *").is_err());
        assert!(
            page.contains("<meta name=\"tenant\" content=\"pardos\">"),
            "{page}"
        );
        assert!(hosted(PAGE, "\"><script>", "").is_err());
        assert!(hosted("<p>", "pardos", "").is_err());
    }

    #[test]
    fn the_policy_is_the_servers() {
        let places = Places::find().unwrap();
        let server = read_text(&places.root.join("server/http/src/headers.rs")).unwrap();
        for directive in POLICY {
            assert!(server.contains(directive), "{directive}");
        }
    }
}

//! Whether there is a newer version of an app than the page that is open: pages of a kitchen stay open for days.
//!
//! The site says which script starts its newest version (`version.json`, made with it). A page that was started by another one
//! is an old one. It is asked now and then, and when somebody comes back to the page.

use leptos::prelude::*;
use std::cell::Cell;

/// How often it is asked, in seconds.
#[cfg(feature = "browser")]
const EVERY_SECONDS: u64 = 600;

/// Where it is kept for which version a page was loaded again.
#[cfg(feature = "browser")]
const RELOADED: &str = "reloaded-for";

/// What stands for the name of a newer version that nobody has said.
const UNNAMED: &str = "?";

thread_local! {
    /// What the page knows of newer versions.
    static KNOWN: Cell<Option<Version>> = const { Cell::new(None) };
}

/// An answer says something that this version does not know, so there is a newer one.
pub fn found_out() {
    if let Some(Version { newer, .. }) = KNOWN.get()
        && newer.try_with_untracked(Option::is_none) == Some(true)
    {
        newer.set(Some(UNNAMED.to_owned()));
    }
}

/// What is known of newer versions.
#[derive(Debug, Clone, Copy)]
pub struct Version {
    newer: RwSignal<Option<String>>,
    /// Where the site says which version it has.
    #[cfg(feature = "browser")]
    address: &'static str,
}

impl Version {
    /// Asks at this address, such as `/version.json`, as long as the page is there.
    pub fn watch(address: &'static str) -> Version {
        let version = Version {
            newer: RwSignal::new(None),
            #[cfg(feature = "browser")]
            address,
        };
        KNOWN.set(Some(version));
        #[cfg(feature = "browser")]
        browser::watch(version);
        #[cfg(not(feature = "browser"))]
        let _ = address;
        version
    }

    /// Whether there is a newer one for which the page was not loaded again yet; followed. Not where nobody watches any more.
    pub fn is_old(self) -> bool {
        let is_old = |newer: &Option<String>| newer.as_deref().is_some_and(is_news);
        self.newer.try_with(is_old) == Some(true)
    }

    /// Loads the page again without being told to, where nothing is lost by it: the site is there and has the newer version, this
    /// browser keeps what somebody has begun, and `may` still says so once that is known.
    pub fn reload_by_itself(self, may: impl Fn() -> bool + 'static) {
        #[cfg(feature = "browser")]
        browser::reload_if(self, may);
        #[cfg(not(feature = "browser"))]
        let _ = may;
    }

    /// Loads the page again, once for each version: where something in between still hands out the old one, it stays.
    pub fn reload(self) {
        let Some(newer) = self.newer.get_untracked() else {
            return;
        };
        if is_news(&newer) {
            #[cfg(feature = "browser")]
            browser::remember(&newer);
            super::page::reload();
        }
    }
}

fn is_news(newer: &str) -> bool {
    #[cfg(feature = "browser")]
    let news = browser::remembered().as_deref() != Some(newer);
    #[cfg(not(feature = "browser"))]
    let news = !newer.is_empty();
    news
}

#[cfg(feature = "browser")]
mod browser {
    use super::{EVERY_SECONDS, RELOADED, Version, is_news};
    use crate::{page, storage};
    use gloo_net::http::Request;
    use leptos::ev;
    use leptos::prelude::*;
    use serde::Deserialize;
    use std::time::Duration;
    use web_sys::{RequestCache, VisibilityState};

    #[derive(Debug, Deserialize)]
    struct Newest {
        /// The name of the script that starts it.
        entry: String,
    }

    pub(super) fn watch(version: Version) {
        let ask = move || {
            leptos::task::spawn_local(async move {
                if let Some(newest) = newest(version.address).await
                    && is_another(&newest.entry)
                {
                    let _ = version.newer.try_set(Some(newest.entry));
                }
            });
        };
        let timer = set_interval_with_handle(ask, Duration::from_secs(EVERY_SECONDS));
        let seen = window_event_listener(ev::visibilitychange, move |_| {
            if document().visibility_state() == VisibilityState::Visible {
                ask();
            }
        });
        on_cleanup(move || {
            seen.remove();
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    }

    pub(super) fn reload_if(version: Version, may: impl Fn() -> bool + 'static) {
        leptos::task::spawn_local(async move {
            let newest = newest(version.address).await;
            let newest = newest.filter(|newest| is_another(&newest.entry) && is_news(&newest.entry));
            if let Some(newest) = newest
                && storage::keeps()
                && may()
                && remember(&newest.entry)
            {
                page::reload();
            }
        });
    }

    async fn newest(address: &str) -> Option<Newest> {
        let request = Request::get(address).cache(RequestCache::NoStore);
        let answer = request.send().await.ok().filter(|answer| answer.ok())?;
        serde_json::from_slice(&answer.binary().await.ok()?).ok()
    }

    /// Whether this page was started by another script.
    fn is_another(entry: &str) -> bool {
        let own = document().query_selector("script[type=module][src^='/assets/']");
        let own = own.ok().flatten().and_then(|script| script.get_attribute("src"));
        own.is_some_and(|own| own.rsplit('/').next() != Some(entry))
    }

    fn session() -> Option<web_sys::Storage> {
        window().session_storage().ok().flatten()
    }

    pub(super) fn remembered() -> Option<String> {
        session()?.get_item(RELOADED).ok().flatten()
    }

    /// Whether it could be.
    pub(super) fn remember(newer: &str) -> bool {
        session().is_some_and(|session| session.set_item(RELOADED, newer).is_ok())
    }
}

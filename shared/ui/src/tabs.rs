//! What one tab of a browser tells its others about who is signed in: all of them share one session.

use crate::clock::device_time;
use crate::storage;
use domain::Timestamp;
use serde::{Deserialize, Serialize};

/// The news, as it is kept for the other tabs.
#[derive(Debug, Serialize, Deserialize)]
struct News {
    /// Somebody has signed out on purpose. A session that has only run out waits for its owner to come back; after this,
    /// nobody does.
    left: bool,
    /// Makes each one another than the one before, or the other tabs would notice nothing.
    at: Timestamp,
}

/// Tells the other tabs that somebody has signed in.
pub fn tell_signed_in(name: &str) {
    tell(name, false);
}

/// Tells the other tabs that somebody has signed out on purpose.
pub fn tell_left(name: &str) {
    tell(name, true);
}

fn tell(name: &str, left: bool) {
    let at = device_time();
    storage::save(name, &News { left, at });
}

/// Calls back with each news of another tab, and whether it is that somebody has left, until the owner is gone.
pub fn on_news(name: &'static str, heard: impl Fn(bool) + 'static) {
    storage::on_change(name, move || {
        let news = storage::load::<News>(name);
        heard(news.is_some_and(|news| news.left));
    });
}

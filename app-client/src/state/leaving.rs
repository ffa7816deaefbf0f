//! Leading to another page once an answer has come.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::fmt;
use std::sync::Arc;
use ui::toast::{Toasts, Tone};

/// Leads from the page that made it to another one. An answer may come after somebody has left that page by themselves: then it
/// leads nowhere.
#[derive(Debug, Clone, Copy)]
pub struct Leaving {
    navigate: StoredValue<Navigate>,
    toasts: Toasts,
}

/// What changes the address.
type Navigate = Arc<dyn Fn(&str, NavigateOptions) + Send + Sync>;

impl Leaving {
    pub fn here() -> Leaving {
        Leaving {
            navigate: StoredValue::new(Arc::new(use_navigate())),
            toasts: Toasts::expect(),
        }
    }

    pub fn to(self, path: &str) {
        self.with(path, NavigateOptions::default());
    }

    /// So that the way back does not lead to the page that is left.
    pub fn replaced_by(self, path: &str) {
        self.with(path, replaced());
    }

    fn with(self, path: &str, options: NavigateOptions) {
        if let Some(navigate) = self.navigate.try_get_value() {
            navigate(path, options);
        }
    }

    /// To be taken before something is asked that somebody has to hear of wherever they are by then.
    pub fn meanwhile(self) -> Meanwhile {
        Meanwhile {
            page: self,
            navigate: self.navigate.get_value(),
            toasts: self.toasts,
        }
    }
}

/// What came of something that was asked, for somebody who may have left the page that asked: nobody is dragged back, but it is
/// said, with a way to where there is more of it.
pub struct Meanwhile {
    page: Leaving,
    navigate: Navigate,
    toasts: Toasts,
}

impl fmt::Debug for Meanwhile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Meanwhile")
            .field("page", &self.page)
            .finish_non_exhaustive()
    }
}

impl Meanwhile {
    /// Whether somebody has left the page.
    pub fn has_left(&self) -> bool {
        self.page.navigate.try_with_value(|_| ()).is_none()
    }

    /// Leads to where the outcome is, or says what it is where somebody has left.
    pub fn done(self, said: String, label: &'static str, path: &str) {
        if self.has_left() {
            self.say(Tone::Success, said, label, path);
        } else {
            (self.navigate)(path, replaced());
        }
    }

    /// Says it where somebody has left; the page itself shows it otherwise.
    pub fn say(self, tone: Tone, said: String, label: &'static str, path: &str) {
        if !self.has_left() {
            return;
        }
        self.toasts.keep(tone, said, label, path);
    }
}

/// In place of the page that is left.
fn replaced() -> NavigateOptions {
    NavigateOptions {
        replace: true,
        ..NavigateOptions::default()
    }
}

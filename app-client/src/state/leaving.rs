//! Leading to another page once an answer has come.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;

/// Leads from the page that made it to another one. An answer may come after somebody has left that page by themselves: then it
/// leads nowhere.
#[derive(Debug, Clone, Copy)]
pub struct Leaving(StoredValue<Navigate>);

/// What changes the address.
type Navigate = Arc<dyn Fn(&str, NavigateOptions) + Send + Sync>;

impl Leaving {
    pub fn here() -> Leaving {
        Leaving(StoredValue::new(Arc::new(use_navigate())))
    }

    pub fn to(self, path: &str) {
        self.with(path, NavigateOptions::default());
    }

    /// So that the way back does not lead to the page that is left.
    pub fn replaced_by(self, path: &str) {
        self.with(
            path,
            NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            },
        );
    }

    fn with(self, path: &str, options: NavigateOptions) {
        if let Some(navigate) = self.0.try_get_value() {
            navigate(path, options);
        }
    }

    /// The same from wherever somebody is by then.
    pub fn from_anywhere(self) -> impl Fn(&str) + Send + Sync + 'static {
        let navigate = self.0.get_value();
        move |path| navigate(path, NavigateOptions::default())
    }

    /// Whether somebody has left the page already.
    pub fn is_over(self) -> bool {
        self.0.try_with_value(|_| ()).is_none()
    }
}

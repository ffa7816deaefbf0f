//! A list of somebody's own that is read a page at a time, newest first, and what stands at its foot.

use api::{ApiError, Paged};
use leptos::prelude::*;
use std::future::Future;
use texts::now::storefront as texts;
use ui::dynamic::{dynamic, nothing, tap};
use ui::failure::Failure;
use ui::resource::Loader;

/// The rows that were read so far.
#[derive(Debug)]
pub struct Rows<T: Send + Sync + 'static> {
    pub items: RwSignal<Vec<T>>,
    /// Where the list goes on: unknown before the first answer, `None` at its end.
    next: RwSignal<Option<Option<String>>>,
    /// A page is awaited.
    busy: RwSignal<bool>,
    loader: Loader,
}

// A derived Clone and Copy would need both of T, whose values are not copied here.
impl<T: Send + Sync + 'static> Clone for Rows<T> {
    fn clone(&self) -> Rows<T> {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Rows<T> {}

impl<T: Send + Sync + 'static> Rows<T> {
    /// Reads pages with `ask`, each from where the one before ended, and begins with the first.
    pub fn new<F>(ask: impl Fn(Option<String>) -> F + Send + Sync + 'static) -> Rows<T>
    where
        F: Future<Output = Result<Paged<T>, ApiError>> + 'static,
    {
        let (items, next) = (RwSignal::new(Vec::new()), RwSignal::new(None::<Option<String>>));
        let busy = RwSignal::new(true);
        let take = move |page: Paged<T>| {
            items.update(|items| items.extend(page.items));
            next.set(Some(page.next_cursor));
            busy.set(false);
        };
        let rows = Rows {
            items,
            next,
            busy,
            loader: Loader::new(move || ask(next.get_untracked().flatten()), take),
        };
        Effect::new(move |_| rows.more());
        rows
    }

    /// Reads the next page. One that is on its way is given up, so that none comes twice.
    fn more(self) {
        self.busy.set(true);
        self.loader.ask_anew();
    }

    /// What follows the rows: that more is `loading`, why it is not, the way to more, or `empty` where there is none at all.
    pub fn foot(self, loading: &'static str, empty: fn() -> AnyView) -> AnyView {
        let retry = Callback::new(move |()| self.more());
        dynamic(move || match (self.loader.error.get(), self.next.get()) {
            (Some(error), _) => view! { <Failure error=error retry=Some(retry) /> }.into_any(),
            (None, Some(Some(_))) if !self.busy.get() => view! {
                <button type="button" class="button" on:click=tap(move || self.more())>
                    {texts::MORE}
                </button>
            }
            .into_any(),
            (None, Some(None)) if self.items.with(Vec::is_empty) => empty(),
            (None, Some(None)) => nothing(),
            (None, _) => view! {
                <p class="working" role="status">
                    {loading}
                </p>
            }
            .into_any(),
        })
    }
}

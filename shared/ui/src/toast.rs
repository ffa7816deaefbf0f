//! Short messages at the edge of the screen, with at most one thing to do about them.

use super::dynamic::tap;
use super::icon::Icon;
use super::page;
use leptos::prelude::*;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use texts::now::shared as texts;

/// How long a message stays at least.
const SHOWN: Duration = Duration::from_secs(7);
/// A message that somebody reads or is about to use stays until they are done; it is looked at again after so long.
const AGAIN: Duration = Duration::from_secs(1);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Success,
    Danger,
}

/// What a message offers.
#[derive(Clone)]
enum Offer {
    /// To do something about it. Not a signal of the page: a message outlives what offered it.
    Act(&'static str, Arc<dyn Fn() + Send + Sync>),
    /// To go to where there is more of it.
    Way(&'static str, String),
}

impl fmt::Debug for Offer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Offer::Act(label, _) | Offer::Way(label, _)) = self;
        out.write_str(label)
    }
}

#[derive(Debug, Clone)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
    offer: Option<Offer>,
    /// Until somebody closes it, for what is found nowhere else.
    stays: bool,
}

/// The messages shown at present; one for the app, in its context.
#[derive(Debug, Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last: StoredValue<u32>,
}

impl Toasts {
    pub fn provide() -> Toasts {
        let toasts = Toasts {
            shown: RwSignal::new(Vec::new()),
            last: StoredValue::new(0),
        };
        provide_context(toasts);
        toasts
    }

    /// The app's own.
    pub fn expect() -> Toasts {
        expect_context()
    }

    pub fn say(&self, tone: Tone, text: impl Into<String>) {
        self.show(tone, text.into(), None, false);
    }

    /// Says something that may be undone or done about.
    pub fn offer(
        &self,
        tone: Tone,
        text: String,
        label: &'static str,
        run: impl Fn() + Send + Sync + 'static,
    ) {
        self.show(tone, text, Some(Offer::Act(label, Arc::new(run))), false);
    }

    /// Says something with the way to where there is more of it.
    pub fn lead(&self, tone: Tone, text: String, label: &'static str, href: &str) {
        self.show(tone, text, Some(Offer::Way(label, href.to_owned())), false);
    }

    /// The same, until somebody has gone there or closes it.
    pub fn keep(&self, tone: Tone, text: String, label: &'static str, href: &str) {
        self.show(tone, text, Some(Offer::Way(label, href.to_owned())), true);
    }

    /// Takes those away that stay until somebody closes them: they lead to what is of somebody who is gone.
    pub fn forget_kept(self) {
        self.shown.update(|shown| shown.retain(|toast| !toast.stays));
    }

    fn show(self, tone: Tone, text: String, offer: Option<Offer>, stays: bool) {
        let id = self.last.get_value().wrapping_add(1);
        self.last.set_value(id);
        self.shown.update(|shown| {
            if shown.len() > 2
                && let Some(oldest) = shown.iter().position(|toast| !toast.stays && !is_used(toast.id))
            {
                shown.remove(oldest);
            }
            shown.push(Toast {
                id,
                tone,
                text,
                offer,
                stays,
            });
        });
        if !stays {
            set_timeout(move || self.hide_unused(id), SHOWN);
        }
    }

    /// Hides a message as soon as nobody points at it and the focus is not in it.
    fn hide_unused(self, id: u32) {
        if is_used(id) {
            set_timeout(move || self.hide_unused(id), AGAIN);
        } else {
            self.hide(id);
        }
    }

    fn hide(self, id: u32) {
        if matches(id, ":focus-within") {
            page::focus_in_place("contenido");
        }
        let _ = self
            .shown
            .try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Whether somebody points at a message, or has the focus in it. A finger points at nothing, although a browser takes for
/// pointed at what was touched last.
fn is_used(id: u32) -> bool {
    matches(id, ":focus-within") || (can_point() && matches(id, ":hover"))
}

fn can_point() -> bool {
    #[cfg(feature = "browser")]
    let can = matches!(window().match_media("(hover: hover)"), Ok(Some(query)) if query.matches());
    #[cfg(not(feature = "browser"))]
    let can = false;
    can
}

/// Whether a message is on the page and matches a selector.
fn matches(id: u32, selector: &str) -> bool {
    #[cfg(feature = "browser")]
    let matches = document()
        .get_element_by_id(&element_id(id))
        .is_some_and(|toast| toast.matches(selector).unwrap_or(false));
    #[cfg(not(feature = "browser"))]
    let matches = {
        let _ = (id, selector);
        false
    };
    matches
}

fn element_id(id: u32) -> String {
    format!("aviso-{id}")
}

/// Where the messages appear. Each is drawn once: others that come and go take neither the focus nor the pointer from it.
#[component]
pub fn ToastArea() -> AnyView {
    let toasts = Toasts::expect();
    view! {
        <div class="toasts" role="status">
            <For
                each=move || toasts.shown.get()
                key=|toast| toast.id
                children=move |toast| draw(toasts, toast)
            />
        </div>
    }
    .into_any()
}

fn draw(toasts: Toasts, toast: Toast) -> AnyView {
    let id = toast.id;
    let class = match toast.tone {
        Tone::Success => "toast toast--success",
        Tone::Danger => "toast toast--danger",
    };
    let offer = toast.offer.map(|offer| match offer {
        Offer::Act(label, run) => {
            let act = tap(move || {
                run();
                toasts.hide(id);
            });
            view! { <button type="button" class="toast__action" on:click=act>{label}</button> }.into_any()
        }
        Offer::Way(label, href) => {
            let gone = tap(move || toasts.hide(id));
            view! { <a class="toast__action" href=href on:click=gone>{label}</a> }.into_any()
        }
    });
    let close = toast.stays.then(|| {
        let close = tap(move || toasts.hide(id));
        view! {
            <button type="button" class="toast__action" aria-label=texts::CLOSE on:click=close>
                <Icon name="close" />
            </button>
        }
        .into_any()
    });
    view! { <div class=class id=element_id(id)><p>{toast.text}</p>{offer}{close}</div> }.into_any()
}

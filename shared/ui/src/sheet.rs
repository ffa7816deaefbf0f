//! A sheet over the page: the browser's own dialog, with its focus trap, its Escape key, and the way back that closes it.

use super::dynamic::{dynamic, listener, nothing, tap};
use super::icon::Icon;
use super::way_back;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use texts::now::shared as texts;

/// Opens and closes with `open`; it closes when another page is shown. Its children are drawn while it is open: `.sheet__body` and `.sheet__foot`, in a
/// form of their own where there is something to fill in.
#[component]
pub fn Sheet(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// Of the heading, which names the dialog.
    id: &'static str,
    /// At the right on large screens.
    #[prop(optional)]
    side: bool,
    /// While this holds it stays open: against a press beside it, the Escape key, and one step back, unless the browser passes over
    /// its entry. What is in it ends that first.
    #[prop(optional, into)]
    stays: Signal<bool>,
    children: ChildrenFn,
) -> AnyView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let path = use_location().pathname;
    // Its id for the way back while it is open.
    let lying = StoredValue::new(None::<i64>);
    let closed = move || {
        if let Some(id) = lying.try_update_value(Option::take).flatten() {
            way_back::closed(id);
        }
    };
    Effect::new(move |_| {
        let is_open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if !is_open {
            let was_open = lying.with_value(Option::is_some);
            closed();
            if was_open && stays.get_untracked() {
                // A browser closes it all the same at the second Escape, and the way back leaves its entry.
                open.set(true);
            } else if dialog.open() {
                dialog.close();
            }
            return;
        }
        if !dialog.open() {
            let _ = dialog.show_modal();
        }
        if lying.with_value(Option::is_none) {
            lying.set_value(Some(way_back::opened(open, path)));
        }
    });
    on_cleanup(closed);
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) && open.get_untracked() {
            open.set(false);
        }
        path
    });
    let cancel = listener(move |event| {
        if stays.get_untracked() {
            event.prevent_default();
        }
    });
    // A click on the dialog itself is a click beside what it shows.
    let beside: Box<dyn FnMut(leptos::ev::MouseEvent)> = Box::new(move |event| {
        if !stays.get_untracked()
            && dialog
                .get_untracked()
                .is_some_and(|dialog| event.target().is_some_and(|at| at == ****dialog))
        {
            open.set(false);
        }
    });
    view! {
        <dialog
            class=if side { "sheet sheet--side" } else { "sheet" }
            aria-labelledby=id
            node_ref=dialog
            on:cancel=cancel
            on:close=move |_| open.set(false)
            on:click=beside
        >
            {dynamic(move || {
                if !open.get() {
                    return nothing();
                }
                view! {
                    <div class="sheet__head">
                        <h2 class="sheet__title" id=id>
                            {title}
                        </h2>
                        {dynamic(move || if stays.get() { nothing() } else { close(open) })}
                    </div>
                    {children()}
                }
                    .into_any()
            })}
        </dialog>
    }
    .into_any()
}

fn close(open: RwSignal<bool>) -> AnyView {
    view! {
        <button
            type="button"
            class="button button--quiet button--icon"
            aria-label=texts::CLOSE
            on:click=tap(move || open.set(false))
        >
            <Icon name="close" />
        </button>
    }
    .into_any()
}

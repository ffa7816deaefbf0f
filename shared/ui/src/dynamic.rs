//! Views and listeners of one type each. What a browser loads grows with every type that is drawn, and every closure
//! is a type of its own: so what changes goes through these, and attributes through `Signal::derive`.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use std::cell::Cell;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

/// A view that is drawn again when what it reads has changed.
pub fn dynamic(draw: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    fn of_one_type(draw: Arc<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
        (move || draw()).into_any()
    }
    of_one_type(Arc::new(draw))
}

/// Nothing, as a view.
pub fn nothing() -> AnyView {
    ().into_any()
}

/// A view that takes time, such as one whose code is loaded when it is first wanted; `meanwhile` until it is there. It is drawn
/// at once where its code is there already, as it always is where the server draws pages.
pub fn later(
    mut view: Pin<Box<dyn Future<Output = AnyView>>>,
    meanwhile: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    if let Poll::Ready(view) = view.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        return view;
    }
    let (here, loaded) = (RwSignal::new(false), StoredValue::new_local(None::<AnyView>));
    let awaited = Awaited::new();
    leptos::task::spawn_local_scoped(async move {
        let view = view.await;
        let _ = loaded.try_set_value(Some(view));
        let _ = here.try_set(true);
        drop(awaited);
    });
    dynamic(move || match here.get() {
        true => loaded
            .try_update_value(Option::take)
            .flatten()
            .unwrap_or_else(nothing),
        false => meanwhile(),
    })
}

thread_local! {
    static AWAITED: Cell<usize> = const { Cell::new(0) };
}

/// Whether a view is still being waited for, of all that [`later`] has drawn.
pub fn is_waiting() -> bool {
    AWAITED.get() > 0
}

/// A view that is being waited for, until it is there or nobody wants it any more.
struct Awaited;

impl Awaited {
    fn new() -> Awaited {
        AWAITED.set(AWAITED.get() + 1);
        Awaited
    }
}

impl Drop for Awaited {
    fn drop(&mut self) {
        AWAITED.set(AWAITED.get().saturating_sub(1));
    }
}

/// A listener for clicks.
pub fn tap(act: impl FnMut() + 'static) -> Box<dyn FnMut(MouseEvent)> {
    let mut act = act;
    Box::new(move |_| act())
}

/// A listener for what is typed or chosen.
pub fn listener(act: impl FnMut(Event) + 'static) -> Box<dyn FnMut(Event)> {
    Box::new(act)
}

#[cfg(test)]
mod tests {
    use super::{is_waiting, later, nothing};
    use leptos::prelude::*;
    use std::future::ready;

    #[test]
    fn what_is_there_already_is_drawn_at_once() {
        let owner = Owner::new();
        owner.with(|| {
            let view = later(Box::pin(ready("there".into_any())), nothing);
            assert_eq!(view.to_html(), "there");
            assert!(!is_waiting());
        });
    }
}

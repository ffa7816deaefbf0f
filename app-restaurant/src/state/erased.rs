//! Memos and effects whose closures are behind a pointer: the code around them is then made once for each type of
//! value, not once for each closure, which keeps the bundle smaller.

use leptos::prelude::*;

/// A value that follows others, and tells only of changes.
pub fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    fn made<T: PartialEq + Send + Sync + 'static>(value: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| value())
    }
    made(Box::new(value))
}

/// Something that is done again whenever what it follows has changed.
pub fn effect(run: impl FnMut() + 'static) {
    fn made(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_| run());
    }
    made(Box::new(run));
}

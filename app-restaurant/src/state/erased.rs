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

/// Follows a memo whose value is of no interest here. To track it would not compute it, and what was never computed tells of no
/// change.
pub fn follow<T: Send + Sync + 'static>(memo: Memo<T>) {
    memo.with(|_| ());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_memo_hears_of_its_changes() {
        Owner::new().with(|| {
            let seconds = RwSignal::new(0);
            let turn = memo(move || seconds.get() / 15);
            let asked = StoredValue::new(0);
            let asks = memo(move || {
                follow(turn);
                asked.update_value(|asked| *asked += 1);
                asked.get_value()
            });
            assert_eq!(asks.get_untracked(), 1);
            seconds.set(14);
            assert_eq!(asks.get_untracked(), 1);
            seconds.set(15);
            assert_eq!(asks.get_untracked(), 2);
        });
    }
}

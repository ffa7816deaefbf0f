//! How many messages are not read.

use super::session::Session;
use leptos::lazy;
use leptos::prelude::*;
use rpc::notifications::my_notifications;

/// Loaded when somebody is signed in.
#[lazy]
async fn count_unread() -> Option<usize> {
    my_notifications(None).await.ok().map(|inbox| inbox.unread)
}

#[derive(Debug, Clone, Copy)]
pub struct Unread(RwSignal<usize>);

impl Unread {
    /// Counts for the one who is signed in.
    pub fn provide() -> Unread {
        let unread = Unread(RwSignal::new(0));
        provide_context(unread);
        let session = Session::expect();
        Effect::new(move |_| match session.customer() {
            Some(_) => unread.ask(),
            None => unread.set(0),
        });
        unread
    }

    pub fn expect() -> Unread {
        expect_context()
    }

    pub fn ask(self) {
        leptos::task::spawn_local(async move {
            if let Some(unread) = count_unread().await {
                self.set(unread);
            }
        });
    }

    pub fn get(self) -> usize {
        self.0.get()
    }

    pub fn set(self, unread: usize) {
        self.0.set(unread);
    }
}

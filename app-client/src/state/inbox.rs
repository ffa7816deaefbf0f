//! How many messages are not read.

use super::session::Session;
use api::ApiError;
use leptos::lazy;
use leptos::prelude::*;
use rpc::notifications::my_notifications;
use ui::resource::Loader;

/// Loaded when somebody is signed in.
#[lazy]
async fn count_unread() -> Result<usize, ApiError> {
    my_notifications(None).await.map(|inbox| inbox.unread)
}

#[derive(Debug, Clone, Copy)]
pub struct Unread {
    count: RwSignal<usize>,
    loader: Loader,
}

impl Unread {
    /// Counts for the one who is signed in.
    pub fn provide() -> Unread {
        let count = RwSignal::new(0);
        let loader = Loader::filling(count, count_unread);
        let unread = Unread { count, loader };
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
        self.loader.ask();
    }

    pub fn get(self) -> usize {
        self.count.get()
    }

    pub fn set(self, unread: usize) {
        self.count.set(unread);
    }
}

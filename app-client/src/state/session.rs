//! Who is signed in.

use leptos::prelude::*;
use shared::api::auth::{SignedInCustomer, who_am_i};
use shared::api::{ApiError, Code};
use shared::ui::storage;

/// Changed on every sign-in and sign-out, so that the other tabs notice.
const KEPT: &str = "session";

#[derive(Debug, Clone, PartialEq, Default)]
pub enum Who {
    #[default]
    Unknown,
    Visitor,
    Customer(SignedInCustomer),
}

#[derive(Debug, Clone, Copy)]
pub struct Session {
    who: RwSignal<Who>,
}

impl Session {
    pub fn provide() -> Session {
        let session = Session {
            who: RwSignal::new(Who::Unknown),
        };
        provide_context(session);
        session
    }

    pub fn expect() -> Session {
        expect_context()
    }

    /// Asks who is signed in, and again when another tab signs in or out.
    pub fn wake(self) {
        self.ask();
        storage::on_change(KEPT, move || self.ask());
    }

    /// Asks again, such as after a change of name.
    pub fn ask(self) {
        leptos::task::spawn_local(async move {
            match who_am_i().await {
                Ok(customer) => self.set(customer),
                // Unknown stays unknown: pages that need a customer say so when they call.
                Err(_) if self.who.with_untracked(|who| who == &Who::Unknown) => self.who.set(Who::Visitor),
                Err(_) => {}
            }
        });
    }

    pub fn who(self) -> Who {
        self.who.get()
    }

    pub fn customer(self) -> Option<SignedInCustomer> {
        match self.who.get() {
            Who::Customer(customer) => Some(customer),
            Who::Unknown | Who::Visitor => None,
        }
    }

    /// Who is signed in at this moment.
    pub fn customer_now(self) -> Option<SignedInCustomer> {
        untrack(move || self.customer())
    }

    /// Somebody has signed in or out in this tab.
    pub fn changed(self, customer: Option<SignedInCustomer>) {
        storage::keep(KEPT, &shared::ui::clock::device_time());
        self.set(customer);
    }

    /// Notices in an answer that the session is over. Gives the error back.
    pub fn notice(self, error: ApiError) -> ApiError {
        if error.code == Code::Unauthenticated {
            self.set(None);
        }
        error
    }

    fn set(self, customer: Option<SignedInCustomer>) {
        let who = customer.map_or(Who::Visitor, Who::Customer);
        if self.who.with_untracked(|before| before != &who) {
            self.who.set(who);
        }
    }
}

/// Where to go after signing in: a path of this site, never another site's address.
pub fn safe_return(path: Option<String>) -> Option<String> {
    path.filter(|path| {
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\n', '\t', '\r'])
    })
}

/// The way to sign-in that comes back to a path.
pub fn sign_in_path(back_to: &str) -> String {
    ["/ingresar?a=", back_to].concat()
}

#[cfg(test)]
mod tests {
    use super::safe_return;

    #[test]
    fn nobody_is_sent_to_another_site() {
        let back = |path: &str| safe_return(Some(path.to_owned()));
        assert_eq!(back("/pedido/entrega").as_deref(), Some("/pedido/entrega"));
        for wrong in [
            "//evil.pe",
            "https://evil.pe",
            "evil",
            "/\\evil.pe",
            "/\t/evil.pe",
            "",
        ] {
            assert_eq!(back(wrong), None, "{wrong}");
        }
        assert_eq!(safe_return(None), None);
    }
}

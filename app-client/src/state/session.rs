//! Who is signed in.

use super::personal;
use api::auth::SignedInCustomer;
use api::pages::Page;
use api::{ApiError, Code};
use domain::CustomerId;
use leptos::ev;
use leptos::prelude::*;
use rpc::auth::who_am_i;
use std::time::Duration;
use ui::resource::{Verdict, on_call};
use ui::{page, tabs};

/// Where nobody could say who is signed in, it is asked again after this time.
const AGAIN: Duration = Duration::from_secs(10);

/// Whose session is over and who has not come back after this time is taken for gone.
const COMES_BACK: Duration = Duration::from_secs(30 * 60);

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
    /// Why nobody could say who is signed in, while that is unknown.
    failure: RwSignal<Option<ApiError>>,
    /// Grows with every sign-in and sign-out, in this tab or another.
    number: StoredValue<u32>,
    /// Grows whenever what is kept of a customer is forgotten.
    ends: RwSignal<u32>,
    /// Who was signed in last on this page.
    last: StoredValue<Option<CustomerId>>,
}

/// The session in which something is asked: an answer that comes when there is another one already says nothing of that.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    session: Session,
    number: u32,
}

impl Session {
    pub fn provide() -> Session {
        let session = Session::new();
        provide_context(session);
        on_call(move || {
            let asked = session.asked();
            Some(Box::new(move |error| {
                if let Some(error) = error {
                    asked.notice(error.clone());
                }
                Verdict::Take
            }))
        });
        session
    }

    fn new() -> Session {
        Session {
            who: RwSignal::new(Who::Unknown),
            failure: RwSignal::new(None),
            number: StoredValue::new(0),
            ends: RwSignal::new(0),
            last: StoredValue::new(None),
        }
    }

    pub fn expect() -> Session {
        expect_context()
    }

    /// Asks who is signed in, and again when another tab signs in or out, or the server says that it is somebody else.
    pub fn wake(self) {
        self.ask();
        rpc::on_answer(move |heard| {
            if heard.other_caller {
                self.ask();
            }
        });
        tabs::on_news(KEPT, move |left| self.hear_of_other_tab(left));
        // Nobody could say before: there is a connection again, or the server has had its rest.
        let unknown = move || self.failure.with_untracked(Option::is_some);
        window_event_listener(ev::online, move |_| {
            if unknown() {
                self.ask();
            }
        });
        set_interval(
            move || {
                if unknown() {
                    self.ask();
                }
            },
            AGAIN,
        );
    }

    /// Another tab has signed somebody in, or out. Who has left on purpose is not waited for, although this tab may have
    /// noticed the end of the session before it could know that it was meant.
    fn hear_of_other_tab(self, left: bool) {
        if left {
            return self.forget_who_left();
        }
        self.number.update_value(|number| *number += 1);
        self.ask();
    }

    /// Asks again, such as after a change of name.
    pub fn ask(self) {
        self.forget_failure();
        let asked = self.asked();
        leptos::task::spawn_local(async move {
            let answer = who_am_i().await;
            asked.learn(answer);
        });
    }

    /// To be called when something is asked; what it gives takes the answer.
    pub fn asked(self) -> Asked {
        Asked {
            session: self,
            number: self.number.get_value(),
        }
    }

    pub fn who(self) -> Who {
        self.who.get()
    }

    pub fn failure(self) -> Option<ApiError> {
        self.failure.get()
    }

    pub fn customer(self) -> Option<SignedInCustomer> {
        match self.who.get() {
            Who::Customer(customer) => Some(customer),
            Who::Unknown | Who::Visitor => None,
        }
    }

    #[cfg(test)]
    fn who_now(self) -> Who {
        self.who.get_untracked()
    }

    /// How often what is kept of a customer was forgotten on this page; followed.
    pub fn ends(self) -> u32 {
        self.ends.get()
    }

    /// Who is signed in at this moment.
    pub fn customer_now(self) -> Option<SignedInCustomer> {
        untrack(move || self.customer())
    }

    /// Somebody has signed in or out in this tab.
    pub fn changed(self, customer: Option<SignedInCustomer>) {
        match customer {
            Some(customer) => {
                self.begin(Some(customer));
                tabs::tell_signed_in(KEPT);
            }
            None => {
                self.end();
                tabs::tell_left(KEPT);
            }
        }
    }

    /// Another session, or none, in place of the one before; it may be the same customer's. What is kept of somebody else is
    /// forgotten.
    fn begin(self, customer: Option<SignedInCustomer>) {
        self.number.update_value(|number| *number += 1);
        if let Some(id) = customer.as_ref().map(|customer| &customer.customer_id) {
            let here = self
                .last
                .try_update_value(|last| last.replace(id.clone()))
                .flatten();
            let other_here = here.is_some_and(|here| here != *id);
            let other_kept = personal::is_of(id);
            if other_here || other_kept {
                self.ends.update(|ends| *ends += 1);
            }
        }
        self.set(customer);
    }

    /// Nobody is signed in any more, or somebody was who has not come back.
    fn end(self) {
        self.begin(None);
        let here = self.last.try_update_value(Option::take).flatten();
        let kept = personal::is_of_nobody();
        if here.is_some() || kept {
            self.ends.update(|ends| *ends += 1);
        }
    }

    /// Whose session is over may come back to what they have filled in. After a while they are taken for gone: on a device that
    /// others use as well, nothing of them stays.
    fn wait_for_return(self) {
        let number = self.number.get_value();
        let left = move || {
            if self.number.try_get_value() == Some(number) {
                self.forget_who_left();
            }
        };
        if cfg!(feature = "csr") {
            set_timeout(left, COMES_BACK);
        }
    }

    /// Nobody is signed in any more. What this page shows of a customer goes with them.
    fn forget_who_left(self) {
        let ends = self.ends.get_untracked();
        self.end();
        if self.ends.get_untracked() != ends {
            page::reload();
        }
    }

    /// Pages are drawn again when this changes, which would lose what somebody is writing.
    fn forget_failure(self) {
        if self.failure.with_untracked(Option::is_some) {
            self.failure.set(None);
        }
    }

    fn set(self, customer: Option<SignedInCustomer>) {
        rpc::call_as(customer.as_ref().map(|customer| customer.customer_id.to_string()));
        let who = customer.map_or(Who::Visitor, Who::Customer);
        self.forget_failure();
        if self.who.with_untracked(|before| before != &who) {
            self.who.set(who);
        }
    }
}

impl Asked {
    fn is_over(self) -> bool {
        self.session.number.try_get_value() != Some(self.number)
    }

    /// Notices in an answer that the session is over in which it was asked for. Gives the error back.
    pub fn notice(self, error: ApiError) -> ApiError {
        if error.code == Code::Unauthenticated && !self.is_over() {
            self.session.begin(None);
            self.session.wait_for_return();
        }
        error
    }

    /// Takes what the server says about who is signed in.
    fn learn(self, answer: Result<Option<SignedInCustomer>, ApiError>) {
        let who = self.session.who;
        match answer {
            _ if self.is_over() => {}
            Ok(customer) => {
                let said = customer.clone().map_or(Who::Visitor, Who::Customer);
                let news = who.with_untracked(|before| before != &said);
                let ends = self.session.ends.get_untracked();
                match customer {
                    Some(customer) if news => self.session.begin(Some(customer)),
                    None if news => self.session.end(),
                    _ => {}
                }
                // Somebody has left in another tab, or long ago: what this page shows of them goes with them.
                if self.session.ends.get_untracked() != ends {
                    page::reload();
                }
            }
            // An error of the server is no answer to who is signed in: the session is not taken for ended.
            Err(error) if who.with_untracked(|who| who == &Who::Unknown) => {
                self.session.failure.set(Some(error));
            }
            Err(_) => {}
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
    [Page::SignIn.href(), "?a=", back_to].concat()
}

#[cfg(test)]
mod tests;

//! Who is signed in.

use super::fate::Fate;
use api::ApiError;
use api::auth::{Credentials, SignedInStaff};
use api::staff::Joining;
use domain::staff::{Permission, Role};
use domain::stage::Stage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::auth::{staff_sign_in, staff_sign_out, staff_who_am_i};
use rpc::staff::join;
use rpc::tablets::pin_sign_in;
use ui::{page, tabs};

#[derive(Debug, Clone, Copy)]
pub struct Session {
    me: RwSignal<Option<SignedInStaff>>,
    /// The server no longer knows this session: the work waits for the password.
    expired: RwSignal<bool>,
    /// Somebody has left on purpose: the next one begins at their own work, not where this one was.
    left: StoredValue<bool>,
    /// Grows with every sign-in.
    number: StoredValue<u32>,
}

/// The session in which something is asked: an answer that comes when there is another one already says nothing of that.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    session: Session,
    number: u32,
    /// The device had a network then.
    connected: bool,
}

/// Changed on every sign-in and sign-out, so that the other tabs of the browser notice.
const KEPT: &str = "consola.sesion";

impl Session {
    pub fn provide(me: Option<SignedInStaff>) -> Session {
        let session = Session::new(me);
        provide_context(session);
        session
    }

    fn new(me: Option<SignedInStaff>) -> Session {
        Session {
            me: RwSignal::new(me),
            expired: RwSignal::new(false),
            left: StoredValue::new(false),
            number: StoredValue::new(0),
        }
    }

    pub fn expect() -> Session {
        expect_context()
    }

    /// Follows who is signed in: another tab of this browser may sign somebody in or out, and the server may say that it is
    /// somebody else.
    pub fn follow(self) {
        rpc::call_as(self.me_now().map(|me| me.id));
        tabs::on_news(KEPT, move |left| self.hear_of_other_tab(left));
        rpc::on_answer(move |heard| {
            if heard.other_caller {
                self.look();
            }
        });
    }

    /// Another tab has signed somebody in, or out. Out ends what waits for the password here as well: this tab may have
    /// noticed the end of the session before it could know that it was meant.
    fn hear_of_other_tab(self, left: bool) {
        match left {
            true => self.forget(),
            false => self.look(),
        }
    }

    /// Asks who is signed in. Where nobody can say it, it stays as it is.
    fn look(self) {
        let asked = self.asked();
        spawn_local(async move {
            if let Ok(me) = staff_who_am_i().await {
                asked.learn(me);
            }
        });
    }

    /// Another tab has signed somebody in, or out.
    fn set(self, me: Option<SignedInStaff>) {
        match me {
            Some(me) => self.begin(me),
            None => self.forget(),
        }
    }

    /// Who is signed in; followed.
    pub fn me(&self) -> Option<SignedInStaff> {
        self.me.get()
    }

    /// Who is signed in; not followed.
    pub fn me_now(&self) -> Option<SignedInStaff> {
        self.me.try_get_untracked().flatten()
    }

    /// Whether who is signed in came in with a PIN; followed.
    pub fn by_pin(&self) -> bool {
        self.me.with(|me| me.as_ref().is_some_and(|me| me.by_pin))
    }

    /// The role of the one who is signed in; followed.
    pub fn role(&self) -> Option<Role> {
        self.me.with(|me| me.as_ref().map(|me| me.role))
    }

    pub fn signed_in(&self) -> bool {
        self.me.with(Option::is_some)
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.role().is_some_and(|role| role.may(permission))
    }

    /// Whether the one who is signed in may do this; not followed.
    pub fn may_now(&self, permission: Permission) -> bool {
        self.me_now().is_some_and(|me| me.role.may(permission))
    }

    /// Whether the one who is signed in works at a stage at all.
    pub fn works_at(&self, stage: Stage) -> bool {
        self.may(Permission::Work(stage))
    }

    pub fn expired(&self) -> bool {
        self.expired.get()
    }

    /// Whether the work waits for the password; not followed.
    pub fn has_expired(&self) -> bool {
        self.expired.try_get_untracked() == Some(true)
    }

    /// To be called when something is asked; what it gives takes the answer that the server does not know the session.
    pub fn asked(self) -> Asked {
        Asked {
            session: self,
            number: self.number.try_get_value().unwrap_or_default(),
            connected: page::is_connected(),
        }
    }

    pub async fn sign_in(self, credentials: Credentials) -> Result<SignedInStaff, ApiError> {
        let me = staff_sign_in(credentials).await?;
        self.begin(me.clone());
        tabs::tell_signed_in(KEPT);
        Ok(me)
    }

    /// Begins the session of somebody who was invited.
    pub async fn join(self, joining: Joining) -> Result<SignedInStaff, ApiError> {
        let me = join(joining).await?;
        self.begin(me.clone());
        tabs::tell_signed_in(KEPT);
        Ok(me)
    }

    /// Begins the session of somebody who has said with a PIN who they are, on a tablet that several share.
    pub async fn sign_in_with_pin(self, username: String, pin: String) -> Result<SignedInStaff, ApiError> {
        let me = pin_sign_in(username, pin).await?;
        self.begin(me.clone());
        tabs::tell_signed_in(KEPT);
        Ok(me)
    }

    fn begin(self, me: SignedInStaff) {
        rpc::call_as(Some(me.id.clone()));
        self.number.update_value(|number| *number += 1);
        if self.me_now().as_ref() != Some(&me) {
            self.me.set(Some(me));
        }
        self.expired.set(false);
    }

    /// Ends the session on the server; [`Session::leave`] then ends it here.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        staff_sign_out().await
    }

    /// Somebody has signed out.
    pub fn leave(self) {
        self.left.set_value(true);
        self.forget();
        tabs::tell_left(KEPT);
    }

    /// The tablet was locked: who comes in next goes on where this one was, if it is their work.
    pub fn lock(self) {
        self.forget();
        tabs::tell_left(KEPT);
    }

    /// Whether somebody has just left on purpose; asked once.
    pub fn take_left(self) -> bool {
        self.left.try_update_value(std::mem::take).unwrap_or(false)
    }

    /// Nobody is signed in any more.
    pub fn forget(self) {
        rpc::call_as(None);
        self.number.update_value(|number| *number += 1);
        self.expired.set(false);
        if self.me_now().is_some() {
            self.me.set(None);
        }
    }
}

impl Asked {
    /// Whether somebody has signed in since.
    pub fn is_over(self) -> bool {
        self.session.number.try_get_value() != Some(self.number)
    }

    /// What became of what was asked, as far as its error says.
    pub fn fate(self, error: &ApiError) -> Fate {
        Fate::of(error, self.connected)
    }

    /// Takes what the server says about who is signed in. A session that is over waits for the password, here or in another
    /// tab.
    fn learn(self, me: Option<SignedInStaff>) {
        let Asked { session, .. } = self;
        let waits = session.has_expired();
        let same = session.me_now() == me && !waits;
        if !same && !self.is_over() && (me.is_some() || !waits) {
            session.set(me);
        }
    }

    /// The server does not know the session in which it was asked.
    pub fn expire(self) {
        // Said once: who types the password would lose it with every further answer.
        let known = self.session.has_expired();
        if self.session.me_now().is_some() && !self.is_over() && !known {
            let _ = self.session.expired.try_set(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cook() -> SignedInStaff {
        SignedInStaff {
            id: "u_1".into(),
            username: "cocina".into(),
            name: "Rosa".into(),
            role: Role::Cook,
            restaurant: "Pardos".into(),
            by_pin: false,
        }
    }

    #[test]
    fn an_answer_to_an_old_question_ends_no_newer_session() {
        let owner = Owner::new();
        owner.with(|| {
            let session = Session::new(Some(cook()));
            let (before, late) = (session.asked(), session.asked());
            before.expire();
            assert!(session.has_expired());
            session.begin(cook());
            assert!(!session.has_expired() && late.is_over());
            late.expire();
            assert!(!session.has_expired());
            session.asked().expire();
            assert!(session.has_expired());
            session.forget();
            session.asked().expire();
            assert!(!session.has_expired(), "nobody is there");
        });
    }

    #[test]
    fn who_is_signed_in_in_another_tab_is_so_here() {
        let owner = Owner::new();
        owner.with(|| {
            let session = Session::new(Some(cook()));
            let elmer = SignedInStaff {
                id: "u_2".into(),
                name: "Elmer".into(),
                ..cook()
            };
            let (first, second) = (session.asked(), session.asked());
            first.learn(Some(elmer.clone()));
            assert_eq!(session.me_now(), Some(elmer.clone()));
            second.learn(Some(cook()));
            assert_eq!(session.me_now(), Some(elmer), "asked before Elmer came");
            session.asked().learn(None);
            assert_eq!(session.me_now(), None);
        });
    }

    #[test]
    fn who_left_in_another_tab_is_not_asked_to_come_back_in_this_one() {
        let owner = Owner::new();
        owner.with(|| {
            let session = Session::new(Some(cook()));
            session.asked().expire();
            assert!(session.has_expired(), "the server had already ended it");
            session.hear_of_other_tab(true);
            assert_eq!(session.me_now(), None);
            assert!(!session.has_expired());
        });
    }
}

//! Sessions on tablets that several people share: begun with a PIN, locked when nobody touches the tablet, and ended when the next
//! person comes in. There is one for each tablet at a time.

use super::pins::put_pin;
use super::store::{Holder, SessionRecord, UserRecord, put_session, session_key};
use super::tablets::{Seat, put_tablet_at};
use super::tokens::Refresh;
use super::{AuthService, origin};
use crate::auth::SignIn;
use crate::caller::Caller;
use crate::error::Error;
use crate::retry;
use api::Code;
use api::auth::{App, Bell};
use domain::TenantId;
use domain::customer::check_username;
use ports::documents::{Document, Expect};
use texts::now::errors as texts;

/// What a PIN comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guess {
    Right,
    /// How many more may be wrong.
    Wrong {
        left: u32,
    },
    /// It is not even looked at.
    Locked,
}

impl AuthService {
    /// Signs somebody in on a registered tablet with their PIN, and ends the session there was on it. 401 `wrong_credentials` for a
    /// wrong one, which counts, on whichever tablet; 409 `pin_locked` from the fifth on; 401 where the tablet is not registered.
    /// Anybody at the tablet.
    pub async fn sign_in_with_pin(
        &self,
        caller: &Caller,
        tablet: &str,
        username: &str,
        pin: &str,
    ) -> Result<SignIn, Error> {
        let address = origin(caller);
        self.failures_of_address.check(&address, self.clock.now())?;
        // Each wrong one is counted before it is answered: those that come at once are counted as well.
        let guessed = retry::change(retry::ATTEMPTS_AMONG_MANY, || {
            self.try_pin(&caller.tenant, tablet, username, pin)
        });
        let guessed = guessed.await;
        let failed = match &guessed {
            Ok(signed_in) => signed_in.is_err(),
            Err(error) => error.code() == Code::Unauthenticated,
        };
        if failed {
            self.failures_of_address.count(&address, self.clock.now());
        }
        guessed?
    }

    /// `None` where somebody else was faster; a wrong PIN is an error inside, once it is counted.
    async fn try_pin(
        &self,
        tenant: &TenantId,
        tablet: &str,
        username: &str,
        pin: &str,
    ) -> Result<Option<Result<SignIn, Error>>, Error> {
        let at = self.tablet_of(tenant, tablet).await?;
        let (mut tablet, tablet_document) =
            at.ok_or_else(|| Error::new(Code::Unauthenticated, texts::TABLET_UNKNOWN))?;
        let nobody = || Error::new(Code::WrongCredentials, texts::NO_PIN);
        let username = check_username(username).map_err(|_| nobody())?;
        let user = self.staff(tenant, &username).await?.filter(UserRecord::is_active);
        let known = self.pin(tenant, &username).await?;
        let (Some(user), Some((record, pin_document))) = (user, known) else {
            return Err(nobody());
        };
        let now = self.clock.now();
        let right = self.is_pin(tenant, &record, pin);
        let (record, guess) = record.guess(right, now);
        let counted = put_pin(&record, Expect::Version(pin_document.version))?;
        match guess {
            Guess::Locked => Err(Error::new(Code::PinLocked, texts::PIN_LOCKED)),
            Guess::Wrong { left } => {
                let mut writes = vec![counted];
                if left == 0 {
                    writes.push(Self::noted_lock(&user, &tablet.name, now)?);
                }
                let code = match left {
                    0 => Code::PinLocked,
                    _ => Code::WrongCredentials,
                };
                let refused = Error::new(code, texts::wrong_pin(left));
                retry::unless_overtaken(self.commit_writes(tenant, writes).await, Err(refused))
            }
            Guess::Right => {
                let (tokens, session) = self.new_session_by_pin(tenant, &user, now)?;
                let family = Refresh::parse(&tokens.refresh)
                    .ok_or_else(Error::internal)?
                    .family;
                let seat = Seat {
                    account: user.account(),
                    family,
                    username: user.username.clone(),
                    name: user.name.clone(),
                };
                let mut writes = vec![counted, session];
                writes.extend(tablet.seat(seat, now));
                writes.push(put_tablet_at(tablet_document, &tablet)?);
                let signed_in = SignIn {
                    caller: user.holder().caller(tenant, true),
                    tokens,
                };
                retry::unless_overtaken(self.commit_writes(tenant, writes).await, Ok(signed_in))
            }
        }
    }

    /// A session that was begun on a tablet in another way, with a password, becomes the one of that tablet: it is locked with it,
    /// and ends with it. What there was on it before ends. Nothing happens where the tablet is not registered, or the session is over.
    pub async fn take_seat(&self, tenant: &TenantId, tablet: &str, refresh: &str) -> Result<(), Error> {
        let Some(refresh) = Refresh::parse(refresh) else {
            return Ok(());
        };
        let seated = retry::change(retry::ATTEMPTS, || async {
            let Some((mut tablet, document)) = self.tablet_of(tenant, tablet).await? else {
                return Ok(Some(()));
            };
            let Some((session, _)) = self.session_of(tenant, &refresh).await? else {
                return Ok(Some(()));
            };
            let seat = seat(&refresh, &session.holder);
            if tablet.seat.as_ref() == Some(&seat) {
                return Ok(Some(()));
            }
            let ended = tablet.seat(seat, self.clock.now());
            let writes = ended
                .into_iter()
                .chain([put_tablet_at(document, &tablet)?])
                .collect();
            retry::unless_overtaken(self.commit_writes(tenant, writes).await, ())
        });
        seated.await
    }

    /// Locks the session of a refresh token on a tablet: its tokens are of no use any more, but what counts the orders that wait goes
    /// on. `false` where the tablet is not registered or the session is over: there is nothing to lock.
    pub async fn lock(&self, tenant: &TenantId, tablet: &str, refresh: &str) -> Result<bool, Error> {
        let Some(refresh) = Refresh::parse(refresh) else {
            return Ok(false);
        };
        self.take_seat(tenant, tablet, &refresh.text()).await?;
        let locked = retry::change(retry::ATTEMPTS, || async {
            if self.tablet_of(tenant, tablet).await?.is_none() {
                return Ok(Some(false));
            }
            let Some((mut session, document)) = self.session_of(tenant, &refresh).await? else {
                return Ok(Some(false));
            };
            if session.locked_at.is_some() {
                return Ok(Some(true));
            }
            session.locked_at = Some(self.clock.now());
            let write = put_session(document.key, &session, Expect::Version(document.version))?;
            retry::unless_overtaken(self.commit_writes(tenant, vec![write]).await, true)
        });
        locked.await
    }

    /// What counts the orders that wait for who is at a tablet, or was there when it was locked, for twelve hours from now on. `None`
    /// where nobody was, or their session has ended since.
    pub(super) async fn bell_of(
        &self,
        tenant: &TenantId,
        seat: Option<&Seat>,
    ) -> Result<Option<Bell>, Error> {
        let Some(seat) = seat else { return Ok(None) };
        let key = session_key(&seat.account, &seat.family);
        let Some(document) = self.documents.get(tenant, &key).await? else {
            return Ok(None);
        };
        let session: SessionRecord = document.read()?;
        if let Some(since) = self.changed_since(tenant, &seat.account).await?
            && since.check(session.holder.generation).is_err()
        {
            return Ok(None);
        }
        let bell = self.bell(tenant, &session, &seat.family, self.clock.now())?;
        Ok(Some(bell))
    }

    /// The session of a refresh token that is one of its own.
    async fn session_of(
        &self,
        tenant: &TenantId,
        refresh: &Refresh,
    ) -> Result<Option<(SessionRecord, Document)>, Error> {
        let found = self.session(tenant, refresh).await?;
        Ok(found.filter(|(session, _)| session.app == App::Console && session.is_of(refresh)))
    }
}

fn seat(refresh: &Refresh, holder: &Holder) -> Seat {
    Seat {
        account: refresh.username.clone(),
        family: refresh.family.clone(),
        username: holder.username.clone(),
        name: holder.name.clone(),
    }
}

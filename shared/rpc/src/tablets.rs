//! Tablets that several people of the staff share, and the PINs with which they switch on them.

use api::ApiError;
#[cfg(feature = "ssr")]
use api::auth::App;
use api::auth::SignedInStaff;
use api::staff::{NewPin, StaffMember, StaffPin};
use api::tablets::{Door, Tablet, TabletChange, Tablets};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// What this tablet shows where nobody is signed in, if it is registered. Anybody.
#[server(name = DoorCall, prefix = "/rpc/auth", endpoint = "door", input = Json, client = super::Reading)]
pub async fn door() -> Result<Option<Door>, ApiError> {
    use super::context::{SessionChange, at_the_door};
    at_the_door(async |exchange, services, caller| {
        let Some(token) = &exchange.tablet else {
            return Ok(None);
        };
        let Some(open) = services.auth.door(&caller.tenant, token).await? else {
            return Ok(None);
        };
        exchange.change_session(SessionChange::Tablet(open.kept));
        if let (Ok(None), Some(bell)) = (&exchange.staff, open.bell) {
            exchange.change_session(SessionChange::Bell(bell));
        }
        Ok(Some(open.door))
    })
    .await
}

/// Signs somebody in on this tablet with their PIN, in place of who was. Anybody at a registered tablet.
#[server(name = PinSignInCall, prefix = "/rpc/auth", endpoint = "pin-sign-in", input = Json, client = super::Writing)]
pub async fn pin_sign_in(username: String, pin: String) -> Result<SignedInStaff, ApiError> {
    use super::context::{SessionChange, at_the_door};
    at_the_door(async |exchange, services, caller| {
        let token = exchange.tablet.as_deref().unwrap_or_default();
        let signed_in = services
            .auth
            .sign_in_with_pin(&caller, token, &username, &pin)
            .await?;
        exchange.change_session(SessionChange::Start(App::Console, signed_in.tokens));
        super::auth::signed_in_staff(&services, &signed_in.caller).await
    })
    .await
}

/// Locks the session on this tablet, and says what it shows from now on. Where it is not registered, the session ends, and there is
/// nothing to show. Anybody: where nobody is signed in there is nothing to lock.
#[server(name = LockCall, prefix = "/rpc/auth", endpoint = "lock", input = Json, client = super::Writing)]
pub async fn lock_tablet() -> Result<Option<Door>, ApiError> {
    use super::context::{SessionChange, at_the_door};
    at_the_door(async |exchange, services, caller| {
        let (tenant, token) = (&caller.tenant, exchange.tablet.as_deref().unwrap_or_default());
        let refresh = exchange.refresh.console.as_deref().unwrap_or_default();
        let locked = services.auth.lock(tenant, token, refresh).await?;
        let open = services.auth.door(tenant, token).await?;
        let bell = open.as_ref().and_then(|open| open.bell.clone());
        match bell {
            // It was locked just now, or before by a call whose answer was lost.
            Some(bell) => {
                exchange.change_session(SessionChange::Lock);
                exchange.change_session(SessionChange::Bell(bell));
            }
            None => {
                if !locked {
                    services.auth.sign_out(tenant, refresh).await?;
                }
                exchange.change_session(SessionChange::End(App::Console));
            }
        }
        Ok(open.map(|open| open.door))
    })
    .await
}

/// Registers this tablet. Managers.
#[server(name = RegisterTabletCall, prefix = "/rpc/auth", endpoint = "register-tablet", input = Json, client = super::Writing)]
pub async fn register_tablet(name: String) -> Result<Door, ApiError> {
    use super::context::{SessionChange, own_session};
    own_session(async |exchange, services, caller| {
        let refresh = exchange.refresh.console.as_deref();
        let kept = services.auth.register_tablet(&caller, &name, refresh).await?;
        let open = services.auth.door(&caller.tenant, &kept.token).await?;
        exchange.change_session(SessionChange::Tablet(kept));
        open.map(|open| open.door).ok_or_else(services::Error::not_found)
    })
    .await
}

/// The tablets of the restaurant. Managers.
#[server(name = TabletsCall, prefix = "/rpc/auth", endpoint = "tablets", input = Json, client = super::Reading)]
pub async fn tablets() -> Result<Tablets, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageStaff, async |services, caller| {
        services.auth.tablets(&caller).await
    })
    .await
}

/// Changes a tablet. Managers.
#[server(name = ChangeTabletCall, prefix = "/rpc/auth", endpoint = "change-tablet", input = Json, client = super::Writing)]
pub async fn change_tablet(id: String, change: TabletChange) -> Result<Tablet, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageStaff, async |services, caller| {
        services.auth.change_tablet(&caller, &id, &change).await
    })
    .await
}

/// Takes a tablet off the list, and ends the session on it, unless that is the caller's. Managers.
#[server(name = RemoveTabletCall, prefix = "/rpc/auth", endpoint = "remove-tablet", input = Json, client = super::Writing)]
pub async fn remove_tablet(id: String) -> Result<(), ApiError> {
    super::context::own_session(async |exchange, services, caller| {
        let refresh = exchange.refresh.console.as_deref();
        services.auth.remove_tablet(&caller, &id, refresh).await
    })
    .await
}

/// Gives somebody a PIN, and says it this once. Managers.
#[server(name = GivePinCall, prefix = "/rpc/auth", endpoint = "give-pin", input = Json, client = super::Writing)]
pub async fn give_pin(username: String, new: NewPin) -> Result<StaffPin, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageStaff, async |services, caller| {
        services.auth.give_pin(&caller, &username, &new).await
    })
    .await
}

/// Lets somebody's PIN be tried again. Managers.
#[server(name = UnlockPinCall, prefix = "/rpc/auth", endpoint = "unlock-pin", input = Json, client = super::Writing)]
pub async fn unlock_pin(username: String) -> Result<StaffMember, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageStaff, async |services, caller| {
        services.auth.unlock_pin(&caller, &username).await
    })
    .await
}

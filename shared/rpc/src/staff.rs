//! The people who work in the restaurant, for its managers, and one's own password.

use api::ApiError;
use api::account::PasswordChange;
#[cfg(feature = "ssr")]
use api::auth::App;
use api::staff::{NewStaffMember, StaffChange, StaffList, StaffMember, StaffPassword};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// Everybody. Managers.
#[server(name = StaffMembersCall, prefix = "/rpc/auth", endpoint = "staff-members", input = Json, client = super::Reading)]
pub async fn staff_members() -> Result<StaffList, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageStaff, async |services, caller| {
        services.auth.staff_members(&caller).await
    })
    .await
}

/// Adds somebody, and says their first password this once. Managers.
#[server(name = HireCall, prefix = "/rpc/auth", endpoint = "hire", input = Json, client = super::Writing)]
pub async fn hire(person: NewStaffMember) -> Result<StaffPassword, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageStaff, async |services, caller| {
        services.auth.hire(&caller, &person).await
    })
    .await
}

/// Changes somebody from the version that was read. Managers.
#[server(name = ChangeStaffMemberCall, prefix = "/rpc/auth", endpoint = "change-staff-member", input = Json, client = super::Writing)]
pub async fn change_staff_member(
    username: String,
    change: StaffChange,
    version: u64,
) -> Result<StaffMember, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageStaff, async |services, caller| {
        let changed = services
            .auth
            .change_staff_member(&caller, &username, &change, Some(version));
        Ok(changed.await?.record)
    })
    .await
}

/// Gives somebody a new password, and says it this once. Managers.
#[server(name = GivePasswordCall, prefix = "/rpc/auth", endpoint = "give-password", input = Json, client = super::Writing)]
pub async fn give_password(username: String) -> Result<StaffPassword, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageStaff, async |services, caller| {
        services.auth.give_password(&caller, &username).await
    })
    .await
}

/// Changes one's own password and signs out everywhere else. The staff.
#[server(name = ChangeOwnPasswordCall, prefix = "/rpc/auth", endpoint = "change-own-password", input = Json, client = super::Writing)]
pub async fn change_own_password(change: PasswordChange) -> Result<(), ApiError> {
    use super::context::{SessionChange, own_session};
    own_session(async |exchange, services, caller| {
        let signed_in = services.auth.change_password(&caller, change).await?;
        exchange.change_session(SessionChange::Start(App::Console, signed_in.tokens));
        Ok(())
    })
    .await
}

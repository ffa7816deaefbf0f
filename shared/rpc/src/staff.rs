//! The people who work in the restaurant, for its managers, and one's own password.

use api::ApiError;
use api::account::PasswordChange;
#[cfg(feature = "ssr")]
use api::auth::App;
use api::auth::SignedInStaff;
use api::staff::{
    InvitationLink, Invitations, Invited, Joining, NewInvitation, NewStaffMember, StaffChange, StaffList,
    StaffMember, StaffPassword,
};
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
        exchange.take_seat(&services, &signed_in.tokens).await?;
        exchange.change_session(SessionChange::Start(App::Console, signed_in.tokens));
        Ok(())
    })
    .await
}

/// The invitations that nobody has used yet. Managers.
#[server(name = InvitationsCall, prefix = "/rpc/auth", endpoint = "invitations", input = Json, client = super::Reading)]
pub async fn invitations() -> Result<Invitations, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageStaff, async |services, caller| {
        services.auth.invitations(&caller).await
    })
    .await
}

/// Invites somebody, and gives the link this once. Managers.
#[server(name = InviteCall, prefix = "/rpc/auth", endpoint = "invite", input = Json, client = super::Writing)]
pub async fn invite(person: NewInvitation) -> Result<InvitationLink, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageStaff, async |services, caller| {
        services.auth.invite(&caller, &person).await
    })
    .await
}

/// Makes the link of an invitation useless. Managers.
#[server(name = WithdrawInvitationCall, prefix = "/rpc/auth", endpoint = "withdraw-invitation", input = Json, client = super::Writing)]
pub async fn withdraw_invitation(id: String) -> Result<(), ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::ManageStaff, async |services, caller| {
        services.auth.withdraw_invitation(&caller, &id).await
    })
    .await
}

/// To whom an invitation was given. Anybody who has its code.
#[server(name = InvitedCall, prefix = "/rpc/auth", endpoint = "invited", input = Json, client = super::Reading)]
pub async fn invited(code: String) -> Result<Invited, ApiError> {
    super::context::at_the_door(async |_, services, caller| services.auth.invited(&caller, &code).await).await
}

/// Makes the account of somebody who was invited, and signs them in to the console. Anybody who has its code.
#[server(name = JoinCall, prefix = "/rpc/auth", endpoint = "join", input = Json, client = super::Writing)]
pub async fn join(joining: Joining) -> Result<SignedInStaff, ApiError> {
    use super::context::{SessionChange, at_the_door};
    at_the_door(async |exchange, services, caller| {
        let signed_in = services.auth.join(&caller, &joining).await?;
        exchange.take_seat(&services, &signed_in.tokens).await?;
        exchange.change_session(SessionChange::Start(App::Console, signed_in.tokens));
        super::auth::signed_in_staff(&services, &signed_in.caller).await
    })
    .await
}

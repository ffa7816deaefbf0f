//! The people who work in a restaurant, as its managers see and change them.

use domain::staff::Role;
use domain::{StaffId, Timestamp};
use serde::{Deserialize, Serialize};

/// Maximum number of people of a restaurant who may sign in, before nobody is added any more.
pub const MAX_STAFF: usize = 300;

/// Somebody of the staff.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffMember {
    pub staff_id: StaffId,
    /// What they sign in with. It stays as it is.
    pub username: String,
    /// What colleagues see, and, of it, customers the first name.
    pub name: String,
    pub role: Role,
    /// Whether they may sign in.
    pub active: bool,
    /// Whether they have yet to replace the password that was made for them.
    pub must_change_password: bool,
    /// Whether they can switch to themselves on a tablet that several share.
    #[serde(default)]
    pub pin: PinState,
    pub created_at: Timestamp,
    /// Grows with each change.
    pub version: u64,
}

/// Somebody's PIN, as far as others may know it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PinState {
    #[default]
    None,
    Set,
    /// After wrong ones, until a manager unlocks it.
    Locked,
}

/// A PIN for somebody.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPin {
    /// Four digits that are not among the first that anybody would try. Without it one is made.
    pub pin: Option<String>,
}

/// Somebody with the PIN that they were given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffPin {
    pub person: StaffMember,
    /// Four digits, shown this once.
    pub pin: String,
}

/// Everybody, by user name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffList {
    pub people: Vec<StaffMember>,
}

/// Somebody who begins to work here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewStaffMember {
    /// 3 to 40 of `a-z 0-9 . _ -`, of nobody else of the staff.
    pub username: String,
    /// 1 to 80 characters on one line.
    pub name: String,
    /// `cook`, `dispatcher`, `driver` or `manager`.
    pub role: Role,
}

/// What is to become of somebody: only what is named.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffChange {
    /// 1 to 80 characters on one line.
    pub name: Option<String>,
    /// `cook`, `dispatcher`, `driver` or `manager`. Another one ends their sessions.
    pub role: Option<Role>,
    /// `false` ends their sessions and lets them in no more; `true` lets them in again.
    pub active: Option<bool>,
}

/// For how long an invitation is good, in days.
pub const INVITATION_DAYS: i64 = 7;

/// Maximum number of invitations of a restaurant that are open at once.
pub const MAX_INVITATIONS: usize = 50;

/// Whom a manager invites. They choose their user name and password themselves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewInvitation {
    /// 1 to 80 characters on one line; the person may write it otherwise.
    pub name: String,
    /// `cook`, `dispatcher`, `driver` or `manager`.
    pub role: Role,
    /// Where the link is sent as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// An invitation that nobody has used yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    pub id: String,
    pub name: String,
    pub role: Role,
    /// Where the link is sent as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    pub by_name: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

/// The invitations that nobody has used yet, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitations {
    pub invitations: Vec<Invitation>,
}

/// An invitation with the way to use it, shown this once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InvitationLink {
    pub invitation: Invitation,
    /// Where the person goes on. What follows the `#` is a secret.
    pub url: String,
    /// The same as a QR code: an SVG picture.
    pub svg: String,
}

/// What somebody reads who follows an invitation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Invited {
    pub name: String,
    pub role: Role,
    /// A user name that is free.
    pub username: String,
}

/// How somebody signs in from now on who was invited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Joining {
    /// What follows the `#` in the link.
    pub code: String,
    pub name: String,
    pub username: String,
    pub password: String,
}

/// Somebody with a password that was made for them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffPassword {
    pub person: StaffMember,
    /// Shown this once; they replace it when they first sign in.
    pub password: String,
}

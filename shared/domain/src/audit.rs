//! What is remembered of what people and machines of a restaurant change.

use serde::{Deserialize, Serialize};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AuditAction {
    SettingsChanged,
    /// Its orders are real from then on.
    RestaurantPublished,
    SalesPaused,
    KitchenRushed,
    ProductCreated,
    ProductChanged,
    ProductRemoved,
    PromotionCreated,
    PromotionChanged,
    PromotionRemoved,
    /// Which there are, what they are called, and their order.
    CategoriesChanged,
    AvailabilityChanged,
    StaffHired,
    StaffInvited,
    InvitationWithdrawn,
    StaffChanged,
    PasswordGiven,
    PinGiven,
    /// After wrong PINs: nobody unlocks it but a manager.
    PinLocked,
    PinUnlocked,
    TabletRegistered,
    TabletChanged,
    TabletRemoved,
    OrderCancelled,
    OrderEdited,
    MoneyGivenBack,
    /// Something that this version does not know.
    #[serde(other)]
    Other,
}

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
    /// Who takes the money of customers who pay before they receive.
    PaymentAccountChanged,
    ApiKeyMade,
    ApiKeyRevoked,
    WebhookRegistered,
    WebhookChanged,
    /// The secret itself is remembered nowhere.
    WebhookSecretChanged,
    WebhookRemoved,
    OrderCancelled,
    OrderEdited,
    MoneyGivenBack,
    CustomerBlocked,
    CustomerUnblocked,
    /// What the staff has noted about a customer. The text is not remembered: it is erased with the customer.
    CustomerNoteChanged,
    /// The account was closed by the restaurant.
    CustomerErased,
    /// All that is stored about one customer was taken as a file.
    CustomerExported,
    /// The list of customers was taken as a file.
    CustomersExported,
    /// Something that this version does not know.
    #[serde(other)]
    Other,
}

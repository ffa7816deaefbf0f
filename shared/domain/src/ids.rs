//! Typed identifiers. Each kind of id has its own type and its own prefix, so that one is never taken for another.

use serde::{Deserialize, Serialize};

/// A text that is not an id of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {kind} id")]
pub struct InvalidId {
    /// What the text should have been, e.g. `order`.
    pub kind: &'static str,
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name(String);

        impl $name {
            /// Checks the form of the text and takes it as an id.
            pub fn parse(text: impl Into<String>) -> Result<Self, InvalidId> {
                let text = text.into();
                let valid: fn(&str) -> bool = $valid;
                if valid(&text) { Ok(Self(text)) } else { Err(InvalidId { kind: $kind }) }
            }

            /// The id as it is written in URLs, keys and JSON.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }
    };
}

macro_rules! prefixed_id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $prefix:literal) => {
        text_id!($(#[$doc])* $name, $kind, |text| {
            text.strip_prefix($prefix).is_some_and(|rest| {
                (1..=40).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            })
        });

        impl $name {
            /// The prefix of this kind of id.
            pub const PREFIX: &'static str = $prefix;
        }
    };
}

prefixed_id!(
    /// A customer: `c_…`.
    CustomerId, "customer", "c_"
);
prefixed_id!(
    /// An order: `o_…`. Its random part cannot be guessed, so that a tracking link may be shared.
    OrderId, "order", "o_"
);
prefixed_id!(
    /// A member of the staff: `u_…`.
    StaffId, "staff", "u_"
);
prefixed_id!(
    /// An event: `e_…`.
    EventId, "event", "e_"
);
prefixed_id!(
    /// A notification: `n_…`.
    NotificationId, "notification", "n_"
);
prefixed_id!(
    /// Something that goes on by mail in an account: `a_…`.
    AccountRequestId, "account request", "a_"
);
prefixed_id!(
    /// An address that receives events: `w_…`.
    WebhookId, "webhook", "w_"
);
prefixed_id!(
    /// An event on its way to such an address: `d_…`.
    DeliveryId, "delivery", "d_"
);
prefixed_id!(
    /// A request for catering: `cr_…`.
    CateringId, "catering request", "cr_"
);
text_id!(
    /// A product or a promotion: a slug such as `pollo_1_4`, 1 to 40 of `a-z 0-9 _ -`.
    ProductId, "product", |text| (1..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
);
text_id!(
    /// A restaurant: a slug that is also a DNS label, 1 to 30 of `a-z 0-9 -`.
    TenantId, "tenant", |text| (1..=30).contains(&text.len())
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
);
text_id!(
    /// A category of the carta, an option group or an option: 1 to 40 of `a-z 0-9 _ -`.
    Slug, "slug", |text| (1..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_part_of_the_type() {
        assert!(OrderId::parse("o_01j").is_ok());
        for wrong in [
            "c_01j",
            "o_",
            "o_A",
            "o_1 2",
            "",
            "o_#",
            &format!("o_{}", "a".repeat(41)),
        ] {
            assert_eq!(OrderId::parse(wrong), Err(InvalidId { kind: "order" }), "{wrong}");
        }
    }

    #[test]
    fn ids_keep_their_form_through_json() {
        let id: ProductId = serde_json::from_str("\"pollo_1_4\"").unwrap();
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"pollo_1_4\"");
        assert!(serde_json::from_str::<ProductId>("\"Pollo\"").is_err());
        assert!(serde_json::from_str::<TenantId>("\"a#b\"").is_err());
    }
}

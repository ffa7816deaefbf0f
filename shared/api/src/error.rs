//! What went wrong with a call, in a form for programs (a stable code) and for people (a sentence).

use super::unread::is_unknown;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::{FromServerFnError, ServerFnErrorErr};
use texts::now::errors as texts;

/// When a call should be made again that found us too busy.
const ENGINE_DOWN_SECONDS: u32 = 2;

/// Why a call did not do what it should.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{message}")]
pub struct ApiError {
    pub code: Code,
    /// A sentence for a person, in the tenant's language.
    pub message: String,
    /// What is wrong with which field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// More for programs: `takenBy`, `available`, a new quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<serde_json::Value>,
    /// Seconds to wait before the next try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldError {
    /// JSON pointer to the field (RFC 6901), e.g. `/address/line`.
    pub pointer: String,
    pub code: String,
    pub message: String,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $wire:literal, $status:literal;)*) => {
        /// The stable codes, each with its HTTP status.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $wire)] $name,)*
        }

        impl Code {
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// The code as programs read it.
            pub fn wire_name(self) -> &'static str {
                match self { $(Code::$name => $wire,)* }
            }

            /// The HTTP status that goes with it.
            pub fn status(self) -> u16 {
                match self { $(Code::$name => $status,)* }
            }
        }
    };
}

codes! {
    /// Not JSON of the form that is expected, or an unreadable path or query.
    Malformed = "malformed", 400;
    MissingField = "missing_field", 400;
    /// A field that is not read here, and whose sender would take it for read.
    UnknownField = "unknown_field", 400;
    MissingIdempotencyKey = "idempotency_key_missing", 400;
    InvalidCursor = "invalid_cursor", 400;
    Unauthenticated = "unauthenticated", 401;
    WrongCredentials = "wrong_credentials", 401;
    /// A message that is not signed by whom it should be, or that is too old.
    BadSignature = "bad_signature", 401;
    Forbidden = "forbidden", 403;
    /// The password was made for somebody, who has to choose one of their own to get in.
    PasswordChangeRequired = "password_change_required", 403;
    /// Who came in with a PIN has to come in with the password for this.
    PasswordNeeded = "password_needed", 403;
    /// The restaurant takes no orders of this customer any more.
    CustomerBlocked = "customer_blocked", 403;
    NotFound = "not_found", 404;
    UnknownProduct = "unknown_product", 404;
    UnknownCustomer = "unknown_customer", 404;
    /// A message of a gateway about a payment that is not ours.
    UnknownPayment = "unknown_payment", 404;
    MethodNotAllowed = "method_not_allowed", 405;
    /// The state has changed meanwhile in a way that makes the call senseless.
    Conflict = "conflict", 409;
    UsernameTaken = "username_taken", 409;
    EmailTaken = "email_taken", 409;
    ProductExists = "product_exists", 409;
    ProductInUse = "product_in_use", 409;
    /// The first order that is paid at the door needs a confirmed e-mail address.
    EmailUnconfirmed = "email_unconfirmed", 409;
    OutOfStock = "out_of_stock", 409;
    Unavailable86 = "unavailable", 409;
    PriceChanged = "price_changed", 409;
    /// The place takes no orders for now; `opensAt` says when it does again.
    Closed = "closed", 409;
    /// A dish is served at other hours than those for which it was ordered.
    OutOfHours = "out_of_hours", 409;
    /// The kitchen takes no more orders for that quarter of an hour; `nextAt` says which is the next time that can be had.
    Full = "full", 409;
    /// It cannot be there any more at the time for which it was ordered.
    TimePassed = "time_passed", 409;
    AlreadyTaken = "already_taken", 409;
    NotInProgress = "not_in_progress", 409;
    OtherStage = "other_stage", 409;
    OrderClosed = "order_closed", 409;
    PaymentRequired = "payment_required", 409;
    PaymentSettled = "payment_settled", 409;
    /// The restaurant takes cash only.
    PaymentUnavailable = "payment_unavailable", 409;
    /// The restaurant lacks something before it can be published; `lacks` says what.
    NotReady = "not_ready", 409;
    /// It can be done only before the restaurant is published.
    AlreadyPublished = "already_published", 409;
    /// The invitation was used, withdrawn or is over.
    InvitationOver = "invitation_over", 409;
    /// Too many wrong PINs of somebody: a manager unlocks it.
    PinLocked = "pin_locked", 409;
    CancelWindowOver = "cancel_window_over", 409;
    RecallWindowOver = "recall_window_over", 409;
    NothingToRecall = "nothing_to_recall", 409;
    /// There are as many as there may be.
    LimitReached = "limit_reached", 409;
    IdempotencyInProgress = "idempotency_in_progress", 409;
    /// The page calls for somebody else than who is signed in to its browser by now.
    OtherCaller = "other_caller", 409;
    /// What is to be changed is not in the state any more that the caller has seen.
    VersionChanged = "version_changed", 412;
    TooLarge = "too_large", 413;
    NotJson = "not_json", 415;
    /// Well-formed, but not a value that can be used.
    InvalidValue = "invalid_value", 422;
    BelowMinimum = "below_minimum", 422;
    /// Nothing is brought to the district of an address.
    OutOfZone = "out_of_zone", 422;
    IdempotencyKeyReused = "idempotency_key_reused", 422;
    RateLimited = "rate_limited", 429;
    Internal = "internal", 500;
    EngineDown = "engine_down", 503;
    /// The restaurant serves nobody for now.
    TenantSuspended = "tenant_suspended", 503;
    /// Only in the browser: nobody has answered in time. What was to be done may have been done all the same.
    Unanswered = "unanswered", 598;
    /// Only in the browser: nobody could be reached. An answer that is not ours is [`Code::EngineDown`].
    Offline = "offline", 599;
    /// Only in the browser: the answer says something that this version of the page does not know, such as a code that is none of
    /// these. What it says in words is shown.
    #[serde(other)]
    OldPage = "old_page", 597;
}

impl ApiError {
    pub fn new(code: Code, message: impl Into<String>) -> ApiError {
        ApiError {
            code,
            message: message.into(),
            fields: Vec::new(),
            detail: None,
            retry_after: None,
        }
    }

    pub fn unauthenticated() -> ApiError {
        ApiError::new(Code::Unauthenticated, texts::UNAUTHENTICATED)
    }

    pub fn forbidden() -> ApiError {
        ApiError::new(Code::Forbidden, texts::FORBIDDEN)
    }

    pub fn not_found() -> ApiError {
        ApiError::new(Code::NotFound, texts::NOT_FOUND)
    }

    pub fn internal() -> ApiError {
        ApiError::new(Code::Internal, texts::INTERNAL)
    }

    /// Too much to do for now, or something that we need does not answer: the same call may be made again.
    pub fn engine_down() -> ApiError {
        ApiError::new(Code::EngineDown, texts::ENGINE_DOWN).retry_after(ENGINE_DOWN_SECONDS)
    }

    pub fn other_caller() -> ApiError {
        ApiError::new(Code::OtherCaller, texts::OTHER_CALLER)
    }

    pub fn conflict() -> ApiError {
        ApiError::new(Code::Conflict, texts::CONFLICT)
    }

    /// Invalid input with what is wrong in each field. The code is [`Code::MissingField`] when all of them are
    /// missing, [`Code::InvalidValue`] otherwise.
    pub fn invalid(fields: Vec<FieldError>) -> ApiError {
        let missing = fields
            .iter()
            .all(|field| field.code == Code::MissingField.wire_name());
        let code = if missing {
            Code::MissingField
        } else {
            Code::InvalidValue
        };
        let message = fields
            .first()
            .map_or_else(|| texts::INVALID.to_owned(), |field| field.message.clone());
        ApiError {
            fields,
            ..ApiError::new(code, message)
        }
    }

    #[must_use]
    pub fn with_detail(mut self, detail: serde_json::Value) -> ApiError {
        self.detail = Some(detail);
        self
    }

    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> ApiError {
        self.retry_after = Some(seconds);
        self
    }

    /// What is wrong with the field of this pointer.
    pub fn field(&self, pointer: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|field| field.pointer == pointer)
            .map(|field| field.message.as_str())
    }

    /// The answer, or a part of it, cannot be read by this version of the page.
    pub fn old_page(message: impl Into<String>) -> ApiError {
        ApiError::new(Code::OldPage, message)
    }

    /// Whether the same call may succeed later without any change.
    pub fn is_temporary(&self) -> bool {
        matches!(
            self.code,
            Code::Offline
                | Code::Unanswered
                | Code::EngineDown
                | Code::RateLimited
                | Code::IdempotencyInProgress
        )
    }

    /// Whether it is no answer to the call: it may not have been carried out, and is worth repeating where that does no harm.
    pub fn is_no_answer(&self) -> bool {
        self.is_temporary() || self.code == Code::Internal
    }
}

impl FieldError {
    pub fn new(pointer: impl Into<String>, code: Code, message: impl Into<String>) -> FieldError {
        FieldError {
            pointer: pointer.into(),
            code: code.wire_name().to_owned(),
            message: message.into(),
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> ApiError {
        match error {
            ServerFnErrorErr::Request(_) => ApiError::new(Code::Offline, texts::OFFLINE),
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                ApiError::new(Code::Malformed, texts::MALFORMED)
            }
            ServerFnErrorErr::Deserialization(fault) if is_unknown(&fault) => {
                ApiError::old_page(texts::OLD_PAGE)
            }
            // An answer that is not ours, such as a proxy's page while the server is away: there is a connection.
            ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Response(_) => ApiError::engine_down(),
            _ => ApiError::internal(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart_and_keep_their_wire_names() {
        for (index, code) in Code::ALL.iter().enumerate() {
            assert_eq!(
                serde_json::to_string(code).unwrap(),
                format!("\"{}\"", code.wire_name())
            );
            assert!(
                Code::ALL[..index]
                    .iter()
                    .all(|other| other.wire_name() != code.wire_name())
            );
            assert!((400..=599).contains(&code.status()));
        }
    }

    #[test]
    fn a_code_of_a_later_version_is_told_in_the_words_of_its_answer() {
        let answer = r#"{"code":"of_tomorrow","message":"Hoy no se puede."}"#;
        let error: ApiError = serde_json::from_str(answer).unwrap();
        assert_eq!(
            (error.code, error.message.as_str()),
            (Code::OldPage, "Hoy no se puede.")
        );
    }

    #[test]
    fn only_a_call_that_reached_nobody_is_offline() {
        let fetch = ServerFnErrorErr::Request("Failed to fetch".into());
        assert_eq!(ApiError::from_server_fn_error(fetch).code, Code::Offline);
        // What proxies, Lambda and API Gateway answer in our place.
        for page in [
            "",
            "<html><body><h1>503 Service Unavailable</h1></body></html>",
            "Internal Server Error",
            r#"{"message":"Service Unavailable"}"#,
            r#"{"message":"Endpoint request timed out"}"#,
        ] {
            let error = ApiError::de(page.as_bytes().to_vec().into());
            assert_eq!(error, ApiError::engine_down(), "{page}");
        }
        let response = ServerFnErrorErr::Response("502".into());
        assert_eq!(ApiError::from_server_fn_error(response), ApiError::engine_down());
        // A newer server: the page is old, and nothing is the matter with the connection.
        let newer = ApiError::de(r#"{"code":"too_cold","message":""}"#.as_bytes().to_vec().into());
        assert_eq!(newer.code, Code::OldPage);
        assert!(!newer.is_no_answer());
        // What the server itself says stays as it is.
        let ours = ApiError::new(Code::AlreadyTaken, "Ya lo tomó Ana.");
        assert_eq!(ApiError::de(ours.ser()), ours);
    }

    #[test]
    fn what_was_not_answered_is_kept_and_repeated() {
        let page = ApiError::de("<html>502 Bad Gateway</html>".as_bytes().to_vec().into());
        let offline = ApiError::new(Code::Offline, texts::OFFLINE);
        for lost in [page, offline, ApiError::engine_down(), ApiError::internal()] {
            assert!(lost.is_no_answer(), "{lost:?}");
        }
        for said in [
            Code::AlreadyTaken,
            Code::Conflict,
            Code::Forbidden,
            Code::TenantSuspended,
        ] {
            assert!(!ApiError::new(said, "").is_no_answer(), "{said:?}");
        }
    }

    #[test]
    fn missing_is_400_and_invalid_is_422() {
        let missing = FieldError::new("/name", Code::MissingField, "Falta");
        let invalid = FieldError::new("/email", Code::InvalidValue, "No");
        assert_eq!(ApiError::invalid(vec![missing.clone()]).code.status(), 400);
        let both = ApiError::invalid(vec![missing, invalid]);
        assert_eq!((both.code.status(), both.field("/email")), (422, Some("No")));
    }
}

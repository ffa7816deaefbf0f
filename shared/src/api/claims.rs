//! The book of claims: filing, reading one's own sheet, and answering.

use super::ApiError;
use super::exports::ExportLink;
use crate::domain::claim::{
    Claim, ClaimForm, ClaimNumber, ClaimState, OfferForm, OfferNote, PaperForm, Reply, ReplyBy, ReplyForm,
    Settlement,
};
use crate::domain::{Date, Money, Timestamp};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;
use serde::{Deserialize, Serialize};

/// What somebody gets who has filed a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct FiledClaim {
    pub number: ClaimNumber,
    /// Opens the sheet, together with its number: nobody else knows it.
    pub key: String,
    pub filed_at: Timestamp,
    /// The last day on which it is answered.
    pub due: Date,
}

/// A sheet of the book and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimView {
    #[serde(flatten)]
    pub claim: Claim,
    pub state: ClaimState,
    /// Business days left to answer it, today not counted.
    pub days_left: usize,
    pub reply: Option<Reply>,
    /// Since when the consumer has the reply: by mail once it was handed over, by letter when somebody has said that it was
    /// sent.
    pub answered_at: Option<Timestamp>,
    /// Since when it is known that the reply cannot be mailed: the restaurant has to send it in another way.
    pub undelivered_at: Option<Timestamp>,
    /// Since when all that goes back of what was promised with the reply or the accepted offer is back.
    pub refunded_at: Option<Timestamp>,
    /// What is back, in cents: less than was promised where less was left by then, and possibly nothing.
    #[serde(default)]
    pub refunded_cents: Option<Money>,
    /// What the restaurant offered to settle it, and what came of that; the consumer sees it once it was sent.
    #[serde(default)]
    pub settlement: Option<Settlement>,
}

/// The notice that the restaurant shows in its shop (LR 9, Anexo II).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ClaimPoster {
    pub legal_name: String,
    pub ruc: String,
    /// The public address of the book.
    pub url: String,
    /// The address as a QR code: an SVG in the current text colour.
    pub svg: String,
}

impl ClaimView {
    /// What was promised to go back, in cents: with the reply, or with the offer that was accepted.
    pub fn promised(&self) -> Option<Money> {
        let replied = self.reply.as_ref().and_then(|reply| reply.refund_cents);
        replied.or_else(|| self.settlement.as_ref().and_then(Settlement::promised))
    }

    /// A reply is written, and it is for the restaurant to send it: by letter, or because mail cannot reach the consumer.
    pub fn letter_waits(&self) -> bool {
        let by_letter = self.claim.form.reply_by == ReplyBy::Letter || self.undelivered_at.is_some();
        self.reply.is_some() && self.answered_at.is_none() && by_letter
    }

    /// An offer is written, and it is for the restaurant to send it.
    pub fn offer_waits(&self) -> bool {
        let by_letter = self.claim.form.reply_by == ReplyBy::Letter;
        let waits = |offer: &Settlement| offer.waits_to_be_sent(by_letter);
        self.reply.is_none() && self.settlement.as_ref().is_some_and(waits)
    }

    /// An offer is written and about to be mailed.
    pub fn offer_is_being_mailed(&self) -> bool {
        let written = |offer: &Settlement| offer.sent.is_none() && offer.answer.is_none();
        let open = self.reply.is_none() && self.answered_at.is_none();
        open && self.settlement.as_ref().is_some_and(written) && !self.offer_waits()
    }

    /// Whether the restaurant may still offer to settle it: once, and before it is answered.
    pub fn may_be_offered(&self) -> bool {
        self.reply.is_none() && self.answered_at.is_none() && self.settlement.is_none()
    }

    /// Whether an offer that is sent on this day pauses the term: not where the term is over.
    pub fn would_pause(&self, today: Date) -> bool {
        today <= self.claim.due
    }

    /// A reply is written and about to be mailed.
    pub fn is_being_mailed(&self) -> bool {
        self.reply.is_some() && self.answered_at.is_none() && !self.letter_waits()
    }
}

/// Which claims of the book.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub enum WhichClaims {
    /// To be answered, the most urgent first; late ones among them.
    #[default]
    Open,
    /// To be answered since before today, the oldest first.
    Late,
    /// Answered, newest first.
    Answered,
    /// All of them, newest first.
    All,
}

/// Which claims to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ClaimFilter {
    pub which: WhichClaims,
    /// Part of the number or of the consumer's name.
    pub search: Option<String>,
    pub cursor: Option<String>,
    pub limit: Option<usize>,
}

/// A page of the book, and how many there are in all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimPage {
    pub claims: Vec<ClaimView>,
    pub next_cursor: Option<String>,
    pub totals: ClaimTotals,
}

/// How many claims there are of each kind of list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ClaimTotals {
    pub open: usize,
    /// At most 1,000 are counted.
    pub late: usize,
    pub answered: usize,
    pub all: usize,
}

impl WhichClaims {
    pub const ALL: [WhichClaims; 4] = [
        WhichClaims::Open,
        WhichClaims::Late,
        WhichClaims::Answered,
        WhichClaims::All,
    ];

    /// The name on the wire.
    pub fn wire_name(self) -> &'static str {
        match self {
            WhichClaims::Open => "open",
            WhichClaims::Late => "late",
            WhichClaims::Answered => "answered",
            WhichClaims::All => "all",
        }
    }

    pub fn from_wire_name(name: &str) -> Option<WhichClaims> {
        WhichClaims::ALL
            .into_iter()
            .find(|which| which.wire_name() == name)
    }
}

impl ClaimTotals {
    /// How many are in a list.
    pub fn of(&self, which: WhichClaims) -> usize {
        match which {
            WhichClaims::Open => self.open,
            WhichClaims::Late => self.late,
            WhichClaims::Answered => self.answered,
            WhichClaims::All => self.all,
        }
    }
}

#[cfg(feature = "ssr")]
pub use service::Claims;

#[cfg(feature = "ssr")]
mod service {
    use super::*;
    use crate::api::context::Caller;
    use crate::domain::TenantId;

    #[async_trait::async_trait]
    pub trait Claims: std::fmt::Debug + Send + Sync {
        /// Puts a claim into the book and gives it the next number of its year; says whether that was done before under
        /// the same key. Anybody. 429 when too many come from one address.
        async fn file(
            &self,
            caller: &Caller,
            key: Option<&str>,
            form: ClaimForm,
        ) -> Result<(FiledClaim, bool), ApiError>;

        /// Puts a sheet of the paper book into this one, under the next number of its date's year; says whether that was done before
        /// under the same key. Managers and machines.
        async fn enter_paper(
            &self,
            caller: &Caller,
            key: Option<&str>,
            paper: PaperForm,
        ) -> Result<(FiledClaim, bool), ApiError>;

        /// The sheet, for a person who has its key. A wrong key is the same 404 as a number that was never given.
        async fn sheet(
            &self,
            tenant: &TenantId,
            number: ClaimNumber,
            key: &str,
        ) -> Result<ClaimView, ApiError>;

        /// A list of the book. Managers and machines, like all that follows.
        async fn claims(&self, caller: &Caller, filter: ClaimFilter) -> Result<ClaimPage, ApiError>;

        async fn claim(&self, caller: &Caller, number: ClaimNumber) -> Result<ClaimView, ApiError>;

        /// Answers a claim, once: by mail soon, or with a letter that is to be sent. What is given back goes to the customer of
        /// the order that the claim names; 422 where there is none, or less was paid. 409 when it was answered otherwise.
        async fn reply(
            &self,
            caller: &Caller,
            number: ClaimNumber,
            reply: ReplyForm,
        ) -> Result<ClaimView, ApiError>;

        /// Notes that the letter with the reply was sent, which stands in for a mail that cannot be delivered too. 409 when
        /// there is no letter to send.
        async fn confirm_letter(&self, caller: &Caller, number: ClaimNumber) -> Result<ClaimView, ApiError>;

        /// Offers to settle a claim, once, before it is answered: by mail soon, or with a letter that is to be sent. What is
        /// to be given back goes to the customer of the order that the claim names once the offer is accepted; 422 where
        /// there is none, or less was paid. 409 when there is a reply or another offer.
        async fn offer(
            &self,
            caller: &Caller,
            number: ClaimNumber,
            offer: OfferForm,
        ) -> Result<ClaimView, ApiError>;

        /// Notes what became of an offer: its letter was sent, or the consumer, who has it, answered by telephone or letter.
        /// 409 when there is none, it is to be mailed, it was answered otherwise, or the claim is answered.
        async fn note_offer(
            &self,
            caller: &Caller,
            number: ClaimNumber,
            note: OfferNote,
        ) -> Result<ClaimView, ApiError>;

        /// The consumer answers an offer, with the key of the sheet. 404 as in `sheet`; 409 when there is none to answer
        /// any more, or it was answered otherwise.
        async fn answer_offer(
            &self,
            tenant: &TenantId,
            number: ClaimNumber,
            key: &str,
            accepted: bool,
        ) -> Result<ClaimView, ApiError>;

        /// The claims of a year as CSV, oldest first; 409 when there are more than 5,000. This year's where none is named.
        async fn export(&self, caller: &Caller, year: Option<u16>) -> Result<ExportLink, ApiError>;

        /// The notice to be shown in the shop.
        async fn poster(&self, caller: &Caller) -> Result<ClaimPoster, ApiError>;
    }
}

/// Files a claim under a key that this browser made up. Anybody.
#[server(name = FileClaimCall, prefix = "/rpc/claims", endpoint = "file", input = Json, client = super::PageClient)]
pub async fn file_claim(key: String, form: ClaimForm) -> Result<FiledClaim, ApiError> {
    super::context::anybody(async |_, services, caller| {
        let filed = services.claims.file(&caller, Some(&key), form).await?;
        Ok(filed.0)
    })
    .await
}

/// The sheet of a claim, for a person who has its key. Anybody.
#[server(name = ClaimSheetCall, prefix = "/rpc/claims", endpoint = "sheet", input = Json, client = super::PageClient)]
pub async fn claim_sheet(number: ClaimNumber, key: String) -> Result<ClaimView, ApiError> {
    super::context::anybody(async |_, services, caller| {
        services.claims.sheet(&caller.tenant, number, &key).await
    })
    .await
}

/// A list of the book. Managers.
#[server(name = ListClaimsCall, prefix = "/rpc/claims", endpoint = "list", input = Json, client = super::PageClient)]
pub async fn list_claims(filter: ClaimFilter) -> Result<ClaimPage, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.claims(&caller, filter).await
    })
    .await
}

/// Answers a claim. Managers.
#[server(name = ReplyToClaimCall, prefix = "/rpc/claims", endpoint = "reply", input = Json, client = super::PageClient)]
pub async fn reply_to_claim(number: ClaimNumber, reply: ReplyForm) -> Result<ClaimView, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.reply(&caller, number, reply).await
    })
    .await
}

/// The letter with the reply was sent. Managers.
#[server(name = ConfirmClaimLetterCall, prefix = "/rpc/claims", endpoint = "confirm-letter", input = Json, client = super::PageClient)]
pub async fn confirm_claim_letter(number: ClaimNumber) -> Result<ClaimView, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.confirm_letter(&caller, number).await
    })
    .await
}

/// Offers to settle a claim. Managers.
#[server(name = OfferSettlementCall, prefix = "/rpc/claims", endpoint = "offer", input = Json, client = super::PageClient)]
pub async fn offer_settlement(number: ClaimNumber, offer: OfferForm) -> Result<ClaimView, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.offer(&caller, number, offer).await
    })
    .await
}

/// Notes what became of an offer. Managers.
#[server(name = NoteOfferCall, prefix = "/rpc/claims", endpoint = "note-offer", input = Json, client = super::PageClient)]
pub async fn note_offer(number: ClaimNumber, note: OfferNote) -> Result<ClaimView, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.note_offer(&caller, number, note).await
    })
    .await
}

/// The consumer answers an offer, with the key of the sheet. Anybody.
#[server(name = AnswerOfferCall, prefix = "/rpc/claims", endpoint = "answer-offer", input = Json, client = super::PageClient)]
pub async fn answer_offer(number: ClaimNumber, key: String, accepted: bool) -> Result<ClaimView, ApiError> {
    super::context::anybody(async |_, services, caller| {
        let claims = &services.claims;
        claims.answer_offer(&caller.tenant, number, &key, accepted).await
    })
    .await
}

/// The claims of a year as CSV. Managers.
#[server(name = ExportClaimsCall, prefix = "/rpc/claims", endpoint = "export", input = Json, client = super::PageClient)]
pub async fn export_claims(year: Option<u16>) -> Result<ExportLink, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.export(&caller, year).await
    })
    .await
}

/// Types in a sheet of the paper book, under a key that this browser made up. Managers.
#[server(name = EnterPaperClaimCall, prefix = "/rpc/claims", endpoint = "paper", input = Json, client = super::PageClient)]
pub async fn enter_paper_claim(key: String, paper: PaperForm) -> Result<FiledClaim, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        let filed = services.claims.enter_paper(&caller, Some(&key), paper).await?;
        Ok(filed.0)
    })
    .await
}

/// The notice to be shown in the shop. Managers.
#[server(name = ClaimPosterCall, prefix = "/rpc/claims", endpoint = "poster", input = Json, client = super::PageClient)]
pub async fn claim_poster() -> Result<ClaimPoster, ApiError> {
    use crate::domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.poster(&caller).await
    })
    .await
}

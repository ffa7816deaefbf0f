//! The book of claims.

use api::ApiError;
use api::claims::{ClaimFilter, ClaimPage, ClaimPoster, ClaimTotals, ClaimView, FiledClaim};
use api::exports::ExportLink;
use domain::claim::{ClaimForm, ClaimNumber, OfferForm, OfferNote, PaperForm, ReplyForm};
use leptos::prelude::server;
use leptos::server_fn::codec::Json;

/// Files a claim under a key that this browser made up. Anybody.
#[server(name = FileClaimCall, prefix = "/rpc/claims", endpoint = "file", input = Json, client = super::Writing)]
pub async fn file_claim(key: String, form: ClaimForm) -> Result<FiledClaim, ApiError> {
    super::context::anybody(async |_, services, caller| {
        let filed = services.claims.file(&caller, Some(&key), form).await?;
        Ok(filed.0)
    })
    .await
}

/// The sheet of a claim, for a person who has its key. Anybody.
#[server(name = ClaimSheetCall, prefix = "/rpc/claims", endpoint = "sheet", input = Json, client = super::Reading)]
pub async fn claim_sheet(number: ClaimNumber, key: String) -> Result<ClaimView, ApiError> {
    super::context::anybody(async |_, services, caller| {
        services.claims.sheet(&caller.tenant, number, &key).await
    })
    .await
}

/// A list of the book. Managers.
#[server(name = ListClaimsCall, prefix = "/rpc/claims", endpoint = "list", input = Json, client = super::Reading)]
pub async fn list_claims(filter: ClaimFilter) -> Result<ClaimPage, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.claims(&caller, filter).await
    })
    .await
}

/// How many claims there are, and how many of them wait for an answer. Managers.
#[server(name = ClaimTotalsCall, prefix = "/rpc/claims", endpoint = "totals", input = Json, client = super::Reading)]
pub async fn claim_totals() -> Result<ClaimTotals, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.totals(&caller).await
    })
    .await
}

/// Answers a claim. Managers.
#[server(name = ReplyToClaimCall, prefix = "/rpc/claims", endpoint = "reply", input = Json, client = super::Writing)]
pub async fn reply_to_claim(number: ClaimNumber, reply: ReplyForm) -> Result<ClaimView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.reply(&caller, number, reply).await
    })
    .await
}

/// The letter with the reply was sent. Managers.
#[server(name = ConfirmClaimLetterCall, prefix = "/rpc/claims", endpoint = "confirm-letter", input = Json, client = super::Writing)]
pub async fn confirm_claim_letter(number: ClaimNumber) -> Result<ClaimView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.confirm_letter(&caller, number).await
    })
    .await
}

/// Offers to settle a claim. Managers.
#[server(name = OfferSettlementCall, prefix = "/rpc/claims", endpoint = "offer", input = Json, client = super::Writing)]
pub async fn offer_settlement(number: ClaimNumber, offer: OfferForm) -> Result<ClaimView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.offer(&caller, number, offer).await
    })
    .await
}

/// Notes what became of an offer. Managers.
#[server(name = NoteOfferCall, prefix = "/rpc/claims", endpoint = "note-offer", input = Json, client = super::Writing)]
pub async fn note_offer(number: ClaimNumber, note: OfferNote) -> Result<ClaimView, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.note_offer(&caller, number, note).await
    })
    .await
}

/// The consumer answers an offer, with the key of the sheet. Anybody.
#[server(name = AnswerOfferCall, prefix = "/rpc/claims", endpoint = "answer-offer", input = Json, client = super::Writing)]
pub async fn answer_offer(number: ClaimNumber, key: String, accepted: bool) -> Result<ClaimView, ApiError> {
    super::context::anybody(async |_, services, caller| {
        let claims = &services.claims;
        claims.answer_offer(&caller.tenant, number, &key, accepted).await
    })
    .await
}

/// The claims of a year as CSV. Managers.
#[server(name = ExportClaimsCall, prefix = "/rpc/claims", endpoint = "export", input = Json, client = super::Making)]
pub async fn export_claims(year: Option<u16>) -> Result<ExportLink, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.export(&caller, year).await
    })
    .await
}

/// Types in a sheet of the paper book, under a key that this browser made up. Managers.
#[server(name = EnterPaperClaimCall, prefix = "/rpc/claims", endpoint = "paper", input = Json, client = super::Writing)]
pub async fn enter_paper_claim(key: String, paper: PaperForm) -> Result<FiledClaim, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        let filed = services.claims.enter_paper(&caller, Some(&key), paper).await?;
        Ok(filed.0)
    })
    .await
}

/// The notice to be shown in the shop. Managers.
#[server(name = ClaimPosterCall, prefix = "/rpc/claims", endpoint = "poster", input = Json, client = super::Reading)]
pub async fn claim_poster() -> Result<ClaimPoster, ApiError> {
    use domain::staff::Permission;
    super::context::staff(Permission::AnswerClaims, async |services, caller| {
        services.claims.poster(&caller).await
    })
    .await
}

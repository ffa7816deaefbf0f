//! The book of claims (Libro de Reclamaciones): what a consumer writes in it, and by when it is answered.
//!
//! Sources: Código de Protección y Defensa del Consumidor, Ley 29571, art. 24 and 150 to 152 (Code); its rules, DS
//! 011-2011-PCM as amended by DS 006-2014, 058-2017, 032-2021 and 101-2022-PCM (LR).

mod filed;
mod form;
mod paper;
mod reply;
mod settlement;

pub use super::claim_number::{ClaimNumber, InvalidClaimNumber};
pub use filed::{FiledForm, FiledGuardian};
pub use form::{ClaimForm, Guardian, MAX_AMOUNT, Problem};
pub use paper::{FiledPaper, PaperForm, PaperSheet};
pub use reply::{ClaimChange, ClaimRefund, OfferRefund, Reply, ReplyForm};
pub use settlement::{
    ACCEPTED_WORDS, Offer, OfferAnswer, OfferForm, OfferNote, OfferSent, PAUSE_DAYS, Settlement,
};

use super::holidays::Holidays;
use super::tenant::Tenant;
use super::written::{self, Ruc};
use super::zone::Zone;
use super::{Date, OrderId, Slug, Timestamp};
use serde::{Deserialize, Serialize};

/// Business days from the next day on within which a claim is answered; no extension (Code 24.1, Ley 31435; LR 6, 6-B).
pub const ANSWER_DAYS: u16 = 15;
/// The number of business days left at which the staff is warned.
pub const WARNING_DAYS: usize = 5;

/// What somebody is unhappy with (LR 3.3, 3.4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ClaimKind {
    /// Reclamo: a disagreement about the product or the service.
    #[default]
    Claim,
    /// Queja: not about them, or bad attention to the public.
    Complaint,
}

/// What it is about (LR, Anexo I, part 2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ClaimedThing {
    #[default]
    Product,
    Service,
}

/// A person's document (LR 5; the passport is taken besides DNI and carné de extranjería).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DocumentKind {
    #[default]
    Dni,
    Ce,
    Passport,
}

/// How the consumer wants the reply (LR 6).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ReplyBy {
    #[default]
    Email,
    Letter,
}

/// Whose book it is, as the sheet named it when it was filed (LR, Anexo I).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Provider {
    pub legal_name: String,
    /// Empty where the restaurant had none.
    #[serde(with = "written::blank")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub ruc: Option<Ruc>,
    pub branch: String,
    pub address: String,
    /// Code of the establishment; empty where there is only one book.
    #[serde(default)]
    pub branch_code: String,
}

/// A sheet of the book as it was filed. Nothing of it ever changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    pub number: ClaimNumber,
    pub filed_at: Timestamp,
    /// The last day on which it can be answered. As it is shown, an offer to settle has moved it: see [`Settlement::due`].
    pub due: Date,
    pub provider: Provider,
    pub form: FiledForm,
    /// The order that was named, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<OrderId>,
    /// The paper that it was written on, where it was.
    #[serde(default)]
    pub paper: Option<PaperSheet>,
}

/// How a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ClaimState {
    /// To be answered.
    Open,
    /// To be answered within [`WARNING_DAYS`].
    Soon,
    /// The term is over, and the consumer has no answer.
    Late,
    /// The consumer has the answer.
    Answered,
}

impl ReplyBy {
    /// A letter goes to an address, and mail to an e-mail address: where only one was given, the reply goes there.
    pub fn possible(self, form: &FiledForm) -> ReplyBy {
        match self {
            _ if form.email.is_none() => ReplyBy::Letter,
            _ if form.address.is_empty() => ReplyBy::Email,
            chosen => chosen,
        }
    }
}

impl Provider {
    /// The branch of this id, or the first where there is none.
    pub fn of(tenant: &Tenant, branch: Option<&Slug>) -> Provider {
        let found = tenant.branches.iter().find(|known| Some(&known.id) == branch);
        let branch = found.or_else(|| tenant.branches.first());
        Provider {
            legal_name: tenant.brand.legal_name.clone(),
            ruc: tenant.brand.ruc.clone(),
            branch: branch.map(|branch| branch.name.clone()).unwrap_or_default(),
            address: branch.map_or_else(String::new, |branch| match branch.district.as_str() {
                "" => branch.address.clone(),
                district => format!("{}, {district}", branch.address),
            }),
            branch_code: branch.map(|branch| branch.code.clone()).unwrap_or_default(),
        }
    }
}

impl Claim {
    /// A sheet that is put into the book under a number.
    pub fn filed(tenant: &Tenant, number: ClaimNumber, form: FiledForm, now: Timestamp) -> Claim {
        Claim {
            number,
            filed_at: now,
            due: due(&tenant.holidays, tenant.zone.date(now)),
            provider: Provider::of(tenant, form.branch.as_ref()),
            form,
            order_id: None,
            paper: None,
        }
    }

    /// The same for one that was written on paper: the date on it counts for the term.
    #[must_use]
    pub fn on_paper(self, tenant: &Tenant, paper: PaperSheet) -> Claim {
        Claim {
            due: due(&tenant.holidays, paper.filed_on),
            paper: Some(paper),
            ..self
        }
    }

    /// The day on which the consumer filed it: that on the paper where it was written on paper.
    pub fn filed_on(&self, zone: &Zone) -> Date {
        match &self.paper {
            Some(paper) => paper.filed_on,
            None => zone.date(self.filed_at),
        }
    }

    /// How it stands on a day of the restaurant. `answered` once the consumer has the answer.
    pub fn state(&self, answered: bool, holidays: &Holidays, today: Date) -> ClaimState {
        if answered {
            ClaimState::Answered
        } else if today > self.due {
            ClaimState::Late
        } else if self.days_left(holidays, today) <= WARNING_DAYS {
            ClaimState::Soon
        } else {
            ClaimState::Open
        }
    }

    /// Business days left to answer it, today not counted; 0 on the last day and after it.
    pub fn days_left(&self, holidays: &Holidays, today: Date) -> usize {
        holidays.business_days_between(today, self.due)
    }
}

/// By when a claim of a day is answered: it counts from the next day, Monday to Friday without national holidays (usage;
/// to be checked with the restaurant's lawyer).
pub fn due(holidays: &Holidays, filed: Date) -> Date {
    holidays.plus_business_days(filed, ANSWER_DAYS)
}

#[cfg(test)]
mod tests;

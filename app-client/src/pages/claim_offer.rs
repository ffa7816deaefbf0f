//! An offer to settle, on the page of a sheet: the consumer accepts it, which ends the claim, or does not.

use ::texts::now::{claims, storefront as texts};
use api::Code;
use api::claims::ClaimView;
use domain::claim::{ACCEPTED_WORDS, ClaimNumber, Settlement};
use domain::tenant::Tenant;
use leptos::prelude::*;
use rpc::claims::{answer_offer, claim_sheet};
use ui::clock::Clock;
use ui::dynamic::{dynamic, nothing, tap};
use ui::page;
use ui::patience::{Patience, StillTrying};
use ui::resource::Resource;
use ui::sure::Sure;

/// The last day of an offer ends while its page is open: so often it is looked at, in milliseconds.
const LOOK_MS: u64 = 30_000;

/// The part of the sheet with the offer; nothing where there is none. An answer is shown from what it gives back.
pub(super) fn offer(
    view: &ClaimView,
    tenant: &Tenant,
    sheet: Resource<ClaimView>,
    key: StoredValue<String>,
) -> AnyView {
    let Some(settlement) = view.settlement.as_ref() else {
        return nothing();
    };
    let Some(sent) = settlement.sent.as_ref() else {
        return nothing();
    };
    let until = (settlement.answer.is_none() && view.reply.is_none()).then(|| claims::date(sent.until));
    let answered = settlement.answer.as_ref().map(|answer| match answer.accepted {
        true => [
            answer.words.as_str(),
            ", ",
            &claims::moment(&tenant.zone, answer.at),
        ]
        .concat(),
        false => texts::OFFER_DECLINED.to_owned(),
    });
    let facts = [
        (texts::OFFER, Some(settlement.offer.offer.clone())),
        money(view, settlement, tenant),
        (texts::OFFER_UNTIL, until),
        (texts::OFFER_ANSWERED, answered),
    ];
    let facts: Vec<AnyView> = facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .map(|(name, value)| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                </div>
            }
            .into_any()
        })
        .collect();
    let choice = match is_unanswered(view, settlement) {
        true => choice_while_open(view.claim.number, settlement, tenant, sheet, key),
        false => nothing(),
    };
    view! {
        <section class="book__part">
            <h2 id="acuerdo" tabindex="-1">
                {texts::PART_OFFER}
            </h2>
            <dl class="book__facts">{facts}</dl>
            {choice}
        </section>
    }
    .into_any()
}

/// What would go back, or what came of it once the offer was accepted.
fn money(view: &ClaimView, settlement: &Settlement, tenant: &Tenant) -> (&'static str, Option<String>) {
    let format = |amount| tenant.currency.format(amount);
    match settlement.promised() {
        Some(promised) => {
            let words = texts::given_back(promised, view.refunded_cents, format);
            (texts::GIVEN_BACK, Some(words))
        }
        None => (claims::WOULD_GIVE_BACK, settlement.offer.refund_cents.map(format)),
    }
}

/// Whether nothing has come of it yet.
fn is_unanswered(view: &ClaimView, settlement: &Settlement) -> bool {
    settlement.answer.is_none() && view.reply.is_none() && view.answered_at.is_none()
}

/// The choice up to the last day of the offer, here and at the restaurant; then that it is over.
fn choice_while_open(
    number: ClaimNumber,
    settlement: &Settlement,
    tenant: &Tenant,
    sheet: Resource<ClaimView>,
    key: StoredValue<String>,
) -> AnyView {
    let (clock, zone, settlement) = (Clock::ticking(LOOK_MS), tenant.zone.clone(), settlement.clone());
    let in_time = settlement.sent.as_ref().is_some_and(|sent| sent.pauses(&zone));
    let ends = match in_time {
        true => texts::OFFER_ENDS,
        false => texts::OFFER_ENDS_LATE,
    };
    let may_answer = Memo::new(move |_| settlement.open_until(zone.date(clock.now())).is_some());
    dynamic(move || match may_answer.get() {
        true => choice(number, ends, sheet, key),
        false => view! { <p class="muted">{claims::OFFER_OVER}</p> }.into_any(),
    })
}

/// Both buttons; `ends` says what comes of either.
fn choice(
    number: ClaimNumber,
    ends: &'static str,
    sheet: Resource<ClaimView>,
    key: StoredValue<String>,
) -> AnyView {
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let patience = Patience::default();
    let answer = move |accepted: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        leptos::task::spawn_local(async move {
            let asked = patience
                .during(answer_offer(number, key.get_value(), accepted))
                .await;
            let _ = busy.try_set(false);
            match asked {
                Ok(view) => {
                    sheet.learn(view);
                    request_animation_frame(|| page::focus("acuerdo"));
                }
                Err(error) => {
                    let conflict = error.code == Code::Conflict;
                    let _ = failed.try_set(Some(error.message));
                    if conflict {
                        see_how_it_stands(number, sheet, key).await;
                    }
                }
            }
        });
    };
    // One question at a time, for both buttons.
    let sure = Sure::<bool>::default();
    let buttons = [
        (true, "button button--primary", texts::OFFER_ACCEPT),
        (false, "button", texts::OFFER_DECLINE),
    ];
    let buttons: Vec<AnyView> = buttons
        .into_iter()
        .map(|(accepted, class, words)| {
            // The second press counts.
            let press = move || {
                if !busy.get_untracked() && sure.press(accepted) {
                    answer(accepted);
                }
            };
            // A button that goes while it has the focus is left as well, when nothing of it is there any more.
            let left = move |_| {
                if busy.try_get_untracked() == Some(false) {
                    sure.forget();
                }
            };
            let words = Signal::derive(move || match (busy.get(), sure.is(accepted)) {
                (true, true) => texts::OFFER_SENDING,
                (_, true) => texts::OFFER_SURE,
                _ => words,
            });
            let working = Signal::derive(move || busy.get().then_some("true"));
            view! {
                <button type="button" class=class aria-busy=working on:click=tap(press) on:blur=left>
                    {words}
                </button>
            }
            .into_any()
        })
        .collect();
    let problem = dynamic(move || match failed.get() {
        Some(text) => view! { <p class="notice notice--error">{text}</p> }.into_any(),
        None => nothing(),
    });
    view! {
        <p>{ends}</p>
        <p>{texts::OFFER_DECLARE} " " <b>{ACCEPTED_WORDS}</b></p>
        <div class="cluster no-print">{buttons}</div>
        <StillTrying patience=patience />
        <div role="alert">{problem}</div>
    }
    .into_any()
}

/// Something else has come of it meanwhile: the sheet is fetched again.
async fn see_how_it_stands(number: ClaimNumber, sheet: Resource<ClaimView>, key: StoredValue<String>) {
    let Some(key) = key.try_get_value() else {
        return;
    };
    if let Ok(view) = claim_sheet(number, key).await {
        sheet.learn(view);
        request_animation_frame(|| page::focus("acuerdo"));
    }
}

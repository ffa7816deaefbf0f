//! Pedidos y metas: what orders cost, how long their stages may take, and how many a customer may have open.

use super::desk::{self, DeskWords};
use crate::components::text_field::TextField;
use crate::state::menu_form::wrong_with;
use crate::state::numbers::{amount, amount_or_none, number, written};
use crate::state::order_rules::OrderRulesDraft;
use ::texts::now::console::order_rules as texts;
use api::catalog::OrderRulesDesk;
use leptos::prelude::*;
use rpc::catalog::{change_order_rules, order_rules};
use ui::resource::Loader;

const WORDS: DeskWords = DeskWords {
    save: texts::SAVE,
    saved: texts::SAVED,
};

/// Asks for them, and again whenever the settings have changed.
#[component]
pub fn AskedOrderRules() -> AnyView {
    let rules = OrderRulesDraft::unknown();
    let card = move |loader| view! { <OrderRules rules loader /> }.into_any();
    desk::asked(rules, order_rules, texts::LOADING, card)
}

#[component]
pub(crate) fn OrderRules(rules: OrderRulesDraft, loader: Loader) -> AnyView {
    view! {
        <section class="card stack" aria-labelledby="pedidos-metas">
            <header class="card__head">
                <h2 id="pedidos-metas">{texts::TITLE}</h2>
                <p class="muted">{texts::LEAD}</p>
            </header>
            {move || {
                rules.replaced.track();
                view! {
                    {costs(rules)}
                    {targets(rules)}
                    {limits(rules)}
                }
            }}
            {needs_email(rules)}
            {desk::foot(rules, loader, WORDS, || true, change_order_rules)}
        </section>
    }
    .into_any()
}

/// A field of the rules. What is typed is in the draft at once.
fn field(
    rules: OrderRulesDraft,
    (name, keys): (&'static str, &'static str),
    (label, hint): (&'static str, &'static str),
    pointer: &'static str,
    value: String,
    put: fn(&mut OrderRulesDesk, &str),
) -> AnyView {
    let wrong = Signal::derive(move || rules.wrong.with(|found| wrong_with(found, pointer)));
    let typed = Callback::new(move |text: String| rules.draft.update(|draft| put(draft, &text)));
    let id = ["reglas-", name].concat();
    view! { <TextField id label hint value=RwSignal::new(value) wrong typed longest=9 keys /> }.into_any()
}

fn costs(rules: OrderRulesDraft) -> AnyView {
    let now = rules.draft.get_untracked();
    let free_from = now.free_delivery_from_cents.map(written);
    view! {
        <h3>{texts::COSTS}</h3>
        <p class="muted">{texts::COSTS_LEAD}</p>
        <div class="field-row">
            {field(
                rules,
                ("minimo", "decimal"),
                texts::MINIMUM,
                "/minimumOrderCents",
                written(now.minimum_order_cents),
                |rules, text| rules.minimum_order_cents = amount(text),
            )}
            {field(
                rules,
                ("envio", "decimal"),
                texts::FEE,
                "/deliveryFeeCents",
                written(now.delivery_fee_cents),
                |rules, text| rules.delivery_fee_cents = amount(text),
            )}
            {field(
                rules,
                ("gratis", "decimal"),
                texts::FREE_FROM,
                "/freeDeliveryFromCents",
                free_from.unwrap_or_default(),
                |rules, text| rules.free_delivery_from_cents = amount_or_none(text),
            )}
        </div>
    }
    .into_any()
}

fn targets(rules: OrderRulesDraft) -> AnyView {
    let now = rules.draft.with_untracked(|draft| draft.targets);
    view! {
        <h3>{texts::TARGETS}</h3>
        <p class="muted">{texts::TARGETS_LEAD}</p>
        <div class="field-row">
            {field(
                rules,
                ("cocina", "numeric"),
                (texts::COOKING, ""),
                "/targets/cooking",
                now.cooking.to_string(),
                |rules, text| rules.targets.cooking = number(text, u16::MAX),
            )}
            {field(
                rules,
                ("empaque", "numeric"),
                (texts::PACKAGING, ""),
                "/targets/packaging",
                now.packaging.to_string(),
                |rules, text| rules.targets.packaging = number(text, u16::MAX),
            )}
            {field(
                rules,
                ("reparto", "numeric"),
                (texts::DELIVERY, ""),
                "/targets/delivery",
                now.delivery.to_string(),
                |rules, text| rules.targets.delivery = number(text, u16::MAX),
            )}
        </div>
    }
    .into_any()
}

fn limits(rules: OrderRulesDraft) -> AnyView {
    let now = rules.draft.with_untracked(|draft| draft.order_limits);
    view! {
        <h3>{texts::LIMITS}</h3>
        <p class="muted">{texts::LIMITS_LEAD}</p>
        <div class="field-row">
            {field(
                rules,
                ("sin-pagar", "numeric"),
                texts::OPEN_UNPAID,
                "/orderLimits/openUnpaid",
                now.open_unpaid.to_string(),
                |rules, text| rules.order_limits.open_unpaid = number(text, u16::MAX),
            )}
            {field(
                rules,
                ("al-recibir", "numeric"),
                texts::OPEN_CASH,
                "/orderLimits/openCash",
                now.open_cash.to_string(),
                |rules, text| rules.order_limits.open_cash = number(text, u16::MAX),
            )}
            {field(
                rules,
                ("por-hora", "numeric"),
                texts::HOURLY,
                "/orderLimits/hourlyByAddress",
                now.hourly_by_address.to_string(),
                |rules, text| rules.order_limits.hourly_by_address = number(text, u16::MAX),
            )}
        </div>
    }
    .into_any()
}

fn needs_email(rules: OrderRulesDraft) -> AnyView {
    let needed = move || {
        rules
            .draft
            .with(|draft| draft.order_limits.first_cash_needs_email)
    };
    let choose = move |event| {
        let checked = event_target_checked(&event);
        rules
            .draft
            .update(|draft| draft.order_limits.first_cash_needs_email = checked);
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=needed on:change=choose />
            {texts::CASH_NEEDS_EMAIL}
        </label>
    }
    .into_any()
}

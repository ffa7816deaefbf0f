//! The tax that prices include: one of the lists that the law knows, or rates of one's own, each from a day on.

use crate::components::text_field::TextField;
use crate::state::business_draft::BusinessDraft;
use crate::state::erased::{effect, memo};
use crate::state::menu_form::wrong_with;
use crate::state::numbers::{basis_points, is_number, percent};
use crate::state::restaurant::RestaurantState;
use ::texts::now::claims::date;
use ::texts::now::console::taxes as texts;
use domain::tax::{MAX_RATES, TaxRegime, rate_on};
use domain::{Date, tax::TaxRate};
use leptos::prelude::*;
use ui::clock;
use ui::icon::Icon;

/// The button for one rate more.
const ADD: &str = "impuesto-agregar";
/// What the choice calls rates of one's own.
const OWN: &str = "propias";

/// What is no day, so that the rules refuse it: 0001-01-01, before the first of them.
const NO_DAY: Date = Date(-719_162);

/// A day as a field and a row show it; nothing for what was none.
fn shown(day: Date, words: fn(Date) -> String) -> String {
    match day {
        NO_DAY => String::new(),
        day => words(day),
    }
}

/// As the choice calls it.
fn named(regime: TaxRegime) -> &'static str {
    match regime {
        TaxRegime::General => "general",
        TaxRegime::SmallRestaurant => "mype",
        TaxRegime::Amazon => "amazonia",
    }
}

#[component]
pub(crate) fn TaxField(business: BusinessDraft) -> AnyView {
    let rates = memo(move || business.draft.with(|draft| draft.tax_rates.clone()));
    // Rates of one's own may be those of the law for a while.
    let own = RwSignal::new(false);
    let chosen = memo(move || match TaxRegime::of(&rates.get()) {
        Some(regime) if !own.get() => named(regime),
        _ => OWN,
    });
    effect(move || {
        business.replaced.track();
        own.set(TaxRegime::of(&rates.get_untracked()).is_none());
    });
    effect(move || {
        if chosen.get() == OWN {
            own.set(true);
        }
    });
    let choose = move |event| {
        let picked = event_target_value(&event);
        let regime = TaxRegime::ALL.into_iter().find(|regime| named(*regime) == picked);
        own.set(regime.is_none());
        business.wrong.set(Vec::new());
        if let Some(regime) = regime {
            business.put_rates(regime.rates());
        }
    };
    let options = TaxRegime::ALL.map(|regime| (named(regime), texts::regime(regime)));
    let options = options.into_iter().chain([(OWN, texts::OTHER)]);
    let options = options.map(|(value, words)| {
        view! {
            <option value=value prop:selected=move || chosen.get() == value>
                {words}
            </option>
        }
    });
    let wrong = memo(move || business.wrong.with(|found| wrong_with(found, "/taxRates")));
    view! {
        <div class="field">
            <label class="field__label" for="negocio-impuesto">
                {texts::TITLE}
            </label>
            <select
                class="field__input"
                id="negocio-impuesto"
                aria-describedby="negocio-impuesto-sobre"
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                on:change=choose
            >
                {options.collect_view()}
            </select>
            <div id="negocio-impuesto-sobre">
                {move || wrong.get().map(|wrong| view! { <p class="field__error">{wrong}</p> })}
                <p class="field__hint">{move || [&holds(&rates.get()), " ", texts::ASK].concat()}</p>
            </div>
        </div>
        {move || (chosen.get() == OWN).then(|| view! { <OwnRates business /> })}
    }
    .into_any()
}

fn today() -> Date {
    RestaurantState::expect().with_tenant(|tenant| tenant.zone.date(clock::time()))
}

/// What holds today and what comes next; nothing while a rate is being typed.
fn holds(rates: &[TaxRate]) -> String {
    if rates.iter().any(|rate| !is_number(rate.basis_points)) {
        return String::new();
    }
    let today = today();
    let coming = rates.iter().filter(|rate| rate.from > today);
    let next = coming.min_by_key(|rate| rate.from);
    let next = next.map(|rate| (rate.from, percent(rate.basis_points)));
    texts::holds(&percent(rate_on(rates, today)), next)
}

#[component]
pub(crate) fn OwnRates(business: BusinessDraft) -> AnyView {
    let draft = business.draft;
    // Drawn anew when there are more or fewer of them, and when what is stored takes their place: not with every letter.
    let drawn = memo(move || (draft.with(|draft| draft.tax_rates.len()), business.replaced.get()));
    let add = move |_| {
        let at = draft.with_untracked(|draft| draft.tax_rates.len());
        business.add_rate(today());
        ui::page::focus_soon(format!("impuesto-{at}-desde"));
    };
    view! {
        {move || {
            let (count, _) = drawn.get();
            (0..count).map(|at| rate(business, at, count)).collect_view()
        }}
        {move || {
            (drawn.get().0 < MAX_RATES)
                .then(|| {
                    view! {
                        <div>
                            <button type="button" class="button" id=ADD on:click=add>
                                <Icon name="plus" />
                                {texts::ADD}
                            </button>
                        </div>
                    }
                })
        }}
    }
    .into_any()
}

fn rate(business: BusinessDraft, at: usize, count: usize) -> Option<AnyView> {
    let now = business
        .draft
        .with_untracked(|draft| draft.tax_rates.get(at).cloned())?;
    let wrong = move |name: &str| {
        let pointer = format!("/taxRates/{at}/{name}");
        Signal::derive(move || business.wrong.with(|found| wrong_with(found, &pointer)))
    };
    // A browser says nothing of a day that is being typed or was taken away.
    let begin = Callback::new(move |text: String| {
        let from = Date::parse(&text).unwrap_or(NO_DAY);
        business.change_rate(at, |rate| rate.from = from);
    });
    let put = Callback::new(move |text: String| {
        business.change_rate(at, |rate| rate.basis_points = basis_points(&text));
    });
    let remove = move |_| {
        business.wrong.set(Vec::new());
        business.remove_rate(at);
        ui::page::focus_soon(ADD.to_owned());
    };
    // A row is called by its day.
    let day = memo(move || {
        let rate = business
            .draft
            .with(|draft| draft.tax_rates.get(at).map(|rate| rate.from));
        rate.map(|from| shown(from, date)).unwrap_or_default()
    });
    let remove = (count > 1).then(|| {
        view! {
            <button
                type="button"
                class="button button--icon button--quiet"
                aria-label=move || [texts::REMOVE, " ", &day.get()].concat()
                on:click=remove
            >
                <Icon name="close" />
            </button>
        }
    });
    let fields = view! {
        <div class="field-row field-row--entry" role="group" aria-label=move || [texts::RATE_FROM, " ", &day.get()].concat()>
            <TextField
                id=format!("impuesto-{at}-desde")
                label=texts::FROM
                value=RwSignal::new(shown(now.from, |day| day.to_string()))
                wrong=wrong("from")
                typed=begin
                kind="date"
                longest=10
            />
            <TextField
                id=format!("impuesto-{at}-tasa")
                label=texts::RATE
                value=RwSignal::new(percent(now.basis_points))
                wrong=wrong("basisPoints")
                typed=put
                keys="decimal"
                longest=6
            />
            {remove}
        </div>
    };
    Some(fields.into_any())
}

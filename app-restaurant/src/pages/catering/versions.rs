//! Every version of the quote, the newest open, and whether the customer has read it.

use crate::state::erased::memo;
use crate::state::restaurant::RestaurantState;
use api::catering::CateringView;
use domain::Money;
use domain::catering::Quote;
use domain::written::or_empty;
use leptos::prelude::*;
use texts::now::console::catering as texts;
use ui::icon::Icon;

#[component]
pub fn Versions(request: Memo<CateringView>) -> AnyView {
    let restaurant = RestaurantState::expect();
    let quotes = memo(move || request.with(|request| request.quotes.clone()));
    let shown = move || {
        let quotes = quotes.get();
        let newest = quotes.len();
        if newest == 0 {
            return view! { <p class="muted">{texts::NO_QUOTES}</p> }.into_any();
        }
        let rows = quotes.iter().enumerate().rev();
        let rows: Vec<AnyView> = rows
            .map(|(index, quote)| version(quote, index + 1 == newest, restaurant))
            .collect();
        rows.into_any()
    };
    view! {
        <section class="card">
            <h2 class="card__title">{texts::VERSIONS}</h2>
            {shown}
        </section>
    }
    .into_any()
}

fn version(quote: &Quote, newest: bool, restaurant: RestaurantState) -> AnyView {
    let lines = quote.lines.iter().map(|line| {
        let name = texts::line(line.qty, &line.name, or_empty(&line.note));
        sum_row(&name, &restaurant.format(line.subtotal))
    });
    let fees = quote
        .fees
        .iter()
        .map(|fee| sum_row(&fee.name, &restaurant.format(fee.amount)));
    let mut rows: Vec<AnyView> = lines.chain(fees).collect();
    if quote.totals.discount > Money::ZERO {
        rows.push(sum_row(
            texts::DISCOUNT,
            &restaurant.format(-quote.totals.discount),
        ));
    }
    // It can be accepted before this instant: midnight belongs to the day before.
    let last_minute = quote.valid_until.plus_minutes(-1);
    let deposit = texts::deposit_of(quote.deposit_percent);
    view! {
        <details class="version" open=newest>
            <summary>
                <span>{texts::version(quote.version, &quote.by, &restaurant.moment(quote.made_at))}</span>
                {newest.then(|| seen(quote, restaurant))}
            </summary>
            <div class="stack">
                <dl class="totals">
                    {rows}
                    <div class="totals__row totals__row--total">
                        <dt>{texts::TOTAL}</dt>
                        <dd>{restaurant.format(quote.totals.total)}</dd>
                    </div>
                    {sum_row(&deposit, &restaurant.format(quote.totals.deposit))}
                </dl>
                {(!quote.message.is_empty())
                    .then(|| view! { <p class="catering__text">{texts::quoted_words(&quote.message)}</p> })}
                <p class="muted">{texts::valid_until(&restaurant.moment(last_minute))}</p>
            </div>
        </details>
    }
    .into_any()
}

/// Whether the newest version was read.
fn seen(quote: &Quote, restaurant: RestaurantState) -> AnyView {
    match quote.read_at {
        Some(at) => view! {
            <span class="badge badge--success">
                <Icon name="check" />
                {texts::seen(&restaurant.moment(at))}
            </span>
        }
        .into_any(),
        None => view! { <span class="badge badge--neutral">{texts::VERSION_UNREAD}</span> }.into_any(),
    }
}

/// A name and an amount.
pub fn sum_row(name: &str, amount: &str) -> AnyView {
    view! {
        <div class="totals__row">
            <dt>{name.to_owned()}</dt>
            <dd>{amount.to_owned()}</dd>
        </div>
    }
    .into_any()
}

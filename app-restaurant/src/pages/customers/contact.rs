//! How to reach a customer, and where orders go.

use ::texts::now::console::customers as texts;
use domain::customer::{Customer, SavedAddress};
use domain::written::{Phone, or_empty};
use leptos::prelude::*;
use ui::icon::Icon;

#[component]
pub fn Contact(customer: Memo<Customer>) -> AnyView {
    view! {
        <section class="card stack" aria-labelledby="contacto">
            <h2 class="card__title" id="contacto">
                {texts::CONTACT}
            </h2>
            {move || customer.with(reach)}
            {move || customer.with(|customer| addresses(&customer.addresses))}
        </section>
    }
    .into_any()
}

/// Buttons that call and write, and what else is known.
fn reach(customer: &Customer) -> AnyView {
    let phone = match &customer.phone {
        None => view! { <p class="muted">{texts::NO_PHONE}</p> }.into_any(),
        Some(phone) => view! {
            <a class="button" href=format!("tel:{}", phone.as_str())>
                <Icon name="phone" />
                <span class="visually-hidden">{texts::PHONE} " "</span>
                {Phone::shown(phone)}
            </a>
        }
        .into_any(),
    };
    let mail = match or_empty(&customer.email) {
        "" => view! { <p class="muted">{texts::NO_MAIL}</p> }.into_any(),
        mail => view! {
            <a class="button" href=format!("mailto:{mail}")>
                <Icon name="note" />
                <span class="visually-hidden">{texts::MAIL} " "</span>
                <span class="customer-page__mail">{mail.to_owned()}</span>
            </a>
        }
        .into_any(),
    };
    let document = or_empty(&customer.document).to_owned();
    view! {
        <div class="customer-page__reach">{phone} {mail}</div>
        <dl class="facts">
            <div>
                <dt>{texts::USERNAME}</dt>
                <dd>{customer.username.clone()}</dd>
            </div>
            {(!document.is_empty())
                .then(|| {
                    view! {
                        <div>
                            <dt>{texts::DOCUMENT}</dt>
                            <dd>{document.clone()}</dd>
                        </div>
                    }
                })}
        </dl>
    }
    .into_any()
}

fn addresses(saved: &[SavedAddress]) -> AnyView {
    let address = |saved: &SavedAddress| {
        let reference = saved.address.reference.clone();
        view! {
            <div>
                <dt>{saved.label.clone()}</dt>
                <dd>
                    {saved.address.one_line()}
                    {(!reference.is_empty()).then(|| view! { <p class="muted small">{reference.clone()}</p> })}
                </dd>
            </div>
        }
    };
    view! {
        <h3>{texts::ADDRESSES}</h3>
        {match saved {
            [] => view! { <p class="muted">{texts::NO_ADDRESSES}</p> }.into_any(),
            saved => view! { <dl class="facts">{saved.iter().map(address).collect_view()}</dl> }.into_any(),
        }}
    }
    .into_any()
}

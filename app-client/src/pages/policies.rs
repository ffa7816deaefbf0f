//! The terms of service and the privacy policy: what all restaurants say, by what is known of this one, and what it adds.

use crate::components::known_restaurant::with_part;
use ::texts::now::mail;
use ::texts::now::storefront::{self as texts, PolicyText, Seller};
use domain::Money;
use domain::store_words::PolicyPart;
use domain::tax::is_taxed;
use domain::tenant::Tenant;
use domain::written::{Phone, or_empty};
use leptos::prelude::*;

pub fn terms_page() -> AnyView {
    policy(texts::TITLE_TERMS, |tenant, online| {
        let said = of(tenant, |seller| {
            texts::terms(seller, is_taxed(&tenant.tax_rates), online, zones(tenant))
        });
        let made_up = tenant.is_made_up().then(texts::terms_made_up);
        let own = own(&tenant.policies.terms);
        said.into_iter().chain(own).chain(made_up).collect()
    })
}

pub fn privacy_page() -> AnyView {
    policy(texts::TITLE_PRIVACY, |tenant, _| {
        let own = own(&tenant.policies.privacy);
        of(tenant, texts::privacy).into_iter().chain(own).collect()
    })
}

/// What is said of who sells.
fn of(tenant: &Tenant, say: impl FnOnce(Seller<'_>) -> Vec<PolicyText>) -> Vec<PolicyText> {
    let brand = &tenant.brand;
    let places = tenant.branches.iter().map(|branch| {
        let known = [&branch.address, &branch.district].map(String::as_str);
        let known: Vec<&str> = known.into_iter().filter(|text| !text.is_empty()).collect();
        known.join(", ")
    });
    let places: Vec<String> = places.filter(|place| !place.is_empty()).collect();
    say(Seller {
        name: &brand.name,
        legal: &mail::legal(&brand.legal_name, or_empty(&brand.ruc)),
        place: &places.join("; "),
        phone: &brand.phone.as_ref().map(Phone::shown).unwrap_or_default(),
        email: or_empty(&brand.email),
    })
}

/// What bringing costs, by zone.
fn zones(tenant: &Tenant) -> Vec<String> {
    let cost = |name: &str, fee: Money, minimum: Money, free_from: Option<Money>| {
        let fee = match fee {
            Money::ZERO => texts::TERMS_FREE.to_owned(),
            fee => tenant.format(fee),
        };
        let minimum = (minimum > Money::ZERO).then(|| tenant.format(minimum));
        let free_from = free_from.map(|from| tenant.format(from));
        texts::terms_zone(name, &fee, minimum.as_deref(), free_from.as_deref())
    };
    if tenant.delivery_zones.is_empty() {
        let everywhere = cost(
            texts::TERMS_EVERYWHERE,
            tenant.delivery_fee,
            tenant.minimum_order,
            tenant.free_delivery_from,
        );
        return vec![everywhere];
    }
    let zones = tenant.delivery_zones.iter();
    zones
        .map(|zone| {
            cost(
                &zone.name,
                zone.fee_cents,
                zone.minimum_cents,
                zone.free_from_cents,
            )
        })
        .collect()
}

fn own(parts: &[PolicyPart]) -> Vec<PolicyText> {
    let part = |part: &PolicyPart| {
        let paragraphs = part.paragraphs().map(str::to_owned).collect();
        (part.title.clone(), paragraphs)
    };
    parts.iter().map(part).collect()
}

fn policy(title: &'static str, say: fn(&Tenant, bool) -> Vec<PolicyText>) -> AnyView {
    let part = |(heading, paragraphs): PolicyText| {
        let paragraphs: Vec<AnyView> = paragraphs
            .into_iter()
            .map(|text| view! { <p>{text}</p> }.into_any())
            .collect();
        view! {
            <h2>{heading}</h2>
            {paragraphs}
        }
        .into_any()
    };
    let said = with_part(
        move |known| say(&known.storefront.tenant, known.storefront.online),
        move |parts| {
            let parts: Vec<AnyView> = parts.into_iter().map(part).collect();
            parts.into_any()
        },
    );
    view! {
        <article class="page page--narrow prose">
            <h1 class="page__title">{title}</h1>
            {said}
        </article>
    }
    .into_any()
}

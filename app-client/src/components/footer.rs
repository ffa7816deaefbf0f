//! The footer: the restaurant, and where its places are.

use crate::state::restaurant::RestaurantState;
use ::texts::now::mail;
use ::texts::now::{hours, storefront as texts};
use api::pages::Page;
use domain::tax::is_taxed;
use domain::tenant::Brand;
use domain::written::or_empty;
use leptos::prelude::*;
use ui::dynamic::{dynamic, nothing};
use ui::icon::Icon;

#[component]
pub fn Footer() -> AnyView {
    let tenant = RestaurantState::expect().tenant();
    dynamic(move || {
        tenant.get().map_or_else(nothing, |tenant| {
            let brand = &tenant.brand;
            let taxed = is_taxed(&tenant.tax_rates);
            let branches: Vec<AnyView> = tenant
                .branches
                .iter()
                .map(|branch| {
                    view! {
                        <li class="muted">
                            <b>{branch.name.clone()}</b>
                            <br />
                            {branch.address.clone()}
                            <br />
                            {hours::of_week(tenant.hours_of(branch))}
                        </li>
                    }
                    .into_any()
                })
                .collect();
            view! {
                <footer class="site-footer ember">
                    <div class="site-footer__inner">
                        <section class="stack">
                            <h2 class="site-footer__title">{texts::FOOTER_HOUSE}</h2>
                            <p class="muted">{brand.tagline.clone()}</p>
                            {phone(brand)}
                            {email(brand)}
                            <p>
                                <a class="claims-link" href=Page::Claim.href()>
                                    <Icon name="book" />
                                    {texts::TITLE_BOOK}
                                </a>
                            </p>
                        </section>
                        <section>
                            <h2 class="site-footer__title">{texts::FOOTER_BRANCHES}</h2>
                            <ul class="stack">{branches}</ul>
                        </section>
                        <section>
                            <h2 class="site-footer__title">{texts::FOOTER_ORDER}</h2>
                            <ul>
                                <li>
                                    <a href=Page::Menu.href()>{texts::TITLE_CARTA}</a>
                                </li>
                                <li>
                                    <a href=Page::Promotions.href()>{texts::PROMOTIONS}</a>
                                </li>
                                <li>
                                    <a href=Page::Catering.href()>{texts::catering::CATERING}</a>
                                </li>
                                <li>
                                    <a href=Page::MyOrders.href()>{texts::MY_ORDERS}</a>
                                </li>
                            </ul>
                        </section>
                        <section>
                            <h2 class="site-footer__title">{texts::FOOTER_HELP}</h2>
                            <ul>
                                <li>
                                    <a href=Page::Terms.href()>{texts::TITLE_TERMS}</a>
                                </li>
                                <li>
                                    <a href=Page::Privacy.href()>{texts::TITLE_PRIVACY}</a>
                                </li>
                            </ul>
                        </section>
                        <p class="site-footer__legal">{texts::legal_line(&mail::legal(&brand.legal_name, or_empty(&brand.ruc)), tenant.is_made_up(), taxed)}</p>
                    </div>
                </footer>
            }
            .into_any()
        })
    })
}

fn phone(brand: &Brand) -> Option<AnyView> {
    brand.phone.as_ref().map(|phone| {
        view! {
            <p>
                <a href=["tel:", phone.as_str()].concat()>{texts::call_us(&phone.shown())}</a>
            </p>
        }
        .into_any()
    })
}

fn email(brand: &Brand) -> Option<AnyView> {
    brand.email.as_ref().map(|email| {
        view! {
            <p>
                <a href=["mailto:", email.as_str()].concat()>{email.to_string()}</a>
            </p>
        }
        .into_any()
    })
}

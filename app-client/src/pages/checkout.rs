//! Where to, who, which receipt, how to pay: and the order is placed, once.

use super::checkout_fields::{Form, consent, payment, receipt};
use super::checkout_notices::notices;
use crate::components::destination_form::DestinationFields;
use crate::components::field::{Field, Kind, Problems};
use crate::components::known_restaurant::{framed_until, parts};
use crate::components::schedule_fields::ScheduleFields;
use crate::components::summary::{fee_words, totals_list};
use crate::state::cart::Cart;
use crate::state::checkout::{self, Draft, PlacedBefore, check, field_of};
use crate::state::destination::{Choice, Destination};
use crate::state::leaving::{Leaving, Meanwhile};
use crate::state::pricing::{PricedCart, priced_cart};
use crate::state::restaurant::RestaurantState;
use crate::state::session::{Asked, Session, Who, sign_in_path};
use ::texts::now::storefront as texts;
use api::orders::{NewOrder, PlacedOrder};
use api::pages::Page;
use api::{ApiError, Code};
use domain::cart::When;
use domain::payment::PaymentMethod;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use rpc::orders::place_order;
use std::time::Duration;
use ui::clock::time;
use ui::patience::{Patience, StillTrying};
use ui::sent_before::{Words, sent_before};
use ui::toast::Tone;

/// What the profile may fill in and nobody has to look at.
const FILLED: &str = "phone";
/// How long it is waited for.
const TIMEOUT: Duration = Duration::from_secs(5);

pub fn checkout_page() -> AnyView {
    framed_until(RestaurantState::expect().whole(), waiting, || {
        view! { <Checkout /> }.into_any()
    })
}

fn waiting() -> AnyView {
    framed(parts(texts::LOADING))
}

/// The title of the page and how far the order is, above the rest.
fn framed(rest: AnyView) -> AnyView {
    let steps = texts::STEPS.into_iter().zip([Some("done"), Some("active"), None]).map(|(step, state)| {
        view! {
            <li class="steps-bar__step" data-state=state aria-current=(state == Some("active")).then_some("step")>
                {step}
            </li>
        }
    });
    view! {
        <div class="page">
            <h1 class="page__title">{texts::TITLE_CHECKOUT}</h1>
            <ol class="steps-bar">{steps.collect_view()}</ol>
            {rest}
        </div>
    }
    .into_any()
}

#[component]
fn Checkout() -> AnyView {
    let (restaurant, cart, destination) = (RestaurantState::expect(), Cart::expect(), Destination::expect());
    // Placing the order empties the cart, which is no reason to leave for the carta.
    let placed = RwSignal::new(false);
    let navigate = use_navigate();
    Effect::new(move |_| {
        if cart.count() == 0 && !placed.get_untracked() {
            navigate(
                Page::Cart.href(),
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
        }
    });
    let form = Form::kept();
    let priced = Memo::new(move |_| {
        let known = restaurant.known();
        let when = When {
            now: time(),
            at: form.scheduled_for.get(),
        };
        known.map_or_else(PricedCart::default, |known| {
            let served = destination.with(|choice| choice.served(&known.storefront.tenant));
            priced_cart(
                &served,
                &known.storefront.catalog,
                &cart.lines(),
                destination.kind(),
                when,
            )
        })
    });
    let fee = Memo::new(move |_| {
        let tenant = restaurant.known().map(|known| known.storefront.tenant.clone());
        let lacks_zone = |choice: &Choice| tenant.as_ref().is_some_and(|tenant| choice.lacks_zone(tenant));
        destination.with(|choice| fee_words(choice.kind, lacks_zone(choice)))
    });
    framed(
        view! {
            <div class="split">
                <CheckoutForm form=form priced=priced placed=placed />
                <aside class="split__side">
                    <section class="card">
                        <h2 class="card__title">{texts::SUMMARY}</h2>
                        {move || {
                            let priced = priced.get();
                            let lines = priced.lines.iter().filter_map(|line| line.priced.as_ref());
                            let lines = lines
                                .map(|line| ([line.qty.to_string().as_str(), " × ", line.name.as_str()].concat(), line.subtotal));
                            totals_list(restaurant.currency(), lines, &priced.totals, fee.get())
                        }}
                        <a href=Page::Cart.href()>{texts::SEE_ORDER}</a>
                    </section>
                </aside>
            </div>
        }
        .into_any(),
    )
}

/// An order that is being placed: the form, and how far it is.
#[derive(Clone, Copy)]
struct Placing {
    restaurant: RestaurantState,
    cart: Cart,
    destination: Destination,
    session: Session,
    form: Form,
    problems: Problems,
    priced: Memo<PricedCart>,
    placed: RwSignal<bool>,
    busy: RwSignal<bool>,
    /// Pressed while the one thing that is missing may be on its way: it counts once that has come, or has not for a while.
    /// An address that comes is seen before anything is sent there.
    pressed: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
    /// The order that had been placed before what was sent now, with the key of both.
    before: RwSignal<Option<(PlacedBefore, String)>>,
    patience: Patience,
    leaving: Leaving,
}

impl Placing {
    fn new(form: Form, priced: Memo<PricedCart>, placed: RwSignal<bool>) -> Placing {
        Placing {
            restaurant: RestaurantState::expect(),
            cart: Cart::expect(),
            destination: Destination::expect(),
            session: Session::expect(),
            form,
            problems: Problems::default(),
            priced,
            placed,
            busy: RwSignal::new(false),
            pressed: RwSignal::new(false),
            failure: RwSignal::new(None),
            before: RwSignal::new(None),
            patience: Patience::default(),
            leaving: Leaving::here(),
        }
    }

    fn place(self) {
        let Some(known) = self.restaurant.known_now() else {
            return;
        };
        if self.busy.get_untracked() || !self.priced.with_untracked(|priced| priced.sound) {
            return;
        }
        self.failure.set(None);
        self.before.set(None);
        if untrack(move || self.is_visitor()) {
            return self.leaving.to(&sign_in_path(Page::Checkout.href()));
        }
        let checked = check(
            &untrack(move || self.form.draft()),
            &self.destination.get_untracked(),
            &known.storefront.tenant,
            untrack(move || self.cart.lines()),
            self.priced.with_untracked(|priced| priced.totals.total),
            time(),
        );
        match checked {
            Ok(order) => {
                self.busy.set(true);
                let (asked, meanwhile) = (self.session.asked(), self.leaving.meanwhile());
                let order = checkout::with_key(order);
                leptos::task::spawn_local(async move {
                    match self.patience.during(place_order(order.clone())).await {
                        Ok(placed) => self.done(&order, &placed, meanwhile),
                        Err(error) => self.refused(&order, &asked, error, meanwhile),
                    }
                });
            }
            Err(missing) if self.may_come(&missing) => {
                self.pressed.set(true);
                let over = move || {
                    let _ = self.form.filling.try_set(false);
                };
                set_timeout(over, TIMEOUT);
            }
            Err(missing) => self.problems.show(missing),
        }
    }

    /// Whether the profile, which is being read, may have all that is missing.
    fn may_come(self, missing: &[(&'static str, String)]) -> bool {
        self.form.filling.get_untracked() && missing.iter().all(|(field, _)| *field == FILLED)
    }

    fn done(self, order: &NewOrder, placed: &PlacedOrder, meanwhile: Meanwhile) {
        let _ = self.placed.try_set(true);
        checkout::forget_attempt(&order.idempotency_key);
        if !meanwhile.has_left() {
            // The next order is asked anew when it is wanted.
            self.form.begin_next();
        }
        Draft::kept().after_order().keep();
        self.cart.take_out(&order.lines);
        let (page, words) = if placed.awaiting_payment {
            (Page::Payment, texts::PAY_ORDER)
        } else {
            (Page::Tracking, texts::FOLLOW)
        };
        let path = page.with(&[placed.order_id.as_str()]);
        meanwhile.done(texts::placed_meanwhile(placed.number), words, &path);
    }

    fn refused(self, order: &NewOrder, asked: &Asked, error: ApiError, meanwhile: Meanwhile) {
        if matches!(
            error.code,
            Code::Closed
                | Code::Full
                | Code::PriceChanged
                | Code::OutOfStock
                | Code::OutOfHours
                | Code::Unavailable86
        ) || error
            .fields
            .iter()
            .any(|field| field.code == Code::OutOfZone.wire_name())
        {
            self.restaurant.ask();
        }
        let error = asked.notice(error);
        let before = PlacedBefore::of(&error);
        if meanwhile.has_left() {
            return match before {
                Some(before) => {
                    let said = [
                        &texts::placed_before(before.number),
                        ". ",
                        texts::PLACED_BEFORE_TEXT,
                    ]
                    .concat();
                    meanwhile.say(Tone::Success, said, texts::SEE_PLACED_BEFORE, &before.path());
                }
                None => {
                    let said = texts::not_placed(error.is_no_answer(), &error.message);
                    meanwhile.say(Tone::Danger, said, texts::BACK_TO_FORM, Page::Checkout.href());
                }
            };
        }
        self.busy.set(false);
        if let Some(before) = before {
            return self.before.set(Some((before, order.idempotency_key.clone())));
        }
        let by_field = error.fields.iter();
        let by_field = by_field.filter_map(|field| Some((field_of(&field.pointer)?, field.message.clone())));
        self.problems.show(by_field.collect());
        self.failure.set(Some(error));
    }

    /// Goes on with the order that was placed first: it leaves the cart.
    fn go_on_with(self, before: &PlacedBefore, key: &str) {
        if let Some(lines) = checkout::lines_of(before) {
            self.cart.take_out(&lines);
        }
        let _ = self.placed.try_set(true);
        checkout::forget_attempt(key);
        self.leaving.replaced_by(&before.path());
    }

    /// What is in the form is meant as another order.
    fn another(self, key: &str) {
        checkout::forget_attempt(key);
        self.before.set(None);
        self.place();
    }

    fn working(self) -> bool {
        self.busy.get() || self.pressed.get()
    }

    fn is_visitor(self) -> bool {
        self.session.who() == Who::Visitor
    }

    /// The words on the button.
    fn label(self) -> &'static str {
        let is_free = self.priced.with(|priced| priced.totals.total.is_zero());
        match (self.working(), self.form.method.get(), self.is_visitor()) {
            (true, _, _) => texts::PLACING,
            (false, _, true) => texts::VISITOR_TITLE,
            (false, PaymentMethod::Cash, false) => texts::PLACE_CASH,
            (false, _, false) if is_free => texts::PLACE_CASH,
            (false, _, false) => texts::GO_TO_PAY,
        }
    }

    /// What is to be paid, on the button.
    fn total(self) -> String {
        let total = self.priced.with(|priced| priced.totals.total);
        self.restaurant.currency().format(total)
    }
}

#[component]
fn CheckoutForm(form: Form, priced: Memo<PricedCart>, placed: RwSignal<bool>) -> AnyView {
    let placing = Placing::new(form, priced, placed);
    let (problems, session) = (placing.problems, placing.session);
    Effect::new(move |_| {
        if session.customer().is_some() {
            form.fill_from_profile(placing.destination);
        }
    });
    Effect::new(move |_| {
        if !form.filling.get() && placing.pressed.get_untracked() {
            placing.pressed.set(false);
            untrack(move || placing.place());
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        placing.place();
    };
    view! {
        <form class="form" novalidate=true on:submit=submit>
            {move || notices(problems, placing.failure, priced)}
            {move || placing.before.get().map(|(before, key)| placed_before(placing, before, key))}
            <section class="card">
                <h2 class="card__title">{texts::WHERE_TITLE}</h2>
                <DestinationFields problems=problems name="kind" />
            </section>
            <section class="card">
                <h2 class="card__title">{texts::WHEN_TITLE}</h2>
                <ScheduleFields wanted=form.scheduled_for problems=problems />
            </section>
            <section class="card">
                <h2 class="card__title">{texts::CONTACT}</h2>
                {move || {
                    session.customer().map(|customer| view! { <p class="muted">{texts::ORDERING_AS} " " <b>{customer.name}</b></p> })
                }}
                <Field id="phone" label=texts::PHONE kind=Kind::PHONE value=form.phone problems=problems hint=texts::PHONE_HINT />
            </section>
            {receipt(form, problems)}
            {payment(form.method)}
            {consent(form.terms, problems)}
            {move || {
                placing.is_visitor().then(|| view! { <p class="notice">{texts::VISITOR_TEXT}</p> })
            }}
            <button
                class="button button--primary button--large button--block"
                aria-busy=move || placing.working().then_some("true")
                disabled=move || !priced.with(|priced| priced.sound)
            >
                {move || placing.label()}
                <span class="button__price">{move || placing.total()}</span>
            </button>
            <StillTrying patience=placing.patience />
        </form>
    }
    .into_any()
}

/// The order that was sent first had arrived.
fn placed_before(placing: Placing, before: PlacedBefore, key: String) -> AnyView {
    let words = Words {
        title: texts::placed_before(before.number),
        text: texts::PLACED_BEFORE_TEXT,
        see: texts::SEE_PLACED_BEFORE,
        another: texts::PLACE_ANOTHER,
    };
    let other = key.clone();
    sent_before(
        words,
        move || placing.go_on_with(&before, &key),
        move || placing.another(&other),
    )
}

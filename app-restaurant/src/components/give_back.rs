//! Gives money of an order back, all of it or a part, with a reason that the customer reads.

use super::text_field::TextField;
use crate::state::catering::soles;
use crate::state::erased::{effect, follow, memo};
use crate::state::restaurant::RestaurantState;
use crate::state::session::Session;
use ::texts::now::notifications;
use ::texts::now::{console as words, console::give_back as texts, payments};
use api::orders::{ItemView, OrderView};
use api::payments::{GiveBackForm, PaymentView};
use api::{ApiError, Code};
use domain::Money;
use domain::payment::{GivenFor, PaymentMethod};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use rpc::payments::give_back;
use ui::attempt::random_key;
use ui::page;
use ui::resource::Loader;
use ui::sheet::Sheet;
use ui::toast::{Toasts, Tone};

const AMOUNT: &str = "devolver-monto";
const WHY: &str = "devolver-motivo";

/// The button, where anything can go back, and its sheet.
#[component]
pub fn GiveBack(order: Memo<OrderView>, payment: Memo<Option<PaymentView>>, loader: Loader) -> AnyView {
    let open = RwSignal::new(false);
    let left =
        memo(move || payment.with(|payment| payment.as_ref().map_or(Money::ZERO, PaymentView::can_go_back)));
    // A request has the same key until the record shows that one was followed: an answer may be lost.
    let made =
        memo(move || payment.with(|payment| payment.as_ref().map_or(0, |payment| payment.adjustments.len())));
    let key = StoredValue::new(String::new());
    effect(move || {
        follow(made);
        key.set_value(random_key());
    });
    let title = Signal::derive(move || order.with(|order| texts::title(order.number)));
    view! {
        {move || {
            (left.get() > Money::ZERO)
                .then(|| {
                    view! {
                        <p class="give">
                            <button type="button" class="button" on:click=move |_| open.set(true)>
                                {texts::OPEN}
                            </button>
                        </p>
                    }
                })
        }}
        <Sheet open title id="devolver">
            <Form order payment left key open loader />
        </Sheet>
    }
    .into_any()
}

/// What is typed.
#[derive(Debug, Clone, Copy)]
pub struct Typed {
    /// Which lines of the order, by their place.
    lines: RwSignal<Vec<usize>>,
    pub amount: RwSignal<String>,
    pub reason: RwSignal<Option<GivenFor>>,
    note: RwSignal<String>,
    wrong_amount: RwSignal<Option<String>>,
    wrong_reason: RwSignal<bool>,
    busy: RwSignal<bool>,
}

impl Typed {
    pub fn new() -> Typed {
        Typed {
            lines: RwSignal::new(Vec::new()),
            amount: RwSignal::new(String::new()),
            reason: RwSignal::new(None),
            note: RwSignal::new(String::new()),
            wrong_amount: RwSignal::new(None),
            wrong_reason: RwSignal::new(false),
            busy: RwSignal::new(false),
        }
    }

    /// The amount as it was typed; followed.
    fn wanted(self) -> Option<Money> {
        let typed = self.amount.with(|text| soles(text));
        typed.filter(|amount| *amount > Money::ZERO)
    }

    /// A line of the order is to go back, or not after all: the amount is that of all that are, and no more than is left.
    fn tick(self, items: &[ItemView], line: usize, left: Money) {
        self.lines
            .update(|lines| match lines.iter().position(|known| *known == line) {
                Some(at) => drop(lines.remove(at)),
                None => lines.push(line),
            });
        let sum: Money = self.lines.with_untracked(|lines| {
            let ticked = items.iter().enumerate().filter(|(at, _)| lines.contains(at));
            ticked.filter_map(|(_, item)| item.subtotal_cents).sum()
        });
        self.put(sum.min(left));
    }

    fn put(self, amount: Money) {
        let text = if amount > Money::ZERO {
            amount.decimal()
        } else {
            String::new()
        };
        self.amount.set(text);
        self.wrong_amount.set(None);
    }
}

/// The giving of what is typed.
#[derive(Clone, Copy)]
struct Giving {
    typed: Typed,
    order: Memo<OrderView>,
    left: Memo<Money>,
    key: StoredValue<String>,
    open: RwSignal<bool>,
    loader: Loader,
    restaurant: RestaurantState,
    session: Session,
    toasts: Toasts,
}

impl Giving {
    /// What is typed, where it can be sent; otherwise what is wrong is said and has the focus.
    fn read(self) -> Option<GiveBackForm> {
        let typed = self.typed;
        let most = self.left.get_untracked();
        let amount = untrack(move || typed.wanted());
        typed.wrong_amount.set(match amount {
            None => Some(texts::AMOUNT_WRONG.to_owned()),
            Some(amount) if amount > most => Some(payments::at_most_back(&self.restaurant.format(most))),
            Some(_) => None,
        });
        let reason = typed.reason.get_untracked();
        typed.wrong_reason.set(reason.is_none());
        if typed.wrong_amount.with_untracked(Option::is_some) {
            page::focus(AMOUNT);
            return None;
        }
        let (Some(amount_cents), Some(reason)) = (amount, reason) else {
            page::focus(WHY);
            return None;
        };
        Some(GiveBackForm {
            idempotency_key: self.key.get_value(),
            amount_cents,
            reason,
            note: typed.note.get_untracked(),
        })
    }

    fn send(self) {
        if self.typed.busy.get_untracked() {
            return;
        }
        let Some(form) = self.read() else { return };
        self.typed.busy.set(true);
        let order = self.order.with_untracked(|order| order.order_id.clone());
        let asked = self.session.asked();
        spawn_local(async move {
            let amount = form.amount_cents;
            match give_back(order, form).await {
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                answer => self.answered(answer, amount),
            }
            let _ = self.typed.busy.try_set(false);
            self.loader.ask_now();
        });
    }

    fn answered(self, answer: Result<PaymentView, ApiError>, amount: Money) {
        let done = |words: String| {
            self.toasts.say(Tone::Success, words);
            let _ = self.open.try_set(false);
        };
        match answer {
            Ok(_) => done(texts::done(&self.restaurant.format(amount))),
            Err(error) if error.code == Code::IdempotencyKeyReused => done(texts::DONE_BEFORE.to_owned()),
            Err(error) => match error.fields.first() {
                Some(field) if field.pointer == "/amountCents" => {
                    let _ = self.typed.wrong_amount.try_set(Some(field.message.clone()));
                    page::focus(AMOUNT);
                }
                Some(field) => self.toasts.say(Tone::Danger, field.message.clone()),
                None => self.toasts.say(Tone::Danger, error.message),
            },
        }
    }
}

#[component]
pub fn Form(
    order: Memo<OrderView>,
    payment: Memo<Option<PaymentView>>,
    left: Memo<Money>,
    key: StoredValue<String>,
    open: RwSignal<bool>,
    loader: Loader,
) -> AnyView {
    let restaurant = RestaurantState::expect();
    let typed = Typed::new();
    let money = move |amount: Money| restaurant.format(amount);
    let giving = Giving {
        typed,
        order,
        left,
        key,
        open,
        loader,
        restaurant,
        session: Session::expect(),
        toasts: Toasts::expect(),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        giving.send();
    };
    let cash = move || {
        payment.with(|payment| {
            payment
                .as_ref()
                .is_some_and(|payment| payment.method == PaymentMethod::Cash)
        })
    };
    let hint = move || {
        let way = if cash() { texts::BY_HAND } else { texts::SAME_WAY };
        texts::left(&money(left.get()), way)
    };
    let go = move || match typed.busy.get() {
        true => texts::SENDING.to_owned(),
        false => texts::send(typed.wanted().map(money).as_deref()),
    };
    view! {
        <form novalidate on:submit=submit>
            <div class="sheet__body">
                <Which order left typed />
                <div class="cluster">
                    <button type="button" class="button button--small" on:click=move |_| typed.put(left.get_untracked())>
                        {move || texts::all(&money(left.get()))}
                    </button>
                </div>
                <TextField
                    id=AMOUNT
                    label=texts::AMOUNT
                    value=typed.amount
                    wrong=typed.wrong_amount
                    typed=Callback::new(move |text: String| {
                        typed.amount.set(text);
                        typed.wrong_amount.set(None);
                    })
                    longest=16
                    keys="decimal"
                />
                <p class="field__hint">{hint}</p>
                <Why typed />
                <TextField
                    id="devolver-nota"
                    label=texts::NOTE
                    hint=texts::NOTE_HINT
                    value=typed.note
                    typed=Callback::new(move |text: String| typed.note.set(text))
                    longest=200
                />
                <Preview typed />
            </div>
            <div class="sheet__foot">
                <button type="button" class="button" on:click=move |_| open.set(false)>
                    {words::NOT_NOW}
                </button>
                <button class="button button--primary" aria-busy=move || typed.busy.get().then_some("true")>
                    {go}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// The lines of the order, to be ticked.
#[component]
fn Which(order: Memo<OrderView>, left: Memo<Money>, typed: Typed) -> AnyView {
    let restaurant = RestaurantState::expect();
    let items = StoredValue::new(order.with_untracked(|order| order.items.clone()));
    let line = move |(at, item): (usize, ItemView)| {
        let amount = item.subtotal_cents.map(|amount| restaurant.format(amount));
        let tick = move |_| items.with_value(|items| typed.tick(items, at, left.get_untracked()));
        view! {
            <label class="check give__line">
                <input
                    type="checkbox"
                    prop:checked=move || typed.lines.with(|lines| lines.contains(&at))
                    on:change=tick
                />
                <span>{texts::line(item.qty, &item.name)}</span>
                {amount.map(|amount| view! { <span class="price">{amount}</span> })}
            </label>
        }
    };
    view! {
        <fieldset>
            <legend class="field__label">{texts::WHICH}</legend>
            {items.get_value().into_iter().enumerate().map(line).collect_view()}
        </fieldset>
    }
    .into_any()
}

#[component]
fn Why(typed: Typed) -> AnyView {
    let choice = move |reason: GivenFor| {
        let choose = move |_| {
            typed.reason.set(Some(reason));
            typed.wrong_reason.set(false);
        };
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=WHY
                    prop:checked=move || typed.reason.get() == Some(reason)
                    on:change=choose
                />
                <span class="choice__body">
                    <span class="choice__title">{texts::reason(reason)}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset id=WHY tabindex="-1" aria-describedby="devolver-motivo-error">
            <legend class="field__label">{texts::WHY}</legend>
            <div class="choices choices--row">{GivenFor::ALL.map(choice).collect_view()}</div>
            <div id="devolver-motivo-error" role="alert">
                {move || typed.wrong_reason.get().then(|| view! { <p class="field__error">{texts::WHY_MISSING}</p> })}
            </div>
        </fieldset>
    }
    .into_any()
}

/// What the customer is going to read.
#[component]
pub fn Preview(typed: Typed) -> AnyView {
    let restaurant = RestaurantState::expect();
    let text = memo(move || {
        let (reason, amount) = (typed.reason.get()?, typed.wanted()?);
        Some(notifications::given_back(reason, &restaurant.format(amount)))
    });
    view! {
        {move || {
            text.get()
                .map(|text| {
                    view! {
                        <dl class="facts">
                            <div>
                                <dt>{texts::CUSTOMER_READS}</dt>
                                <dd>{text}</dd>
                            </div>
                        </dl>
                    }
                })
        }}
    }
    .into_any()
}

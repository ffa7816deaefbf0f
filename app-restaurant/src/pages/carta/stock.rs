//! How many there are of a dish: at once, without publishing.

use super::Menu;
use super::desk::{Act, Desk};
use crate::components::text_field::TextField;
use ::texts::now::console::menu as texts;
use domain::ProductId;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use rpc::catalog::set_stock;
use ui::page;
use ui::toast::Tone;

const FIELD: &str = "plato-quedan";

/// What is typed of a count. Until something is, the field says how many there are by now.
#[derive(Debug, Clone, Copy)]
pub struct Count {
    menu: Menu,
    /// The dish, where it is published.
    id: StoredValue<Option<ProductId>>,
    typed: RwSignal<Option<String>>,
    wrong: RwSignal<Option<String>>,
}

impl Count {
    pub fn of(desk: Desk, id: Option<&ProductId>) -> Count {
        let menu = desk.menu;
        let published = |id: &&ProductId| menu.catalog.with_untracked(|carta| carta.product(id).is_some());
        Count {
            menu,
            id: StoredValue::new(id.filter(published).cloned()),
            typed: RwSignal::new(None),
            wrong: RwSignal::new(None),
        }
    }

    /// What was typed is stored.
    pub fn sent(self) {
        let _ = self.typed.try_set(None);
    }

    pub fn is_published(self) -> bool {
        self.id.with_value(Option::is_some)
    }

    /// What the field says, followed.
    fn text(self) -> String {
        let counted = || {
            self.menu.catalog.with(|carta| {
                let id = self.id.get_value()?;
                carta.product(&id)?.stock
            })
        };
        let typed = self.typed.get();
        typed.unwrap_or_else(|| counted().map_or_else(String::new, |stock| stock.to_string()))
    }

    /// The count that was typed, if any was; an error, which is said beside the field and has the focus, where it is none.
    pub fn read(self) -> Result<Option<(ProductId, Option<u32>)>, ()> {
        let (Some(id), Some(typed)) = (self.id.get_value(), self.typed.get_untracked()) else {
            return Ok(None);
        };
        let read = match typed.trim() {
            "" => Ok(None),
            text => text.parse::<u32>().map(Some),
        };
        self.wrong
            .set(read.is_err().then(|| texts::STOCK_WRONG.to_owned()));
        match read {
            Ok(stock) => Ok(Some((id, stock))),
            Err(_) => {
                page::focus(FIELD);
                Err(())
            }
        }
    }
}

#[component]
pub(crate) fn Stock(desk: Desk, count: Count) -> AnyView {
    let save = move || {
        let Ok(Some((id, stock))) = count.read() else {
            return;
        };
        let done = move |product| {
            count.menu.learn(product);
            count.sent();
            desk.toasts.say(Tone::Success, texts::STOCK_SAVED);
        };
        desk.run(Act::Count, set_stock(id, stock), done);
    };
    // Enter is for this field, not for the dish around it.
    let enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            save();
        }
    };
    view! {
        <section class="now" aria-labelledby="ahora">
            <h3 id="ahora">{texts::NOW}</h3>
            <div class="now__row" on:keydown=enter>
                <TextField
                    id=FIELD
                    label=texts::STOCK
                    hint=texts::STOCK_HINT
                    value=Signal::derive(move || count.text())
                    wrong=count.wrong
                    typed=Callback::new(move |typed| count.typed.set(Some(typed)))
                    longest=7
                    keys="numeric"
                />
                <button
                    type="button"
                    class="button"
                    aria-busy=move || desk.does(Act::Count).then_some("true")
                    on:click=move |_| save()
                >
                    {texts::STOCK_SAVE}
                </button>
            </div>
        </section>
    }
    .into_any()
}

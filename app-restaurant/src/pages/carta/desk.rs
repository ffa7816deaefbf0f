//! What a manager does to the draft, and what is said of it.

use super::Menu;
use super::dish_form::MOVED_ON;
use super::keeping::{Kept, forget};
use crate::state::menu_form::{DishForm, PromotionForm, wrong_with};
use crate::state::session::Session;
use crate::state::upload::Upload;
use ::texts::now::console::menu as texts;
use api::catalog::MenuDesk;
use api::{ApiError, Code, FieldError};
use domain::ProductId;
use domain::catalog::{ProductSheet, Promotion};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use ui::page;
use ui::resource::Loader;
use ui::toast::{Toasts, Tone};

/// What is open over the carta; a dish or a promotion without an id is a new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open {
    Dish(Option<ProductId>),
    Promotion(Option<ProductId>),
    Sections,
    Changes,
    Table,
}

/// What is being done, for the words of its button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Keep,
    Count,
    Undo,
    Publish,
    Review,
}

#[derive(Debug, Clone, Copy)]
pub struct Desk {
    pub menu: Menu,
    pub loader: Loader,
    session: Session,
    pub toasts: Toasts,
    pub busy: RwSignal<bool>,
    act: RwSignal<Option<Act>>,
    /// What the server found wrong with what was sent last.
    wrong: RwSignal<Vec<FieldError>>,
    /// The pointers of the fields that are in sight.
    fields: StoredValue<Vec<String>>,
    /// Pictures that are sent.
    pub upload: Upload,
    pub typed_dish: Kept<DishForm, ProductSheet>,
    pub typed_promotion: Kept<PromotionForm, Promotion>,
    /// Whether what was open was kept in the draft before it was closed.
    pub saved: StoredValue<bool>,
}

impl Desk {
    pub fn new(menu: Menu, loader: Loader) -> Desk {
        Desk {
            menu,
            loader,
            session: Session::expect(),
            toasts: Toasts::expect(),
            busy: RwSignal::new(false),
            act: RwSignal::new(None),
            wrong: RwSignal::new(Vec::new()),
            fields: StoredValue::new(Vec::new()),
            upload: Upload::new(),
            typed_dish: StoredValue::new(None),
            typed_promotion: StoredValue::new(None),
            saved: StoredValue::new(false),
        }
    }

    /// Whether this is being done, followed.
    pub fn does(self, act: Act) -> bool {
        self.act.get() == Some(act)
    }

    /// Changes the draft, shows it as it is then, says `said` and closes what was open.
    pub fn change(
        self,
        act: Act,
        call: impl Future<Output = Result<MenuDesk, ApiError>> + 'static,
        said: &'static str,
    ) {
        let opening = self.menu.opening.get_value();
        if act == Act::Keep && self.upload.is_awaited(opening) {
            return;
        }
        let done = move |desk: MenuDesk| {
            self.menu.take(desk);
            self.toasts.say(Tone::Success, said);
            self.close_again(opening);
        };
        self.run(act, call, done);
    }

    /// Makes a call, one at a time, and says why it came to nothing where it did.
    pub fn run<T: 'static>(
        self,
        act: Act,
        call: impl Future<Output = Result<T, ApiError>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.act.set(Some(act));
        self.wrong.set(Vec::new());
        let asked = self.session.asked();
        spawn_local(async move {
            let answer = call.await;
            let _ = self.busy.try_set(false);
            let _ = self.act.try_set(None);
            match answer {
                Ok(answer) => done(answer),
                Err(error) if error.code == Code::Unauthenticated => asked.expire(),
                Err(error) => self.refused(error),
            }
        });
    }

    /// Says why something was not done, and shows what there is by now where that may be something else.
    fn refused(self, error: ApiError) {
        let overtaken = error.code == Code::VersionChanged;
        if overtaken || error.is_no_answer() {
            self.loader.ask_now();
        }
        let open = self.menu.open.try_get_untracked().flatten();
        // Sent again it would be there twice. What was typed is still there when it is opened again.
        if error.is_no_answer() && matches!(open, Some(Open::Dish(None) | Open::Promotion(None))) {
            self.close();
        }
        // What was arranged was arranged of something else.
        if overtaken && open == Some(Open::Sections) {
            self.close();
        }
        let in_sight = |field: &FieldError| {
            let known = |fields: &Vec<String>| fields.contains(&field.pointer);
            self.fields.try_with_value(known).unwrap_or_default()
        };
        let said = match error.code {
            Code::VersionChanged => texts::OVERTAKEN.to_owned(),
            _ if error.is_no_answer() => texts::PERHAPS.to_owned(),
            _ => match error.fields.first() {
                Some(field) if in_sight(field) => texts::CHECK.to_owned(),
                Some(field) => field.message.clone(),
                None => error.message,
            },
        };
        let _ = self.wrong.try_set(error.fields);
        self.toasts.say(Tone::Danger, said);
    }

    /// What is wrong with a field that is in sight, followed.
    pub fn wrong(self, pointer: impl Into<String>) -> Signal<Option<String>> {
        let pointer = pointer.into();
        self.fields.update_value(|fields| fields.push(pointer.clone()));
        Signal::derive(move || self.wrong.with(|found| wrong_with(found, &pointer)))
    }

    /// The same of a field in a row, which stands where `at` says.
    pub fn wrong_in_row(
        self,
        list: &'static str,
        at: impl Fn() -> Option<usize> + Send + Sync + 'static,
        field: &'static str,
    ) -> Signal<Option<String>> {
        let pointer = move |at: usize| format!("{list}/{at}/{field}");
        if let Some(at) = untrack(&at) {
            self.fields.update_value(|fields| fields.push(pointer(at)));
        }
        Signal::derive(move || {
            let pointer = pointer(at()?);
            self.wrong.with(|found| wrong_with(found, &pointer))
        })
    }

    /// Closes what was open when something was sent, which is kept by now: not something else that is open since then. Where it was
    /// closed meanwhile, it need not be found again.
    pub fn close_again(self, opening: u64) {
        if self.menu.opening.try_get_value() == Some(opening) {
            let _ = self.saved.try_set_value(true);
            self.close();
        }
        forget(self.typed_dish, opening);
        forget(self.typed_promotion, opening);
    }

    /// Says that somebody else has changed what is open, and puts the focus where it is said.
    pub fn moved_on(self) {
        self.toasts.say(Tone::Danger, texts::OVERTAKEN);
        page::focus_soon(MOVED_ON.to_owned());
    }

    /// Rows have other places now.
    pub fn forget_wrong(self) {
        let _ = self.wrong.try_set(Vec::new());
    }

    /// Closes what is open on purpose: what was typed is not wanted.
    pub fn leave(self) {
        self.saved.set_value(true);
        self.close();
    }

    /// Closes what is open. Where what had the focus is gone, the screen gets it.
    pub fn close(self) {
        let _ = self.menu.open.try_set(None);
        let _ = self.wrong.try_set(Vec::new());
        let _ = self.fields.try_set_value(Vec::new());
        page::focus_unless_placed("contenido");
    }
}

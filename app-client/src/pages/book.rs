//! The book of claims: loaded when somebody opens it.

use super::claim_form::claim_page;
use super::claim_sheet::claim_sheet_page;
use crate::components::known_restaurant::loading;
use leptos::lazy;
use leptos::prelude::*;
use ui::dynamic::later;

#[derive(Debug, Clone, Copy)]
pub enum Book {
    /// To be filled in.
    Form,
    /// What was filed.
    Sheet,
}

pub fn book(part: Book) -> AnyView {
    later(Box::pin(draw_book(part)), loading)
}

#[lazy]
fn draw_book(part: Book) -> AnyView {
    match part {
        Book::Form => claim_page(),
        Book::Sheet => claim_sheet_page(),
    }
}

//! What is filled in and followed about catering. Loaded together when the first of them is wanted.

use super::catering_form::catering_form;
use super::catering_list::my_catering_page;
use super::catering_payment::catering_payment_page;
use super::catering_request::catering_request_page;
use crate::components::known_restaurant::loading;
use crate::pages::catering::waiting_for_form;
use leptos::lazy;
use leptos::prelude::*;
use ui::dynamic::later;

#[derive(Debug, Clone, Copy)]
pub enum Part {
    Form,
    /// A request by its private link.
    Request,
    Payment,
    MyList,
}

pub fn catering_part(part: Part) -> AnyView {
    let meanwhile = match part {
        Part::Form => waiting_for_form,
        Part::Request | Part::Payment | Part::MyList => loading,
    };
    later(Box::pin(draw_catering(part)), meanwhile)
}

#[lazy]
fn draw_catering(part: Part) -> AnyView {
    match part {
        Part::Form => catering_form(),
        Part::Request => catering_request_page(),
        Part::Payment => catering_payment_page(),
        Part::MyList => my_catering_page(),
    }
}

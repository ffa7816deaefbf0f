//! The columns of the table, and what they are called.

use domain::letters::fold;

/// The columns, in the order in which they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Section,
    Name,
    Kitchen,
    Description,
    Price,
    Options,
    Allergens,
    Tags,
    Sku,
    Id,
}

pub(super) const COLUMNS: [Column; 10] = [
    Column::Section,
    Column::Name,
    Column::Kitchen,
    Column::Description,
    Column::Price,
    Column::Options,
    Column::Allergens,
    Column::Tags,
    Column::Sku,
    Column::Id,
];

impl Column {
    /// The column of a heading, in our words or in those of other systems.
    pub(super) fn named(heading: &str) -> Option<Column> {
        Some(match fold(heading.trim()).as_str() {
            "seccion" | "categoria" | "section" | "category" => Column::Section,
            "plato" | "nombre" | "producto" | "name" | "product" => Column::Name,
            "en cocina" | "cocina" | "kitchen" | "kitchen name" => Column::Kitchen,
            "descripcion" | "description" => Column::Description,
            "precio" | "price" => Column::Price,
            "opciones" | "options" => Column::Options,
            "alergenos" | "allergens" => Column::Allergens,
            "etiquetas" | "tags" => Column::Tags,
            "codigo" | "codigo propio" | "sku" => Column::Sku,
            "id" => Column::Id,
            _ => return None,
        })
    }

    /// The column in which a field of a product stands.
    pub(super) fn of_field(pointer: &str) -> Column {
        match pointer {
            "/category" => Column::Section,
            "/kitchenName" => Column::Kitchen,
            "/description" => Column::Description,
            "/priceCents" => Column::Price,
            "/optionGroups" => Column::Options,
            "/allergens" => Column::Allergens,
            "/tags" => Column::Tags,
            "/sku" => Column::Sku,
            _ => Column::Name,
        }
    }
}

//! A request that is taken by telephone, as it is typed.

use super::soles;
use domain::catering::CateringForm;
use domain::customer::Address;
use domain::order::Fulfilment;
use domain::tenant::Tenant;
use domain::{Money, Slug};
use serde::{Deserialize, Serialize};

/// What is no amount, so that the rules refuse it.
const NO_AMOUNT: Money = Money(-1);

/// The form as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneForm {
    pub occasion: String,
    pub date: String,
    pub time: String,
    pub guests: String,
    pub pickup: bool,
    pub line: String,
    pub district: String,
    pub reference: String,
    pub branch: String,
    /// Empty when the customer wants advice.
    pub package: String,
    pub diet: String,
    pub budget: String,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub company: String,
    pub ruc: String,
}

impl PhoneForm {
    /// An empty form: a delivery, or a pickup at the first branch.
    pub fn new(tenant: &Tenant) -> PhoneForm {
        let branch = tenant.branches.first().map(|branch| branch.id.to_string());
        PhoneForm {
            branch: branch.unwrap_or_default(),
            ..PhoneForm::default()
        }
    }

    /// The form as the rules read it; what is no number is what they refuse.
    pub fn form(&self) -> CateringForm {
        let address = || Address {
            line: self.line.clone(),
            district: self.district.clone(),
            reference: self.reference.clone(),
        };
        let fulfilment = match self.pickup {
            false => Some(Fulfilment::Delivery { address: address() }),
            true => Slug::parse(&self.branch)
                .ok()
                .map(|branch| Fulfilment::Pickup { branch }),
        };
        let budget = soles(&self.budget).unwrap_or(NO_AMOUNT);
        CateringForm {
            occasion: self.occasion.clone(),
            date: self.date.clone(),
            time: self.time.clone(),
            guests: self.guests.trim().parse().unwrap_or_default(),
            fulfilment,
            package: Slug::parse(&self.package).ok(),
            diet: self.diet.clone(),
            budget_cents: (budget != Money::ZERO).then_some(budget),
            name: self.name.clone(),
            phone: self.phone.clone(),
            email: self.email.clone(),
            company: self.company.clone(),
            ruc: self.ruc.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{form, now, tenant};
    use super::*;
    use domain::catering::CateringProblem;

    fn typed() -> PhoneForm {
        PhoneForm {
            occasion: "Almuerzo".into(),
            date: "2026-12-04".into(),
            time: "13:00".into(),
            guests: " 40 ".into(),
            line: "Calle Los Sauces 120".into(),
            district: "San Isidro".into(),
            package: "parrillera".into(),
            name: "Lucía Rojas".into(),
            phone: "987 654 321".into(),
            email: "lucia@example.pe".into(),
            ..PhoneForm::new(&tenant())
        }
    }

    #[test]
    fn what_is_typed_is_the_form_of_the_storefront() {
        assert_eq!(typed().form(), form());
        let pickup = PhoneForm {
            pickup: true,
            ..typed()
        };
        let branch = Slug::parse("miraflores").unwrap();
        assert_eq!(pickup.form().fulfilment, Some(Fulfilment::Pickup { branch }));
    }

    #[test]
    fn there_may_be_no_address_for_mail_and_less_notice() {
        let typed = PhoneForm {
            email: String::new(),
            date: "2026-11-26".into(),
            time: "20:00".into(),
            ..typed()
        };
        assert!(typed.form().checked(&tenant(), true, now()).is_ok());
    }

    #[test]
    fn what_is_no_number_is_refused_at_its_field() {
        let typed = PhoneForm {
            guests: "varios".into(),
            budget: "poco".into(),
            ..typed()
        };
        let wrong = typed.form().checked(&tenant(), true, now()).unwrap_err();
        let at: Vec<&str> = wrong.iter().map(|(pointer, _)| pointer.as_str()).collect();
        assert_eq!(at, ["/guests", "/package", "/budgetCents"]);
        assert!(matches!(wrong[0].1, CateringProblem::Guests { .. }));
    }
}

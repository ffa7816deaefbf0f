//! Requests for catering in several states: two are new, and one of them waits too long; one wants changes; one is quoted;
//! of one the deposit is owed; one was declined.

use api::catalog::Storefront;
use domain::catering::{
    CateringForm, CateringRequest, Command, QuoteDraft, QuoteDraftFee, QuoteDraftLine, decide, evolve,
};
use domain::customer::Address;
use domain::order::{Actor, BusinessName, Fulfilment, Receipt};
use domain::staff::Role;
use domain::time::MINUTE_MS;
use domain::written::or_empty;
use domain::{CateringId, Money, Slug, Timestamp};
use services::envelope::new_id;

const HOUR: i64 = 60;

/// The past requests of a demo restaurant, seen from now, oldest first, as its manager answered them. What its rules refuse is
/// left out.
pub fn past_requests(restaurant: &Storefront, manager: &Actor, now: Timestamp) -> Vec<CateringRequest> {
    let past = Past {
        restaurant,
        manager,
        now,
    };
    let requests = [
        past.declined(),
        past.accepted(),
        past.wants_change(),
        past.quoted(),
        past.waits_long(),
        past.just_asked(),
    ];
    requests.into_iter().flatten().collect()
}

struct Past<'a> {
    restaurant: &'a Storefront,
    manager: &'a Actor,
    now: Timestamp,
}

impl Past<'_> {
    fn declined(&self) -> Option<CateringRequest> {
        let mut request = self.asked(96 * HOUR, 12, 25, "Baby shower", "Paola Ríos", "")?;
        let command = Command::Decline {
            reason: "Ese día el equipo ya está en otro evento. ¿Te sirve el domingo?".into(),
        };
        self.apply(&mut request, 90 * HOUR, &command, self.manager)?;
        Some(request)
    }

    fn accepted(&self) -> Option<CateringRequest> {
        let mut request = self.asked(
            80 * HOUR,
            16,
            60,
            "Fin de año de la oficina",
            "Renzo Villar",
            "Andina S.A.C.",
        )?;
        self.quote(
            &mut request,
            70 * HOUR,
            "Incluye mesas, menaje y dos personas de servicio.",
        )?;
        let command = Command::Accept {
            version: 1,
            receipt: Receipt::Factura {
                ruc: request.wanted.ruc.clone(),
                business_name: BusinessName::parse(or_empty(&request.wanted.company)).ok(),
            },
        };
        let customer = customer(&request);
        self.apply(&mut request, 3 * HOUR, &command, &customer)?;
        Some(request)
    }

    fn wants_change(&self) -> Option<CateringRequest> {
        let mut request = self.asked(
            50 * HOUR,
            13,
            40,
            "Almuerzo de aniversario",
            "Lucía Rojas",
            "Estudio Rojas S.A.C.",
        )?;
        self.quote(
            &mut request,
            44 * HOUR,
            "Cotizamos la mesa vegetariana aparte, como pediste.",
        )?;
        let customer = customer(&request);
        self.apply(&mut request, 20 * HOUR, &Command::ReadQuote, &customer)?;
        let command = Command::AskChange {
            text: "Al final somos 45. ¿Pueden llegar a las 12:30?".into(),
        };
        self.apply(&mut request, 2 * HOUR, &command, &customer)?;
        Some(request)
    }

    fn quoted(&self) -> Option<CateringRequest> {
        let mut request = self.asked(30 * HOUR, 20, 20, "Bautizo de Emilia", "Carla Núñez", "")?;
        self.quote(&mut request, 5 * HOUR, "Con parrillero por tres horas.")?;
        Some(request)
    }

    fn waits_long(&self) -> Option<CateringRequest> {
        self.asked(27 * HOUR, 24, 80, "Reencuentro de promoción", "Gonzalo Paz", "")
    }

    fn just_asked(&self) -> Option<CateringRequest> {
        self.asked(40, 14, 30, "Cumpleaños de mamá", "Sofía Medina", "")
    }

    /// A request that was made some minutes ago, for lunch in some days.
    fn asked(
        &self,
        minutes_ago: i64,
        in_days: i32,
        guests: u32,
        occasion: &str,
        name: &str,
        company: &str,
    ) -> Option<CateringRequest> {
        let tenant = &self.restaurant.tenant;
        let at = self.now.plus_minutes(-minutes_ago);
        // No day of the demo is a holiday.
        let day = (in_days..in_days + 10)
            .map(|days| tenant.zone.date(self.now).plus_days(days))
            .find(|day| !tenant.holidays.is_holiday(*day))?;
        let mut packages = tenant.catering.packages.iter();
        let package = packages.rfind(|package| package.price.from_guests() <= guests);
        let form = CateringForm {
            occasion: occasion.into(),
            date: day.to_string(),
            time: "13:00".into(),
            guests,
            fulfilment: Some(Fulfilment::Delivery {
                address: Address {
                    line: "Calle Los Sauces 120".into(),
                    district: "Miraflores".into(),
                    reference: "Frente al parque".into(),
                },
            }),
            package: package.map(|package| package.id.clone()),
            diet: "Dos personas sin gluten".into(),
            name: name.into(),
            phone: "+51955555021".into(),
            email: "catering@example.pe".into(),
            company: company.into(),
            ruc: if company.is_empty() {
                String::new()
            } else {
                "20100070970".into()
            },
            ..CateringForm::default()
        };
        let wanted = form.checked(tenant, true, at).ok()?;
        let id = new_id(CateringId::parse, CateringId::PREFIX, at);
        Some(CateringRequest::new(id, 0, None, None, wanted, at))
    }

    fn quote(&self, request: &mut CateringRequest, minutes_ago: i64, message: &str) -> Option<()> {
        let tenant = &self.restaurant.tenant;
        let package = request.package().cloned();
        let price = package.as_ref().and_then(|id: &Slug| tenant.catering.package(id));
        let draft = QuoteDraft {
            lines: vec![
                QuoteDraftLine {
                    package: package.as_ref().map(ToString::to_string),
                    qty: price.map_or(1, |package| package.price.quantity(request.guests())),
                    ..QuoteDraftLine::default()
                },
                QuoteDraftLine {
                    name: "Mesa vegetariana, 4 personas".into(),
                    qty: 1,
                    unit_price_cents: Money(9_600),
                    ..QuoteDraftLine::default()
                },
            ],
            fees: vec![QuoteDraftFee {
                name: "Traslado y montaje".into(),
                amount_cents: Money(4_500),
            }],
            message: message.into(),
            ..QuoteDraft::default()
        };
        let at = self.now.plus_minutes(-minutes_ago);
        let quote = draft
            .checked(request, tenant, &self.restaurant.catalog, self.manager, at)
            .ok()?;
        let command = Command::Quote {
            quote: Box::new(quote),
        };
        self.apply(request, minutes_ago, &command, self.manager)
    }

    fn apply(
        &self,
        request: &mut CateringRequest,
        minutes_ago: i64,
        command: &Command,
        by: &Actor,
    ) -> Option<()> {
        let at = self.now.plus_ms(-minutes_ago * MINUTE_MS);
        let facts = decide(request, command, by, &self.restaurant.tenant.catering, at).ok()?;
        *request = facts.iter().fold(request.clone(), evolve);
        Some(())
    }
}

fn customer(request: &CateringRequest) -> Actor {
    Actor {
        id: request.id.to_string(),
        name: request.wanted.name.clone(),
        role: Role::Customer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catering::CateringStatus as Status;

    #[test]
    fn each_restaurant_has_a_request_in_every_state_of_the_demo() {
        for restaurant in crate::demo::tenants().unwrap() {
            let now = Timestamp::parse("2025-10-25T17:00:00Z").unwrap();
            let manager = Actor {
                role: Role::Manager,
                ..Actor::system()
            };
            let requests = past_requests(&restaurant, &manager, now);
            let states: Vec<Status> = requests.iter().map(CateringRequest::status).collect();
            let expected = [
                Status::Declined,
                Status::Accepted,
                Status::Quoted,
                Status::Quoted,
                Status::New,
                Status::New,
            ];
            assert_eq!(states, expected, "{}", restaurant.tenant.id);
            assert!(requests.iter().any(CateringRequest::wants_change));
        }
    }
}

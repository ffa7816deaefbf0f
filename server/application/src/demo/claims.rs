//! Books of claims that are not empty: one is late, one is due soon, an offer pauses the term of one, one is answered and a
//! letter waits.

use domain::claim::{ClaimForm, ClaimKind, ClaimedThing, DocumentKind, Guardian, Offer, ReplyBy, ReplyForm};
use domain::order::Actor;
use domain::tenant::Tenant;
use domain::{Date, Money, Timestamp};
use services::claims::PastClaim;

/// The past claims of a demo restaurant, seen from now, oldest first, as its manager answered them.
pub fn past_claims(restaurant: &Tenant, manager: &Actor, now: Timestamp) -> Vec<PastClaim> {
    let filed = |business_days, minutes| at(restaurant, now, business_days, minutes);
    vec![
        missing_dessert(&filed, manager),
        cold_order(&filed),
        long_wait(&filed, manager),
        left_at_the_door(&filed),
        missing_portions(&filed, manager),
    ]
}

fn missing_dessert(filed: &impl Fn(u32, u16) -> Timestamp, manager: &Actor) -> PastClaim {
    PastClaim {
        filed_at: filed(24, 14 * 60 + 10),
        form: ClaimForm {
            name: "Marta Salcedo".into(),
            document: "09876543".into(),
            email: "marta@example.pe".into(),
            phone: "+51955555014".into(),
            thing: ClaimedThing::Product,
            amount_cents: Some(Money(1_290)),
            description: "Postre del almuerzo".into(),
            detail: "Pagué el postre y no llegó con el resto del pedido.".into(),
            request: "Que me devuelvan lo que pagué por el postre.".into(),
            confirmed: true,
            ..ClaimForm::default()
        },
        reply: Some((
            filed(20, 11 * 60),
            ReplyForm {
                answer:
                    "Hola, Marta. Tienes razón: el postre se quedó en el empaque. Hoy te devolvimos S/ 12.90."
                        .into(),
                actions: "Se devolvió el monto y se revisa cada bolsa contra el pedido antes de que salga."
                    .into(),
                refund_cents: None,
            },
            manager.clone(),
        )),
        offer: None,
    }
}

fn cold_order(filed: &impl Fn(u32, u16) -> Timestamp) -> PastClaim {
    PastClaim {
        filed_at: filed(17, 20 * 60 + 35),
        form: ClaimForm {
            name: "Ana Tello".into(),
            document: "41234567".into(),
            address: "Jr. Los Claveles 120, Lince".into(),
            email: "ana@example.pe".into(),
            phone: "+51955555027".into(),
            thing: ClaimedThing::Service,
            amount_cents: Some(Money(4_190)),
            description: "Pedido con entrega a domicilio".into(),
            detail: "Pedí a las 20:00, llegó 21:25 y frío.".into(),
            request: "Que me devuelvan el pedido.".into(),
            confirmed: true,
            ..ClaimForm::default()
        },
        reply: None,
        offer: None,
    }
}

fn long_wait(filed: &impl Fn(u32, u16) -> Timestamp, manager: &Actor) -> PastClaim {
    PastClaim {
        filed_at: filed(13, 13 * 60 + 5),
        form: ClaimForm {
            name: "Luis Bazán".into(),
            document_kind: DocumentKind::Ce,
            document: "001234567".into(),
            address: "Av. La Marina 2000, San Miguel".into(),
            kind: ClaimKind::Complaint,
            thing: ClaimedThing::Service,
            detail: "Esperé media hora en el mostrador y nadie me dijo cuánto faltaba.".into(),
            reply_by: ReplyBy::Letter,
            confirmed: true,
            ..ClaimForm::default()
        },
        reply: Some((
            filed(4, 10 * 60 + 30),
            ReplyForm {
                answer: "Hola, Luis. Lamentamos la espera. Desde esta semana la pantalla del mostrador muestra el turno \
                    de cada pedido."
                    .into(),
                actions: "Pantalla de turnos en el mostrador; el equipo avisa cada diez minutos.".into(),
                refund_cents: None,
            },
            manager.clone(),
        )),
        offer: None,
    }
}

fn left_at_the_door(filed: &impl Fn(u32, u16) -> Timestamp) -> PastClaim {
    PastClaim {
        filed_at: filed(11, 19 * 60 + 45),
        form: ClaimForm {
            name: "Diego Ramos".into(),
            document: "70123456".into(),
            email: "diego@example.pe".into(),
            minor: true,
            guardian: Guardian {
                name: "Elena Paz".into(),
                phone: "+51955555038".into(),
                email: "elena@example.pe".into(),
                ..Guardian::default()
            },
            kind: ClaimKind::Complaint,
            thing: ClaimedThing::Service,
            detail: "El repartidor dejó la bolsa en la puerta sin avisar.".into(),
            request: "Que avisen al llegar.".into(),
            confirmed: true,
            ..ClaimForm::default()
        },
        reply: None,
        offer: None,
    }
}

fn missing_portions(filed: &impl Fn(u32, u16) -> Timestamp, manager: &Actor) -> PastClaim {
    PastClaim {
        filed_at: filed(2, 12 * 60 + 20),
        form: ClaimForm {
            name: "Carmen Vílchez".into(),
            document_kind: DocumentKind::Passport,
            document: "XK904512".into(),
            email: "carmen@example.com".into(),
            thing: ClaimedThing::Product,
            amount_cents: Some(Money(7_180)),
            description: "Combo familiar".into(),
            detail: "Faltaron dos porciones y la ensalada llegó sin aliño.".into(),
            request: "Que repongan lo que faltó.".into(),
            confirmed: true,
            ..ClaimForm::default()
        },
        reply: None,
        offer: Some(Offer {
            offer: "Con tu próximo pedido te llevamos gratis las dos porciones y una ensalada.".into(),
            by: manager.clone(),
            at: filed(1, 16 * 60),
            refund_cents: None,
        }),
    }
}

/// A number of business days ago, at a time of the day in minutes.
fn at(restaurant: &Tenant, now: Timestamp, business_days: u32, minutes: u16) -> Timestamp {
    let mut day: Date = restaurant.zone.date(now);
    let mut left = business_days;
    while left > 0 {
        day = day.plus_days(-1);
        left -= u32::from(restaurant.holidays.is_business_day(day));
    }
    restaurant.zone.at(day, minutes)
}

//! Zones to which a restaurant brings orders: lists of districts that are served on the same terms.

use super::letters::fold;
use super::service_hours::WeeklyHours;
use super::stage::StageTargets;
use super::written::optional_line;
use super::{Money, Slug};
use serde::{Deserialize, Serialize};

/// The most zones of a restaurant.
pub const MAX_ZONES: usize = 40;
/// The most districts of a zone.
pub const MAX_DISTRICTS: usize = 60;
/// The most characters of the name of a zone, or of a district.
pub const MAX_NAME: usize = 60;
/// The most characters of what may be the name of a district.
const MAX_WRITTEN: usize = 200;
/// How long the way into a zone may take, in minutes.
pub const MAX_MINUTES: i64 = 240;

/// Districts that are served on the same terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeliveryZone {
    /// 1 to 60 characters.
    pub name: String,
    /// 1 to 60 of them, each of 2 to 60 characters and in one zone only.
    pub districts: Vec<String>,
    /// The place that cooks for it; the first one without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub branch: Option<Slug>,
    pub fee_cents: Money,
    /// From this subtotal on delivery is free; null when it never is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_from_cents: Option<Money>,
    /// The least an order must be worth, without the fee.
    #[serde(default)]
    pub minimum_cents: Money,
    /// How long the way takes, 1 to 240.
    pub minutes: u16,
    /// When it is served, within the hours of the place; all of those without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Vec<super::service_hours::ServiceHours>>>))]
    pub hours: Option<WeeklyHours>,
}

impl DeliveryZone {
    /// Whether a district is one of its own, however it is written: as an address is stored, and without regard to case and accents.
    pub fn has(&self, district: &str) -> bool {
        let wanted = fold(&optional_line(district, MAX_WRITTEN).unwrap_or_default());
        self.districts.iter().any(|known| fold(known) == wanted)
    }

    /// The targets of a restaurant with the minutes of this zone.
    pub(crate) fn targets(&self, targets: StageTargets) -> StageTargets {
        StageTargets {
            delivery: self.minutes,
            ..targets
        }
    }
}

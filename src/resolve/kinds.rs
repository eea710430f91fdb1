//! What only the whole document or the sum can tell of the rarer kinds of claim.

use super::Stated;
use crate::model::{Kind, Role, relation};

/// Settles the claims that the grammar leaves open.
pub fn settle(stated: &mut [Stated]) {
    for this in stated.iter_mut() {
        if this.claim.kind == Kind::GrowthRate {
            whole_change(this);
        }
    }
}

/// "a CAGR of 13.5%" that is the whole change from start to end: written loosely, and read as the change that it is.
fn whole_change(this: &mut Stated) {
    let reading = &this.claim.readings[0];
    let interval = |role| reading.get(role)?.interval();
    let comes_out = || {
        let (start, end, percent) = (interval(Role::Start)?, interval(Role::End)?, interval(Role::Percent)?);
        Some(start.is_positive() && relation::change_holds(&percent, &end, &start).ok()?)
    };
    if comes_out() != Some(true) {
        return;
    }
    this.claim.kind = Kind::Change;
    for (role, _) in this.claim.readings.iter_mut().flat_map(|reading| &mut reading.roles) {
        *role = match *role {
            Role::Start => Role::Old,
            Role::End => Role::New,
            other => other,
        };
    }
    for reading in &mut this.claim.readings {
        reading.roles.retain(|(role, _)| *role != Role::Years);
    }
}

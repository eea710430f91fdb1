//! Sums that are off by so much that nothing saves them, told by a few products of whole numbers.
//!
//! Whoever tries which numbers belong together does many sums, and nearly all of them fail by far. What no rounding, no habit of writing and
//! no lost scale word can mend need not be computed with intervals.

use super::decide::Ends;
use crate::model::{Claim, Decimal, Kind, Quantity, Reading, Role, Unit};

/// Whether a sum certainly fails. Where this is false, the rules have to be asked.
pub(super) fn fails(claim: &Claim, reading: &Reading) -> bool {
    let of = match claim.kind {
        Kind::Change => change(reading),
        Kind::Share => share(reading),
        _ => None,
    };
    of == Some(true)
}

fn change(reading: &Reading) -> Option<bool> {
    let percent = reading.get(Role::Percent);
    let difference = reading.get(Role::Difference);
    let (new, old) = (reading.get(Role::New), reading.get(Role::Old));
    let level = new.or(old)?;
    // Between percentages, percent and points are mixed up and told apart elsewhere.
    if level.unit == Unit::Percent || reading.has(Role::Multiple) {
        return None;
    }
    let percent = match percent {
        Some(percent) if percent.unit == Unit::Percent => Some(Wide::of(percent)?),
        Some(_) => return None,
        None => None,
    };
    let difference = match difference {
        Some(difference) if difference.unit.comparable(&level.unit) => Some(Wide::of(difference)?),
        Some(_) => return None,
        None => None,
    };
    let alike = new.zip(old).is_none_or(|(new, old)| new.unit.comparable(&old.unit) && !scale_may_be_lost(new, old));
    if !alike {
        return None;
    }
    let [new, old] = [new, old].map(|level| level.map(Wide::of));
    Some(match (new, old, percent, difference) {
        (Some(new), Some(old), percent, difference) => {
            let (new, old) = (new?, old?);
            let by_percent = match percent {
                // new = old × (100 ± percent) / 100
                Some(percent) => percent.beside_hundred()?.into_iter().all(|factor| apart(factor, old, new)),
                None => false,
            };
            by_percent || difference.is_some_and(|difference| differs(new, old, difference) == Some(true))
        }
        // difference × (100 ± percent) = new × percent
        (Some(new), None, Some(percent), Some(difference)) => {
            let new = new?;
            percent.beside_hundred()?.into_iter().all(|factor| products_apart((factor, difference), (percent, new)))
        }
        // difference × 100 = old × percent
        (None, Some(old), Some(percent), Some(difference)) => apart(percent, old?, difference),
        _ => false,
    })
}

fn share(reading: &Reading) -> Option<bool> {
    let (part, whole) = (reading.get(Role::Part)?, reading.get(Role::Whole)?);
    let share = reading.get(Role::Share).filter(|share| share.unit == Unit::Percent)?;
    if reading.all(Role::Share).count() > 1 || !part.unit.comparable(&whole.unit) {
        return None;
    }
    Some(apart(Wide::of(share)?, Wide::of(whole)?, Wide::of(part)?))
}

/// Whether one level may have lost the scale word that the other one has.
fn scale_may_be_lost(new: &Quantity, old: &Quantity) -> bool {
    let place = |level: &Quantity| level.number().map_or(Decimal::ZERO, |(_, ulp)| ulp);
    (place(new) > Decimal::ONE) != (place(old) > Decimal::ONE)
}

/// All that a printed number above zero may stand for under any habit of writing, as mantissas of one scale.
#[derive(Clone, Copy)]
struct Wide {
    ends: Ends,
    scale: u32,
}

impl Wide {
    /// A last place to each side, and of a round figure a twentieth of it as well; `None` with a hedge, or where digits are too many.
    fn of(quantity: &Quantity) -> Option<Self> {
        let (low, high, scale) = quantity.bare_ends()?;
        let middle = i64::midpoint(low, high);
        let place = high - low;
        let is_round = place > 0 && middle % place.checked_mul(10)? == 0;
        let slack = place.checked_add(if is_round { middle / 20 + 1 } else { 0 })?;
        let low = middle.checked_sub(slack)?;
        // From a few digits on, products of two stay within 128 bits.
        (low > 0 && middle < 1 << 56).then_some(Self { ends: (low, middle.checked_add(slack)?), scale })
    }

    /// One hundred and this, and one hundred less this where that is above zero.
    fn beside_hundred(self) -> Option<[Self; 2]> {
        let hundred = 10i64.checked_pow(self.scale + 2)?;
        let (low, high) = self.ends;
        let up = Self { ends: (hundred.checked_add(low)?, hundred.checked_add(high)?), ..self };
        let down = Self { ends: (hundred - high, hundred - low), ..self };
        // A fall by so much that some of it goes below zero is left to the rules.
        (down.ends.0 > 0).then_some([up, down])
    }
}

/// Whether no `factor` per hundred of a base is the product.
fn apart(factor: Wide, base: Wide, product: Wide) -> bool {
    products_apart((factor, base), (product, Wide { ends: (100, 100), scale: 0 }))
}

/// Whether no product of one pair is one of the other.
fn products_apart(one: (Wide, Wide), other: (Wide, Wide)) -> bool {
    let product = |(a, b): (Wide, Wide), zeros: u32| {
        let power = 10i128.checked_pow(zeros)?;
        let times = |a: i64, b: i64| (i128::from(a) * i128::from(b)).checked_mul(power);
        Some((times(a.ends.0, b.ends.0)?, times(a.ends.1, b.ends.1)?))
    };
    let scale = |(a, b): (Wide, Wide)| a.scale + b.scale;
    let (left, right) = (scale(one), scale(other));
    let products = product(one, right.saturating_sub(left)).zip(product(other, left.saturating_sub(right)));
    products.is_some_and(|(one, other)| one.1 < other.0 || other.1 < one.0)
}

/// Whether two levels are certainly not so far apart, whichever is the larger.
fn differs(new: Wide, old: Wide, difference: Wide) -> Option<bool> {
    let scale = new.scale.max(old.scale).max(difference.scale);
    let at = |wide: Wide| {
        let power = 10i128.checked_pow(scale - wide.scale)?;
        Some((i128::from(wide.ends.0).checked_mul(power)?, i128::from(wide.ends.1).checked_mul(power)?))
    };
    let (new, old, difference) = (at(new)?, at(old)?, at(difference)?);
    let (low, high) = (new.0 - old.1, new.1 - old.0);
    let meets = |(from, to): (i128, i128)| low <= to && from <= high;
    Some(!meets(difference) && !meets((-difference.1, -difference.0)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use smallvec::SmallVec;

    use super::*;
    use crate::model::{Currency, Direction, Span, Value, Verdict};
    use crate::rules::judge::{apply, combined};

    fn quantity(mantissa: i64, scale: u32, zeros: u32, unit: Unit) -> Quantity {
        let power = 10i128.pow(zeros);
        let value = Decimal::from_i128_with_scale(i128::from(mantissa) * power, scale);
        let ulp = Decimal::from_i128_with_scale(power, scale);
        Quantity {
            span: Span::default(),
            value: Value::Number { value, ulp },
            unit,
            hedge: None,
            period: None,
            per: None,
        }
    }

    fn claim(kind: Kind, direction: Option<Direction>, roles: Vec<(Role, Quantity)>) -> Claim {
        Claim { direction, ..Claim::new(kind, Span::default(), roles) }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        /// Numbers near to a sum that holds, so that every habit of writing comes up.
        #[test]
        fn what_certainly_fails_is_a_mismatch(
            (new, old, off) in (1i64..9_999, 1i64..9_999, -400i64..400),
            (places, new_zeros, old_zeros, percent_places) in (0u32..3, 0u32..7, 0u32..7, 0u32..3),
            present in proptest::array::uniform3(any::<bool>()),
            direction in proptest::sample::select(vec![None, Some(Direction::Up), Some(Direction::Down)]),
            money: bool, of_share: bool,
        ) {
            let unit = || if money { Unit::Money(Currency::USD) } else { Unit::Count(None) };
            let change = (i128::from(new) * 10i128.pow(new_zeros + percent_places + 2)) / (i128::from(old) * 10i128.pow(old_zeros));
            let hundred = if of_share { 0 } else { 10i128.pow(percent_places + 2) };
            let Ok(size) = i64::try_from((change - hundred).abs()) else { return Ok(()) };
            let size = (size + size / 400 * (off / 40) + off / 60).max(1);
            let difference = (new * 10i64.pow(new_zeros) - old * 10i64.pow(old_zeros)).abs() + off / 100;
            let (new, old) = (quantity(new, places, new_zeros, unit()), quantity(old, places, old_zeros, unit()));
            let percent = quantity(size, percent_places, 0, Unit::Percent);
            let claim = if of_share {
                claim(Kind::Share, None, vec![(Role::Share, percent), (Role::Part, new), (Role::Whole, old)])
            } else {
                let difference = quantity(difference, places, 0, unit());
                let all = [(Role::New, new), (Role::Old, old), (Role::Difference, difference)];
                let mut roles = vec![(Role::Percent, percent)];
                roles.extend(all.into_iter().zip(present).filter(|(_, present)| *present).map(|(role, _)| role));
                claim(Kind::Change, direction, roles)
            };
            let reading = &claim.readings[0];
            if fails(&claim, reading) {
                prop_assert_eq!(combined(&apply(&claim, reading)), Verdict::Mismatch);
            }
        }
    }

    #[test]
    fn sums_that_are_far_off_fail() {
        let roles = |percent: i64| -> SmallVec<[(Role, Quantity); 3]> {
            let money = |mantissa| quantity(mantissa, 3, 9, Unit::Money(Currency::USD));
            let percent = quantity(percent, 1, 0, Unit::Percent);
            smallvec::smallvec![(Role::Percent, percent), (Role::New, money(2_825)), (Role::Old, money(2_284))]
        };
        for (percent, far) in [(237, false), (238, false), (260, true), (40, true)] {
            let claim = claim(Kind::Change, None, roles(percent).into_vec());
            assert_eq!(fails(&claim, &claim.readings[0]), far, "{percent}");
        }
    }
}

//! Geohashes of 52 bits, distances, and areas to search.

use std::ops::Range;

/// The highest latitude a place may have (that of the web's maps).
pub(super) const LATITUDE: f64 = 85.051_128_78;
/// Bits of a coordinate.
const STEPS: u32 = 26;
/// The earth's radius in meters.
const EARTH: f64 = 6_372_797.560_856;
/// Half the circumference of the earth on such a map, in meters.
const MERCATOR: f64 = 20_037_726.37;

/// The cell of a place, latitudes going up to `latitudes`.
pub(super) fn encode(longitude: f64, latitude: f64, latitudes: f64) -> u64 {
    let cells = f64::from(1_u32 << STEPS);
    let x = ((longitude + 180.0) / 360.0 * cells) as u64;
    let y = ((latitude + latitudes) / (2.0 * latitudes) * cells) as u64;
    interleave(y.min((1 << STEPS) - 1), x.min((1 << STEPS) - 1), STEPS)
}

fn interleave(even: u64, odd: u64, steps: u32) -> u64 {
    (0..steps)
        .fold(0, |bits, at| bits | (even >> at & 1) << (2 * at) | (odd >> at & 1) << (2 * at + 1))
}

/// The middle of a cell: longitude and latitude.
pub(super) fn decode(bits: u64) -> (f64, f64) {
    let gather = |from: u32| {
        (0..STEPS).fold(0_u32, |all, at| {
            all | u32::try_from(bits >> (2 * at + from) & 1).unwrap_or_default() << at
        })
    };
    let cells = f64::from(1_u32 << STEPS);
    let middle = |cell: u32, low: f64, high: f64| {
        let min = low + f64::from(cell) / cells * (high - low);
        let max = low + f64::from(cell + 1) / cells * (high - low);
        ((min + max) / 2.0).clamp(low, high)
    };
    (middle(gather(1), -180.0, 180.0), middle(gather(0), -LATITUDE, LATITUDE))
}

/// Meters between two places, on a sphere.
pub(super) fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (a_longitude, b_longitude) = (a.0.to_radians(), b.0.to_radians());
    let v = ((b_longitude - a_longitude) / 2.0).sin();
    // On one meridian the server takes the difference of the latitudes alone.
    if v == 0.0 {
        return EARTH * (b.1.to_radians() - a.1.to_radians()).abs();
    }
    let (a_latitude, b_latitude) = (a.1.to_radians(), b.1.to_radians());
    let u = ((b_latitude - a_latitude) / 2.0).sin();
    let both = u * u + a_latitude.cos() * b_latitude.cos() * v * v;
    2.0 * EARTH * both.sqrt().asin()
}

/// What is searched, in meters.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    Circle(f64),
    /// Width and height.
    Box(f64, f64),
}

/// A shape around a place.
pub(super) struct Area {
    pub(super) center: (f64, f64),
    pub(super) shape: Shape,
}

impl Area {
    /// How far a place is from the center, if it is inside.
    pub(super) fn holds(&self, place: (f64, f64)) -> Option<f64> {
        match self.shape {
            Shape::Circle(radius) => {
                let meters = distance(self.center, place);
                (meters <= radius).then_some(meters)
            }
            Shape::Box(width, height) => {
                let north = distance((place.0, place.1), (place.0, self.center.1));
                let east = distance((place.0, place.1), (self.center.0, place.1));
                let inside = north <= height / 2.0 && east <= width / 2.0;
                inside.then(|| distance(self.center, place))
            }
        }
    }

    fn reach(&self) -> f64 {
        match self.shape {
            Shape::Circle(radius) => radius,
            Shape::Box(width, height) => ((width / 2.0).powi(2) + (height / 2.0).powi(2)).sqrt(),
        }
    }

    /// How many bits a cell may have that is at least as large as the area.
    fn steps(&self) -> u32 {
        let mut reach = self.reach();
        if reach == 0.0 {
            return STEPS;
        }
        let mut steps = 1_i32;
        while reach < MERCATOR {
            reach *= 2.0;
            steps += 1;
        }
        steps -= 2;
        // Cells get narrow towards the poles.
        if self.center.1.abs() > 66.0 {
            steps -= 1;
            if self.center.1.abs() > 80.0 {
                steps -= 1;
            }
        }
        u32::try_from(steps.clamp(1, 26)).unwrap_or(1)
    }

    /// The ranges of cells that are searched, in the order the server takes them: the center's, then
    /// those around it; at last everything, in case the area reaches further.
    pub(super) fn cells(&self) -> Vec<Range<u64>> {
        let steps = self.steps();
        let side = 1_i64 << steps;
        let fraction = |at: f64, low: f64, high: f64| {
            (((at - low) / (high - low) * side as f64) as i64).clamp(0, side - 1)
        };
        let x = fraction(self.center.0, -180.0, 180.0);
        let y = fraction(self.center.1, -LATITUDE, LATITUDE);
        let around = [(0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)];
        let mut cells: Vec<Range<u64>> = around
            .iter()
            .map(|(east, north)| {
                let x = (x + east).rem_euclid(side).cast_unsigned();
                let y = (y + north).rem_euclid(side).cast_unsigned();
                let bits = interleave(y, x, steps);
                let shift = 2 * (STEPS - steps);
                bits << shift..(bits + 1) << shift
            })
            .collect();
        cells.push(0..1 << 52);
        cells
    }
}

//! Places on the earth, kept as the scores of a sorted set.

mod shapes;

use shapes::{Area, Shape};

use super::Handler;
use super::zsets::{self, Conditions};
use crate::args::{Args, float, is_word, natural};
use crate::call::Call;
use crate::data::value::Value;
use crate::data::zset::Zset;
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop};
use crate::text::number;

const NOT_ZSET_MEMBER: &str = "ERR could not decode requested zset member";

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "geoadd" => geoadd,
        "geodist" => geodist,
        "geohash" => geohash,
        "geopos" => geopos,
        "geosearch" => |call, words| search(call, words, &Form::search(1, false)),
        "geosearchstore" => |call, words| search(call, words, &Form::search(2, true)),
        "georadius" => |call, words| search(call, words, &Form::radius(true, true)),
        "georadius_ro" => |call, words| search(call, words, &Form::radius(true, false)),
        "georadiusbymember" => |call, words| search(call, words, &Form::radius(false, true)),
        "georadiusbymember_ro" => |call, words| search(call, words, &Form::radius(false, false)),
        _ => return None,
    })
}

/// How a search command puts its arguments.
struct Form {
    /// The position of the key that is searched.
    key: usize,
    /// `GEOSEARCHSTORE`: the first word is where the result goes.
    stores: bool,
    /// The older form: the center and radius stand at fixed places; a point, or a member.
    fixed: Option<bool>,
    /// The older form may say `STORE`.
    may_store: bool,
}

impl Form {
    const fn search(key: usize, stores: bool) -> Self {
        Self { key, stores, fixed: None, may_store: false }
    }

    const fn radius(point: bool, may_store: bool) -> Self {
        Self { key: 1, stores: false, fixed: Some(point), may_store }
    }
}

fn position(args: &mut Args<'_>) -> Result<(f64, f64), Stop> {
    let (longitude, latitude) = (args.float()?, args.float()?);
    let fits = (-180.0..=180.0).contains(&longitude)
        && (-shapes::LATITUDE..=shapes::LATITUDE).contains(&latitude);
    if fits {
        return Ok((longitude, latitude));
    }
    Err(Stop::Error(format!("ERR invalid longitude,latitude pair {longitude:.6},{latitude:.6}")))
}

/// Meters in a unit.
fn unit(word: &[u8]) -> Result<f64, Stop> {
    let units = [("m", 1.0), ("km", 1000.0), ("ft", 0.3048), ("mi", 1609.34)];
    let found = units.iter().find(|(name, _)| is_word(word, name));
    found
        .map(|(_, meters)| *meters)
        .ok_or_else(|| "ERR unsupported unit provided. please use M, KM, FT, MI".into())
}

fn geoadd(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let mut args = Args::new(&words[2..]);
    let mut conditions = Conditions::default();
    loop {
        if args.word("NX") {
            conditions.only_new = true;
        } else if args.word("XX") {
            conditions.only_old = true;
        } else if args.word("CH") {
            conditions.changed = true;
        } else {
            break;
        }
    }
    if !args.len().is_multiple_of(3) || conditions.only_new && conditions.only_old {
        return Err(SYNTAX.into());
    }
    let mut scored = Vec::new();
    while args.len() > 0 {
        let (longitude, latitude) = position(&mut args)?;
        let score = shapes::encode(longitude, latitude, shapes::LATITUDE) as f64;
        scored.push((score, args.need()?.as_slice()));
    }
    zsets::insert(call, &words[1], conditions, &scored)
}

/// A distance, with four digits after the point.
fn distance(meters: f64) -> Reply {
    Reply::Bulk(format!("{meters:.4}").into_bytes())
}

fn geodist(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let meters = match words.get(4) {
        None => 1.0,
        Some(_) if words.len() > 5 => return Err(SYNTAX.into()),
        Some(word) => unit(word)?,
    };
    let Some(set) = call.read::<Zset>(&words[1])? else { return Ok(Reply::Nil) };
    let (Some(a), Some(b)) = (set.score(&words[2]), set.score(&words[3])) else {
        return Ok(Reply::Nil);
    };
    let between = shapes::distance(shapes::decode(a as u64), shapes::decode(b as u64));
    Ok(distance(between / meters))
}

fn geohash(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    const LETTERS: &[u8] = b"0123456789bcdefghjkmnpqrstuvwxyz";
    let set = call.copy::<Zset>(&words[1])?;
    let hash = |member: &Bytes| {
        let score = set.score(member)?;
        let (longitude, latitude) = shapes::decode(score as u64);
        // The published form takes latitudes up to 90 degrees.
        let bits = shapes::encode(longitude, latitude, 90.0);
        let letter = |at: u32| {
            // There are 52 bits; the eleventh letter has none of them left and is 0.
            let index = if at == 10 { 0 } else { bits >> (52 - (at + 1) * 5) & 31 };
            LETTERS[usize::try_from(index).unwrap_or_default()]
        };
        Some((0..11).map(letter).collect::<Bytes>())
    };
    Ok(Reply::Array(words[2..].iter().map(|member| Reply::maybe(hash(member))).collect()))
}

/// A coordinate, as people read it: 17 digits after the point, no zeros at the end.
fn coordinate(degrees: f64) -> Reply {
    let text = format!("{degrees:.17}");
    Reply::bulk(text.trim_end_matches('0').trim_end_matches('.'))
}

fn point((longitude, latitude): (f64, f64)) -> Reply {
    Reply::Array(vec![coordinate(longitude), coordinate(latitude)])
}

fn geopos(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let set = call.copy::<Zset>(&words[1])?;
    let place = |member: &Bytes| {
        let score = set.score(member);
        score.map_or(Reply::NilArray, |score| point(shapes::decode(score as u64)))
    };
    Ok(Reply::Array(words[2..].iter().map(place).collect()))
}

/// What a search asks for and is to tell.
#[derive(Default)]
struct Wanted {
    center: Option<(f64, f64)>,
    /// The member it is about is not there.
    lost: bool,
    shape: Option<Shape>,
    meters: f64,
    ascending: Option<bool>,
    count: usize,
    any: bool,
    with_distance: bool,
    with_hash: bool,
    with_point: bool,
    target: Option<Bytes>,
    stores_distance: bool,
}

impl Wanted {
    fn member(&mut self, set: Option<&Zset>, member: &[u8]) -> Result<(), Stop> {
        match set.map(|set| set.score(member)) {
            None => self.lost = true,
            Some(None) => return Err(NOT_ZSET_MEMBER.into()),
            Some(Some(score)) => self.center = Some(shapes::decode(score as u64)),
        }
        Ok(())
    }

    fn radius(&mut self, args: &mut Args<'_>) -> Result<(), Stop> {
        let radius = args.need()?;
        let radius = float(radius).map_err(|_| "ERR need numeric radius")?;
        if radius < 0.0 {
            return Err("ERR radius cannot be negative".into());
        }
        self.meters = unit(args.need()?)?;
        self.shape = Some(Shape::Circle(radius * self.meters));
        Ok(())
    }

    fn rectangle(&mut self, args: &mut Args<'_>) -> Result<(), Stop> {
        let width = number::double(args.need()?).ok_or("ERR need numeric width")?;
        let height = number::double(args.need()?).ok_or("ERR need numeric height")?;
        if width < 0.0 || height < 0.0 {
            return Err("ERR height or width cannot be negative".into());
        }
        self.meters = unit(args.need()?)?;
        self.shape = Some(Shape::Box(width * self.meters, height * self.meters));
        Ok(())
    }

    /// Reads one option.
    fn option(&mut self, args: &mut Args<'_>, form: &Form, set: Option<&Zset>) -> Result<(), Stop> {
        let is_new = form.fixed.is_none();
        if args.word("WITHDIST") {
            self.with_distance = true;
        } else if args.word("WITHHASH") {
            self.with_hash = true;
        } else if args.word("WITHCOORD") {
            self.with_point = true;
        } else if args.word("ANY") {
            self.any = true;
        } else if args.word("ASC") {
            self.ascending = Some(true);
        } else if args.word("DESC") {
            self.ascending = Some(false);
        } else if args.len() >= 2 && args.word("COUNT") {
            self.count = natural(args.need()?, "ERR COUNT must be > 0")?;
            if self.count == 0 {
                return Err("ERR COUNT must be > 0".into());
            }
        } else if form.may_store && args.len() >= 2 && args.word("STORE") {
            self.target = args.next().cloned();
        } else if form.may_store && args.len() >= 2 && args.word("STOREDIST") {
            self.target = args.next().cloned();
            self.stores_distance = true;
        } else if form.stores && args.word("STOREDIST") {
            self.stores_distance = true;
        } else if is_new && self.center.is_none() && args.len() >= 2 && args.word("FROMMEMBER") {
            self.member(set, args.need()?)?;
        } else if is_new && self.center.is_none() && args.len() >= 3 && args.word("FROMLONLAT") {
            self.center = Some(position(args)?);
        } else if is_new && self.shape.is_none() && args.len() >= 3 && args.word("BYRADIUS") {
            self.radius(args)?;
        } else if is_new && self.shape.is_none() && args.len() >= 4 && args.word("BYBOX") {
            self.rectangle(args)?;
        } else {
            return Err(SYNTAX.into());
        }
        Ok(())
    }

    fn read(words: &[Bytes], form: &Form, set: Option<&Zset>) -> Result<Self, Stop> {
        let mut args = Args::new(&words[form.key + 1..]);
        let mut wanted = Self { meters: 1.0, ..Self::default() };
        match form.fixed {
            Some(true) => wanted.center = Some(position(&mut args)?),
            Some(false) => wanted.member(set, args.need()?)?,
            None => {}
        }
        if form.fixed.is_some() {
            wanted.radius(&mut args)?;
        }
        while args.len() > 0 {
            wanted.option(&mut args, form, set)?;
        }
        if form.stores {
            wanted.target = Some(words[1].clone());
        }
        wanted.verify(&words[0], form)?;
        Ok(wanted)
    }

    fn verify(&self, name: &[u8], form: &Form) -> Result<(), Stop> {
        let name = String::from_utf8_lossy(name).into_owned();
        let told = self.with_distance || self.with_hash || self.with_point;
        if self.target.is_some() && told {
            let what = if form.stores {
                name.to_ascii_uppercase()
            } else {
                "STORE option in GEORADIUS".into()
            };
            let what = if form.stores { name.clone() } else { what };
            return Err(Stop::Error(format!(
                "ERR {what} is not compatible with WITHDIST, WITHHASH and WITHCOORD options"
            )));
        }
        if form.fixed.is_none() && self.center.is_none() && !self.lost {
            return Err(Stop::Error(format!(
                "ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for {name}"
            )));
        }
        if form.fixed.is_none() && self.shape.is_none() {
            return Err(Stop::Error(format!(
                "ERR exactly one of BYRADIUS and BYBOX can be specified for {name}"
            )));
        }
        if self.any && self.count == 0 {
            return Err("ERR the ANY argument requires COUNT argument".into());
        }
        Ok(())
    }
}

/// A place that was found.
struct Found {
    member: Bytes,
    score: f64,
    meters: f64,
    place: (f64, f64),
}

fn search(call: &mut Call<'_>, words: &[Bytes], form: &Form) -> Answer {
    let set = call.read::<Zset>(&words[form.key])?.cloned();
    let wanted = Wanted::read(words, form, set.as_ref())?;
    let mut found = Vec::new();
    if let (Some(set), Some(center), Some(shape)) = (&set, wanted.center, wanted.shape) {
        let area = Area { center, shape };
        // In the order of the cells around the center that the server looks at.
        let cells = area.cells();
        let mut done = std::collections::BTreeSet::new();
        for cell in cells {
            for (member, score) in set.iter() {
                let place = shapes::decode(score as u64);
                let inside = cell.contains(&(score as u64)) && done.insert(member.clone());
                if let Some(meters) = area.holds(place).filter(|_| inside) {
                    found.push(Found { member: member.clone(), score, meters, place });
                }
            }
        }
    }
    if wanted.any && wanted.count > 0 {
        found.truncate(wanted.count);
    }
    // A count without an order takes the nearest.
    let order = wanted.ascending.or((wanted.count > 0 && !wanted.any).then_some(true));
    if let Some(ascending) = order {
        found.sort_by(|a, b| {
            let order = a.meters.total_cmp(&b.meters);
            if ascending { order } else { order.reverse() }
        });
    }
    if wanted.count > 0 {
        found.truncate(wanted.count);
    }
    match &wanted.target {
        Some(target) => Ok(store(call, target, found, &wanted)),
        None => Ok(Reply::Array(found.into_iter().map(|one| tell(one, &wanted)).collect())),
    }
}

fn store(call: &mut Call<'_>, target: &[u8], found: Vec<Found>, wanted: &Wanted) -> Reply {
    let length = found.len();
    let score = |one: &Found| {
        if wanted.stores_distance { one.meters / wanted.meters } else { one.score }
    };
    let set: Zset = found.into_iter().map(|one| (one.member.clone(), score(&one))).collect();
    call.store(target, Value::Zset(set));
    Reply::count(length)
}

fn tell(found: Found, wanted: &Wanted) -> Reply {
    let mut parts = vec![Reply::Bulk(found.member)];
    if wanted.with_distance {
        parts.push(distance(found.meters / wanted.meters));
    }
    if wanted.with_hash {
        parts.push(Reply::Int(found.score as i64));
    }
    if wanted.with_point {
        parts.push(point(found.place));
    }
    match parts.len() {
        1 => parts.remove(0),
        _ => Reply::Array(parts),
    }
}

//! Sorted sets: ranges by rank, by score, by name.

use super::Handler;
use super::hashes::paired;
use crate::args::{Args, int, range};
use crate::call::Call;
use crate::data::value::Value;
use crate::data::zset::Zset;
use crate::reply::{Answer, Bytes, Reply, SYNTAX, Stop};
use crate::text::number;

pub(super) fn find(name: &str) -> Option<Handler> {
    Some(match name {
        "zrange" => |call, words| {
            let query = Query::read(&words[2..], None)?;
            let pairs = query.run(call, &words[1])?;
            Ok(query.reply(pairs, call.protocol))
        },
        "zrangestore" => store,
        "zrevrange" => |call, words| fixed(call, words, By::Rank, true),
        "zrangebyscore" => |call, words| fixed(call, words, By::Score, false),
        "zrevrangebyscore" => |call, words| fixed(call, words, By::Score, true),
        "zrangebylex" => |call, words| fixed(call, words, By::Name, false),
        "zrevrangebylex" => |call, words| fixed(call, words, By::Name, true),
        "zcount" => |call, words| Ok(Reply::count(within(call, words, By::Score)?.len())),
        "zlexcount" => |call, words| Ok(Reply::count(within(call, words, By::Name)?.len())),
        "zremrangebyrank" => |call, words| remove(call, words, By::Rank),
        "zremrangebyscore" => |call, words| remove(call, words, By::Score),
        "zremrangebylex" => |call, words| remove(call, words, By::Name),
        _ => return None,
    })
}

/// What the ends of a range are.
#[derive(Clone, Copy, Debug, PartialEq)]
enum By {
    Rank,
    Score,
    Name,
}

/// A range, as asked for.
struct Query {
    ends: Ends,
    reverse: bool,
    skip: i64,
    limit: i64,
    scores: bool,
}

/// The ends of a range, the lower one first; ranks as they were given.
enum Ends {
    Rank(i64, i64),
    Score((f64, bool), (f64, bool)),
    Name(Name, Name),
}

/// An end of a range by name.
#[derive(Clone, Debug, PartialEq)]
enum Name {
    Lowest,
    Highest,
    /// With whether it is excluded.
    At(Bytes, bool),
}

fn score_end(text: &[u8]) -> Result<(f64, bool), Stop> {
    let (open, digits) = text.strip_prefix(b"(").map_or((false, text), |rest| (true, rest));
    let number = number::double(digits).ok_or("ERR min or max is not a float")?;
    Ok((number, open))
}

fn name_end(text: &[u8]) -> Result<Name, Stop> {
    match text {
        b"-" => Ok(Name::Lowest),
        b"+" => Ok(Name::Highest),
        [b'(', name @ ..] => Ok(Name::At(name.to_vec(), true)),
        [b'[', name @ ..] => Ok(Name::At(name.to_vec(), false)),
        _ => Err("ERR min or max not valid string range item".into()),
    }
}

fn ends(by: By, low: &[u8], high: &[u8]) -> Result<Ends, Stop> {
    Ok(match by {
        By::Rank => Ends::Rank(int(low)?, int(high)?),
        By::Score => Ends::Score(score_end(low)?, score_end(high)?),
        By::Name => Ends::Name(name_end(low)?, name_end(high)?),
    })
}

impl Ends {
    fn hold(&self, member: &[u8], score: f64) -> bool {
        match self {
            Self::Rank(..) => true,
            Self::Score((low, over), (high, under)) => {
                (if *over { score > *low } else { score >= *low })
                    && (if *under { score < *high } else { score <= *high })
            }
            Self::Name(low, high) => {
                let above = match low {
                    Name::Lowest => true,
                    Name::Highest => false,
                    Name::At(name, open) => member > name.as_slice() || !open && member == name,
                };
                above
                    && match high {
                        Name::Lowest => false,
                        Name::Highest => true,
                        Name::At(name, open) => member < name.as_slice() || !open && member == name,
                    }
            }
        }
    }
}

impl Query {
    /// Reads `min max` and options; `kind` where the command's name says what the ends are.
    fn read(words: &[Bytes], kind: Option<(By, bool)>) -> Result<Self, Stop> {
        let mut args = Args::new(words);
        let (first, second) = (args.need()?, args.need()?);
        let (mut by, mut reverse) = kind.unwrap_or((By::Rank, false));
        let (mut skip, mut limit, mut scores) = (0, -1, false);
        while args.len() > 0 {
            if args.word("WITHSCORES") {
                scores = true;
            } else if args.len() >= 3 && args.word("LIMIT") {
                (skip, limit) = (args.int()?, args.int()?);
            } else if kind.is_none() && args.word("REV") {
                reverse = true;
            } else if kind.is_none() && args.word("BYLEX") {
                by = By::Name;
            } else if kind.is_none() && args.word("BYSCORE") {
                by = By::Score;
            } else {
                return Err(SYNTAX.into());
            }
        }
        if by == By::Rank && limit != -1 {
            return Err("ERR syntax error, LIMIT is only supported in combination with either \
                        BYSCORE or BYLEX"
                .into());
        }
        if by == By::Name && scores {
            return Err(
                "ERR syntax error, WITHSCORES not supported in combination with BYLEX".into()
            );
        }
        let swapped = reverse && by != By::Rank;
        let (low, high) = if swapped { (second, first) } else { (first, second) };
        Ok(Self { ends: ends(by, low, high)?, reverse, skip, limit, scores })
    }

    fn run(&self, call: &mut Call<'_>, key: &[u8]) -> Result<Vec<(Bytes, f64)>, Stop> {
        let Some(set) = call.read::<Zset>(key)? else { return Ok(Vec::new()) };
        let pairs = set.iter().map(|(member, score)| (member.clone(), score));
        let mut pairs: Vec<_> = pairs.filter(|(one, score)| self.ends.hold(one, *score)).collect();
        if self.reverse {
            pairs.reverse();
        }
        if let Ends::Rank(start, end) = self.ends {
            let kept = range(start, end, pairs.len());
            pairs.truncate(kept.end);
            pairs.drain(..kept.start.min(pairs.len()));
            return Ok(pairs);
        }
        let Ok(skip) = usize::try_from(self.skip) else { return Ok(Vec::new()) };
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        Ok(pairs.into_iter().skip(skip).take(limit).collect())
    }

    fn reply(&self, pairs: Vec<(Bytes, f64)>, protocol: u8) -> Reply {
        with_scores(pairs, self.scores, protocol)
    }
}

/// Members, with their scores where they are asked for.
pub(super) fn with_scores(pairs: Vec<(Bytes, f64)>, scores: bool, protocol: u8) -> Reply {
    let pairs = pairs.into_iter();
    if !scores {
        return Reply::Array(pairs.map(|(member, _)| Reply::Bulk(member)).collect());
    }
    paired(pairs.map(|(one, score)| vec![Reply::Bulk(one), Reply::Double(score)]), protocol)
}

fn fixed(call: &mut Call<'_>, words: &[Bytes], by: By, reverse: bool) -> Answer {
    let query = Query::read(&words[2..], Some((by, reverse)))?;
    let pairs = query.run(call, &words[1])?;
    Ok(query.reply(pairs, call.protocol))
}

fn store(call: &mut Call<'_>, words: &[Bytes]) -> Answer {
    let query = Query::read(&words[3..], None)?;
    if query.scores {
        return Err(SYNTAX.into());
    }
    let pairs = query.run(call, &words[2])?;
    let length = pairs.len();
    call.store(&words[1], Value::Zset(pairs.into_iter().collect()));
    Ok(Reply::count(length))
}

fn within(call: &mut Call<'_>, words: &[Bytes], by: By) -> Result<Vec<(Bytes, f64)>, Stop> {
    let ends = ends(by, &words[2], &words[3])?;
    Query { ends, reverse: false, skip: 0, limit: -1, scores: false }.run(call, &words[1])
}

fn remove(call: &mut Call<'_>, words: &[Bytes], by: By) -> Answer {
    let gone = within(call, words, by)?;
    if let Some(set) = call.change::<Zset>(&words[1])? {
        gone.iter().for_each(|(member, _)| {
            set.remove(member);
        });
        if !gone.is_empty() {
            call.touch(&words[1]);
        }
    }
    Ok(Reply::count(gone.len()))
}

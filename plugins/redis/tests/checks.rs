//! What is reported besides the fences of the rule pages, and what must not be.
#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use proofpress_plugin::testing;
use proofpress_redis::Redis;

fn found(lang: &str, text: &str) -> Vec<String> {
    let found = testing::check::<Redis>(lang, text).unwrap();
    found.into_iter().map(|one| format!("{}: {}", one.rule, one.message)).collect()
}

#[test]
fn what_a_server_takes_passes() {
    let fine = [
        "set a 1\nGeT a\n3 INCR a",
        "# a comment\n\nPING",
        "MULTI\nSET a 1\nEXEC",
        "SUBSCRIBE news\nAUTH x\nQUIT",
        "redis> SETT a\n(error) ERR unknown command\nredis> GET a b\n(error) ERR wrong number",
        "BLPOP a 0\nLPUSH a 1\nINCR a\nGET a",
        "EVAL \"#!lua flags=no-writes\\nreturn 1\" 0",
        "ZADD z GT CH 1 a\nZRANGE z 0 -1 REV WITHSCORES\nXADD s MAXLEN ~ 10 * a 1",
        "GEOADD g 13.36 38.11 a\nGEOSEARCH g FROMLONLAT 15 37 BYRADIUS 200 km ASC",
    ];
    for text in fine {
        assert_eq!(found("redis", text), [""; 0], "{text}");
    }
}

#[test]
fn places_and_words() {
    let text = "PING\nredis-lua";
    assert_eq!(found("redis", text), ["unknown-command: Redis 7.0.15 has no command `redis-lua`"]);
    let found = testing::check::<Redis>("redis", "SET a 1\n  XGRUP CREATE s g $").unwrap();
    assert_eq!(found[0].help.as_deref(), Some("did you mean `XGROUP`?"));
    assert_eq!((found[0].span.start, found[0].span.end), (10, 15));
    let script = "local x = 1\nif x = 2 then\nend\n";
    let found = testing::check::<Redis>("redis-lua", script).unwrap();
    assert_eq!(found[0].message, "'then' expected near '='");
    assert_eq!((found[0].span.start, found[0].span.end), (12, 25));
}

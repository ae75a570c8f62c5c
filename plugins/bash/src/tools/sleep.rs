//! `sleep` and other tools of virtual time.

use crate::exec::external::{Cx, Ended};

/// Nanoseconds that `1.5`, `2m`, `1h` stand for.
pub(super) fn duration(text: &str) -> Option<u64> {
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let unit = match &text[at..] {
        "" | "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => return None,
    };
    let number: f64 = text[..at].parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no sign is read; large ones saturate"
    )]
    let nanos = (number * unit * 1e9).round() as u64;
    Some(nanos)
}

pub(super) async fn run(cx: &mut Cx) -> Ended {
    if cx.args.len() < 2 {
        return cx.fail(1, "missing operand\nTry 'sleep --help' for more information.").await;
    }
    let mut total = 0u64;
    for text in cx.args.clone().into_iter().skip(1) {
        if text == "infinity" {
            total = u64::MAX;
            continue;
        }
        match duration(&text) {
            Some(nanos) => total = total.saturating_add(nanos),
            None => return cx
                .fail(
                    1,
                    &format!(
                        "invalid time interval ‘{text}’\nTry 'sleep --help' for more information."
                    ),
                )
                .await,
        }
    }
    let end = cx.os.clock.now().saturating_add(total);
    cx.os.sleep_until(end).await;
    Ok(0)
}

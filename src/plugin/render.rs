//! The call into a renderer, and what it answered held against the contract.

use super::bindings::exports::proofpress::plugin::renderer as wire;
use super::bindings::proofpress::plugin::types::Extra;
use super::call::lacks;
use super::contract::{Artifact, DrawInput, Drawn, Failure, Limits, Session};
use super::handle::{Plugin, example, guarded};
use super::text::{one_line, short};
use super::validate::{self, Texts, Validator};

/// The largest body, in bytes.
const MAX_BODY: usize = 2 << 20;
/// The most assets.
const MAX_ASSETS: usize = 32;
/// The most bytes of body and assets together.
const MAX_IN_ALL: usize = 8 << 20;
/// The most bytes of text in place of the drawing.
const MAX_ALT: usize = 16 << 10;

impl Plugin {
    /// Lets it draw an example, in a fresh instance.
    ///
    /// # Errors
    ///
    /// Every way a plugin can go wrong, as for [`Plugin::check`].
    pub fn draw(
        &self,
        session: &Session,
        limits: &Limits,
        input: &DrawInput,
    ) -> Result<Drawn, Failure> {
        let loaded = self.loaded()?;
        let Some(renderer) = &loaded.renderer else { return Err(lacks("renderer")) };
        guarded(|| {
            let (answer, fuel) = self.call(session, limits, async |_, store, instance| {
                let renderer = renderer.load(&mut *store, instance)?;
                renderer.call_render(store, &example(&input.example), &pairs(&input.theme)).await
            })?;
            let texts = Texts::One { text: &input.example.source, kind: "example" };
            let validator = Validator { texts, catalogue: &loaded.catalogue, session };
            drawn(answer, &validator, fuel)
        })
    }
}

fn pairs(theme: &[(String, String)]) -> Vec<Extra> {
    let pair = |(key, value): &(String, String)| Extra { key: key.clone(), value: value.clone() };
    theme.iter().map(pair).collect()
}

/// The answer in our own types.
fn drawn(
    answer: wire::RenderResult,
    validator: &Validator<'_>,
    fuel: u64,
) -> Result<Drawn, Failure> {
    let too_large = |what: String| Err(Failure::TooLarge(what));
    let body = answer.body.contents.len();
    if body > MAX_BODY {
        return too_large(format!("a body of {body} bytes, and at most {MAX_BODY} are allowed"));
    }
    let count = answer.assets.len();
    if count > MAX_ASSETS {
        return too_large(format!("{count} assets, and at most {MAX_ASSETS} are allowed"));
    }
    let in_all = body + answer.assets.iter().map(|asset| asset.contents.len()).sum::<usize>();
    if in_all > MAX_IN_ALL {
        return too_large(format!("{in_all} bytes in all, and at most {MAX_IN_ALL} are allowed"));
    }
    if answer.alt.len() > MAX_ALT {
        let alt = answer.alt.len();
        return too_large(format!("a text of {alt} bytes, and at most {MAX_ALT} are allowed"));
    }
    let alt = one_line(&answer.alt);
    if alt.is_empty() {
        return Err(Failure::Protocol(
            "its drawing has no text for those who do not see it (`alt`)".into(),
        ));
    }
    Ok(Drawn {
        body: artifact(answer.body),
        assets: answer.assets.into_iter().map(artifact).collect(),
        alt,
        findings: validator.findings(answer.diagnostics)?,
        facts: validate::facts(answer.facts)?,
        fuel,
    })
}

fn artifact(artifact: wire::Artifact) -> Artifact {
    Artifact {
        media_type: short(&artifact.media_type),
        // As it is: what is wrong with it is for the sanitiser to say.
        name: artifact.name.chars().take(1000).collect(),
        contents: artifact.contents,
    }
}

//! The renderer half: what its attribute asks for, safe or not.

use proofpress_plugin::bindings::proofpress::plugin::types as wire;
use proofpress_plugin::bindings::renderer::exports::proofpress::plugin::renderer;

use crate::{Probe, answers, surroundings, violence};

impl renderer::Guest for Probe {
    fn render(
        example: wire::Example,
        theme: Vec<wire::Extra>,
    ) -> Result<renderer::RenderResult, wire::Failure> {
        let attack = example.attrs.iter().find(|attribute| attribute.key == "probe.draw");
        match attack.map(|attack| attack.value.as_str()) {
            None => Err(wire::Failure::Unsupported("there is nothing to draw".into())),
            Some("boxes") => Ok(svg(&box_with(&example.source, &theme))),
            Some(name) => act(name, &example),
        }
    }
}

/// Does what it is asked for.
fn act(name: &str, example: &wire::Example) -> Result<renderer::RenderResult, wire::Failure> {
    let drawn = match name {
        "script" => svg("<svg><script>alert(1)</script></svg>"),
        "event-handler" => svg("<svg onload=\"alert(1)\"/>"),
        "javascript-url" => svg("<svg><use href=\"javascript:alert(1)\"/></svg>"),
        "external-reference" => svg("<svg><image href=\"https://evil.example/x.png\"/></svg>"),
        "foreign-object" => svg("<svg><foreignObject><p/></foreignObject></svg>"),
        "html-script" => of("text/html", b"<p>x<script>alert(1)</script></p>"),
        "javascript" => of("text/javascript", b"alert(1)"),
        // What the example says, as the media type it says: whatever a test wants.
        "source" => svg(&example.source),
        "html" => of("text/html", example.source.as_bytes()),
        "csv" => of("text/csv", example.source.as_bytes()),
        "text" => of("text/plain", example.source.as_bytes()),
        "picture" => of("image/png", PNG),
        "asset" => with_assets("<p><img src=\"a.png\" alt=\"a dot\"/></p>", &["a.png"]),
        "index" => with_assets("<p/>", &["../../index.html"]),
        "device" => with_assets("<p/>", &["CON"]),
        "many-assets" => {
            let names: Vec<String> = (0..10_000).map(|number| format!("{number}.png")).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            with_assets("<p/>", &names)
        }
        "large-asset" => {
            let mut drawn = with_assets("<p/>", &["a.png"]);
            drawn.assets[0].contents = vec![0; 9 << 20];
            drawn
        }
        "large-body" => of("text/plain", &vec![b'x'; (2 << 20) + 1]),
        "large-in-all" => {
            let mut drawn = with_assets("<p/>", &["a.png", "b.png"]);
            drawn.assets.iter_mut().for_each(|asset| asset.contents = vec![0; 3_900 << 10]);
            drawn.body.contents = vec![b' '; 600 << 10];
            drawn
        }
        "no-alt" => renderer::RenderResult { alt: "\u{1b}[0m".into(), ..svg("<svg/>") },
        "time" => {
            let seen = surroundings::attack("random").unwrap_or_else(|| violence::endless());
            let seen = seen?.diagnostics.remove(0).message;
            svg(&format!("<svg><text>{seen}</text></svg>"))
        }
        "finding" => {
            let diagnostics = answers::said("drawn with a squint").diagnostics;
            renderer::RenderResult { diagnostics, ..svg("<svg/>") }
        }
        "decline" => return Err(wire::Failure::Unsupported("not today".into())),
        attack => {
            if let Some(answer) =
                violence::attack(attack).or_else(|| answers::attack(attack, example))
            {
                renderer::RenderResult { diagnostics: answer?.diagnostics, ..svg("<svg/>") }
            } else {
                return Err(wire::Failure::Internal(format!("no drawing `{attack}`")));
            }
        }
    };
    Ok(drawn)
}

/// A picture of one pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\
    \x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

fn of(media_type: &str, contents: &[u8]) -> renderer::RenderResult {
    renderer::RenderResult {
        body: renderer::Artifact {
            media_type: media_type.into(),
            name: "body".into(),
            contents: contents.to_vec(),
        },
        assets: Vec::new(),
        alt: "what the probe drew".into(),
        diagnostics: Vec::new(),
        facts: vec![wire::Extra { key: "easel".into(), value: "1".into() }],
    }
}

fn svg(text: &str) -> renderer::RenderResult {
    of("image/svg+xml", text.as_bytes())
}

fn with_assets(html: &str, names: &[&str]) -> renderer::RenderResult {
    let asset = |name: &&str| renderer::Artifact {
        media_type: "image/png".into(),
        name: (*name).into(),
        contents: PNG.to_vec(),
    };
    let assets = names.iter().map(asset).collect();
    renderer::RenderResult { assets, ..of("text/html", html.as_bytes()) }
}

/// The lines of an example as boxes in a row, with arrows between, in the theme's colours.
fn box_with(source: &str, theme: &[wire::Extra]) -> String {
    let colour = |name: &str| {
        let found = theme.iter().find(|pair| pair.key == name);
        found.map_or("currentColor", |pair| pair.value.as_str())
    };
    let (line, surface, accent) = (colour("line"), colour("surface"), colour("accent"));
    let lines: Vec<&str> = source.lines().filter(|line| !line.trim().is_empty()).collect();
    let width = lines.len() * 150;
    let mut shapes = String::new();
    for (at, text) in lines.iter().enumerate() {
        let x = at * 150 + 10;
        shapes += &format!(
            "<g class=\"node\"><rect x=\"{x}\" y=\"10\" width=\"110\" height=\"40\" rx=\"6\"/>\
             <text x=\"{}\" y=\"35\" text-anchor=\"middle\">{}</text></g>",
            x + 55,
            text.replace('&', "&amp;").replace('<', "&lt;")
        );
        if at > 0 {
            shapes += &format!(
                "<path d=\"M{} 30 h30\" stroke=\"{accent}\" marker-end=\"url(#tip)\"/>",
                x - 38
            );
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"60\" \
         viewBox=\"0 0 {width} 60\"><style>.node rect {{ fill: {surface}; stroke: {line} }} \
         .node text {{ fill: currentColor; font-size: 14px }}</style><defs><marker id=\"tip\" \
         viewBox=\"0 0 6 6\" refX=\"5\" refY=\"3\" markerWidth=\"6\" markerHeight=\"6\" \
         orient=\"auto\"><path d=\"M0 0 L6 3 L0 6 z\" fill=\"{accent}\"/></marker></defs>{shapes}\
         </svg>"
    )
}

//! Renders a template with the variables of its standard input and the other files of its page as
//! templates to include, import and extend.

use std::io;

use minijinja::{Error, ErrorKind};
use proofpress_plugin::{
    Declined, Extra, Output, OutputLimit, OutputStream, Place, Raised, RunRequest, RunResult,
    StepResult,
};

use crate::{template, variables};

/// What a template is called that has no name.
const TEMPLATE: &str = "<template>";

/// Renders a template.
///
/// # Errors
///
/// [`Declined`] where the request is not one for a template.
pub(crate) fn run(request: &RunRequest) -> Result<RunResult, Declined> {
    let [text] = request.main.steps.as_slice() else {
        return Err(Declined("a template is one text, not a transcript".into()));
    };
    if !request.args.is_empty() {
        return Err(Declined("a template takes no arguments".into()));
    }
    let variables = variables::read(&String::from_utf8_lossy(&request.stdin))
        .map_err(|why| Declined(format!("the variables cannot be read: {why}")))?;
    let mut environment = template::environment(&request.attrs);
    let name = request.main.name.clone().unwrap_or_else(|| TEMPLATE.into());
    let mut output = Output::default();
    // A file that is no template is only a mistake where it is used.
    for file in request.files.iter().filter(|file| file.path != name) {
        let contents = String::from_utf8_lossy(&file.contents).into_owned();
        let _ = environment.add_template_owned(file.path.clone(), contents);
    }
    let mut sink = Sink { output: &mut output, flooded: None };
    let rendered = environment
        .template_from_named_str(&name, text)
        .and_then(|template| template.render_captured_to(&variables, &mut sink).map(|_| ()));
    let flooded = sink.flooded;
    let (status, raised) = match (flooded, rendered) {
        (Some(limit), _) => (1, Some(limit.into())),
        (None, Ok(())) => (0, None),
        (None, Err(error)) => {
            let raised = raised(&error, request, &name);
            let line = error.line().map_or(String::new(), |line| format!(":{line}"));
            let file = error.name().unwrap_or(&name);
            let told = format!("{file}{line}: {}: {}\n", raised.kind, raised.message);
            match output.write(OutputStream::Stderr, told.as_bytes()) {
                Ok(()) => (1, Some(raised)),
                Err(limit) => (1, Some(limit.into())),
            }
        }
    };
    Ok(RunResult {
        steps: vec![StepResult { output: output.take(), status }],
        raised,
        files: Vec::new(),
        artifacts: Vec::new(),
        facts: vec![Extra { key: "minijinja".into(), value: "3.0.5".into() }],
    })
}

/// Takes in what a template writes, up to the limit.
struct Sink<'o> {
    output: &'o mut Output,
    flooded: Option<OutputLimit>,
}

impl io::Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.output.write(OutputStream::Stdout, bytes).map_err(|limit| {
            self.flooded = Some(limit);
            io::Error::other(limit)
        })?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An error by the name that Jinja has for it.
fn raised(error: &Error, request: &RunRequest, name: &str) -> Raised {
    let kind = match error.kind() {
        ErrorKind::SyntaxError => "TemplateSyntaxError",
        ErrorKind::TemplateNotFound => "TemplateNotFound",
        ErrorKind::UndefinedError => "UndefinedError",
        ErrorKind::UnknownFilter | ErrorKind::UnknownTest => "TemplateAssertionError",
        ErrorKind::BadInclude => "TemplateNotFound",
        _ => "TemplateRuntimeError",
    };
    let place = error.line().filter(|_| error.name() == Some(name)).map(|line| Place {
        part: u32::try_from(request.prelude.len()).unwrap_or(u32::MAX),
        step: 0,
        line: u32::try_from(line).unwrap_or(u32::MAX),
        function: String::new(),
    });
    let message = match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    };
    Raised { kind: kind.into(), message, places: place.into_iter().collect() }
}

//! Who asks a registry: variables of the environment, or what `docker login` wrote down.
//!
//! Programs that keep passwords for docker are not started: proofpress starts no program of
//! which the site's configuration does not know.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oci_client::secrets::RegistryAuth;
use serde::Deserialize;

use super::FetchError;
use crate::world::World;

/// The user's name and password, together, for registries.
const USER: &str = "PROOFPRESS_REGISTRY_USER";
const PASSWORD: &str = "PROOFPRESS_REGISTRY_PASSWORD";
/// The one registry they are for. A plugin may come from a registry that somebody wrote into a pull
/// request: without a host they are shown to none.
const HOST: &str = "PROOFPRESS_REGISTRY_HOST";

/// How a registry is asked.
pub(super) struct Access {
    /// What it is shown.
    pub(super) auth: RegistryAuth,
    /// For messages: who that is.
    pub(super) who: String,
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Access({})", self.who)
    }
}

impl Access {
    fn basic(user: &str, password: &str) -> Self {
        Self {
            auth: RegistryAuth::Basic(user.to_owned(), password.to_owned()),
            who: format!("the user `{user}`"),
        }
    }

    fn nobody() -> Self {
        Self { auth: RegistryAuth::Anonymous, who: "who is not logged in".into() }
    }
}

/// Docker's `config.json`, as much of it as is used.
#[derive(Deserialize)]
struct Docker {
    #[serde(default)]
    auths: BTreeMap<String, Login>,
}

/// One login. The password is in `auth`, or with a program that is not asked.
#[derive(Deserialize)]
struct Login {
    auth: Option<String>,
}

/// How to ask the registry at `host`.
pub(super) fn of(world: &dyn World, host: &str) -> Result<Access, FetchError> {
    if let (Some(user), Some(password)) = (world.variable(USER), world.variable(PASSWORD))
        && world.variable(HOST).is_some_and(|only| only == host)
    {
        return Ok(Access::basic(&user, &password));
    }
    let Some(path) = docker_config(world) else { return Ok(Access::nobody()) };
    let Some(text) = read(&path) else { return Ok(Access::nobody()) };
    login(&text, host)
        .map(|found| found.unwrap_or_else(Access::nobody))
        .map_err(|why| FetchError::Logins { path: path.display().to_string(), why })
}

/// Where docker keeps its logins.
fn docker_config(world: &dyn World) -> Option<PathBuf> {
    let folder = world
        .variable("DOCKER_CONFIG")
        .map(PathBuf::from)
        .or_else(|| directories::UserDirs::new().map(|user| user.home_dir().join(".docker")))?;
    Some(folder.join("config.json"))
}

#[expect(clippy::disallowed_methods, reason = "logins are the user's, outside of any site")]
fn read(path: &std::path::Path) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

/// The login for a registry in docker's configuration, if it has one that is written out.
fn login(text: &str, host: &str) -> Result<Option<Access>, String> {
    let docker: Docker = serde_json::from_str(text).map_err(|why| why.to_string())?;
    let found = docker.auths.iter().find(|(key, _)| {
        let key = key.strip_prefix("https://").or(key.strip_prefix("http://")).unwrap_or(key);
        let key = key.split('/').next().unwrap_or_default();
        // Docker's own registry goes by the name it had first.
        key == host || (key == "index.docker.io" && host == "docker.io")
    });
    let Some(auth) = found.and_then(|(_, login)| login.auth.as_deref()) else { return Ok(None) };
    let broken = || format!("the login for `{host}` is not in base 64: run `docker login` again");
    let pair = STANDARD.decode(auth).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let pair = pair.ok_or_else(broken)?;
    let (user, password) = pair.split_once(':').ok_or_else(broken)?;
    Ok(Some(Access::basic(user, password)))
}

#[cfg(test)]
mod tests {
    use super::{RegistryAuth, login};

    fn found(text: &str, host: &str) -> Option<(String, String)> {
        match login(text, host).unwrap()?.auth {
            RegistryAuth::Basic(user, password) => Some((user, password)),
            _ => None,
        }
    }

    #[test]
    fn a_login_is_found_by_its_registry_alone() {
        // `me:s:cret` in base 64.
        let text = r#"{"auths": {"https://ghcr.io/v2/": {"auth": "bWU6czpjcmV0"},
                       "localhost:5000": {"auth": "bWU6czpjcmV0"}, "quay.io": {}}, "credsStore": "x"}"#;
        let me = Some(("me".to_owned(), "s:cret".to_owned()));
        assert_eq!(found(text, "ghcr.io"), me);
        assert_eq!(found(text, "localhost:5000"), me);
        for host in ["localhost:5001", "localhost", "quay.io", "io", "ghcr.io.evil.example"] {
            assert_eq!(found(text, host), None, "{host}");
        }
        assert_eq!(found("{}", "ghcr.io"), None);
    }

    #[test]
    fn what_is_broken_is_told_without_the_secret() {
        for text in ["{", r#"{"auths": 1}"#, r#"{"auths": {"a.b": {"auth": "s3cret!"}}}"#] {
            let why = login(text, "a.b").unwrap_err();
            assert!(!why.is_empty() && !why.contains("s3cret"), "{why}");
        }
    }
}

//! Debian's `docker-registry`, started on loopback with a folder of its own.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// A registry that ends with this value.
pub(crate) struct DockerRegistry {
    server: Child,
    folder: tempfile::TempDir,
    /// `127.0.0.1:40000`
    pub(crate) host: String,
}

impl DockerRegistry {
    /// Starts one; none where it is not installed, which is said.
    pub(crate) fn start() -> Option<Self> {
        Self::with(None)
    }

    /// Starts one that lets in only the user `me` with the password `s3cret`.
    pub(crate) fn private() -> Option<Self> {
        let made = Command::new("htpasswd").args(["-nbB", "me", "s3cret"]).output();
        let Some(line) = made.ok().filter(|made| made.status.success()) else {
            eprintln!("skipped: there is no `htpasswd` to make a password file with");
            return None;
        };
        Self::with(Some(&line.stdout))
    }

    /// `passwords` is a file of `htpasswd`.
    fn with(passwords: Option<&[u8]>) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("passwords");
        let auth = passwords.map_or(String::new(), |passwords| {
            fs::write(&file, passwords).unwrap();
            format!("auth: {{htpasswd: {{realm: test, path: {}}}}}\n", file.display())
        });
        // Free now; whoever takes it before the registry makes this test fail, and say so.
        let host = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let config = folder.path().join("config.yml");
        let text = format!(
            "version: 0.1\nlog: {{level: error}}\nstorage:\n  filesystem: {{rootdirectory: {}}}\n\
             http: {{addr: \"{host}\", secret: test}}\n{auth}",
            folder.path().join("data").display()
        );
        fs::write(&config, text).unwrap();
        let server = Command::new("docker-registry")
            .arg("serve")
            .arg(&config)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(server) = server else {
            eprintln!("skipped: there is no `docker-registry` to test with");
            return None;
        };
        let registry = Self { server, folder, host };
        for _ in 0..200 {
            if TcpStream::connect(&registry.host).is_ok() {
                return Some(registry);
            }
            sleep(Duration::from_millis(50));
        }
        panic!("the registry does not answer at {}", registry.host);
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data/docker/registry/v2")
    }

    /// The file of a blob.
    pub(crate) fn blob(&self, sha256: &str) -> PathBuf {
        self.data().join("blobs/sha256").join(&sha256[..2]).join(sha256).join("data")
    }

    /// Takes a tag away, as whoever owns the repository may.
    pub(crate) fn forget_tag(&self, repository: &str, tag: &str) {
        let tags = Path::new("repositories").join(repository).join("_manifests/tags").join(tag);
        fs::remove_dir_all(self.data().join(tags)).unwrap();
    }

    /// Takes a whole repository away.
    pub(crate) fn forget(&self, repository: &str) {
        fs::remove_dir_all(self.data().join("repositories").join(repository)).unwrap();
    }
}

impl Drop for DockerRegistry {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

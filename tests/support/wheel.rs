//! Makes wheels from folders, so that what is in them can be read.

use std::fs;
use std::path::Path;

/// A folder as a wheel: a zip archive of its files, stored as they are.
pub(crate) fn of(folder: &Path) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    let files = files(folder, "");
    for (name, contents) in &files {
        let (at, size) = (number(archive.len()), number(contents.len()));
        // Version 2.0, no flags, stored, the first day there is.
        let mut entry = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        entry.extend(crc32(contents).to_le_bytes());
        entry.extend([size.to_le_bytes(), size.to_le_bytes()].concat());
        entry.extend([number(name.len()).to_le_bytes()[..2].to_vec(), vec![0, 0]].concat());
        archive.extend(b"PK\x03\x04");
        archive.extend(&entry);
        archive.extend(name.as_bytes());
        archive.extend(contents);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&entry);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (at, size) = (number(archive.len()), number(directory.len()));
    let count = number(files.len()).to_le_bytes();
    archive.extend(directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend([&count[..2], &count[..2], &size.to_le_bytes(), &at.to_le_bytes()].concat());
    archive.extend([0, 0]);
    archive
}

/// The files below a folder with their names in the archive, sorted.
fn files(folder: &Path, prefix: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.extend(files(&entry.path(), &format!("{name}/")));
        } else {
            found.push((name, fs::read(entry.path()).unwrap()));
        }
    }
    found.sort();
    found
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap()
}

/// The checksum of zip archives.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 }
        })
    })
}

//! The theme inside the program, so that a folder with nothing but `content/` builds.

use include_dir::{Dir, include_dir};

/// `themes/futago/` as it was when the program was compiled.
static THEME: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/futago");

/// All its files in order of their paths: path inside the theme, bytes.
pub fn files() -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    gather(&THEME, &mut files);
    files.sort();
    files
}

fn gather(dir: &Dir<'static>, files: &mut Vec<(String, &'static [u8])>) {
    for file in dir.files() {
        let path = file.path().components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        files.push((path, file.contents()));
    }
    for sub in dir.dirs() {
        gather(sub, files);
    }
}

//! Neovim as the client, where it is installed: a page, and what Neovim then knows of it. From
//! 0.11 on it is set up as the manual says.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::program;

/// What Neovim does once the server has said something.
const SCRIPT: &str = r#"
vim.o.swapfile = false
vim.cmd('edit content/_index.md')
local cmd = { vim.env.PROOFPRESS, 'lsp' }
if vim.lsp.config then
  vim.lsp.config('proofpress', {
    cmd = cmd, filetypes = { 'markdown', 'toml' }, root_markers = { 'proofpress.toml' },
  })
  vim.lsp.enable('proofpress')
  vim.cmd('filetype on')
  vim.bo.filetype = 'markdown'
else
  local client = vim.lsp.start_client({ name = 'proofpress', cmd = cmd, root_dir = vim.fn.getcwd() })
  vim.lsp.buf_attach_client(0, client)
end
local found = vim.wait(120000, function() return #vim.diagnostic.get(0) >= 2 end, 50)
local out = { tostring(found) }
for _, one in ipairs(vim.diagnostic.get(0)) do
  local code = one.code or one.user_data.lsp.code
  table.insert(out, ('%d:%d %s %s'):format(one.lnum + 1, one.col + 1, code, one.source))
end
vim.api.nvim_win_set_cursor(0, { 3, 12 })
local params = vim.lsp.util.make_position_params(0, 'utf-16')
for _, answer in pairs(vim.lsp.buf_request_sync(0, 'textDocument/hover', params, 20000) or {}) do
  table.insert(out, vim.split(answer.result.contents.value, '\n')[1])
end
vim.fn.writefile(out, 'seen')
vim.cmd('qall!')
"#;

#[test]
fn neovim_shows_what_the_server_finds() {
    if Command::new("nvim").arg("--version").output().is_err() {
        eprintln!("skipped: `nvim` is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    fs::create_dir(root.join("content")).unwrap();
    fs::write(root.join("proofpress.toml"), "").unwrap();
    let page = "# Home\n\n```python titel=\"é\"\nx = 1\n```\n\n[a](b.md)\n";
    fs::write(root.join("content/_index.md"), page).unwrap();
    fs::write(root.join("init.lua"), SCRIPT).unwrap();
    program::call(&root, &["plugin", "list"]);
    // The environment of a call of ours, with Neovim in the place of the program.
    let ours = program::command(&root);
    let mut nvim = Command::new("nvim");
    nvim.args(["--headless", "-u", "NONE", "-c", "luafile init.lua"]).current_dir(&root);
    nvim.envs(ours.get_envs().filter_map(|(name, value)| Some((name, value?))));
    nvim.env("PROOFPRESS", Path::new(env!("CARGO_BIN_EXE_proofpress")));
    let output = nvim.stdin(Stdio::null()).output().unwrap();
    let seen = fs::read_to_string(root.join("seen"));
    let seen = seen.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let expected = "true\n3:11 fence/unknown-attribute proofpress\n7:5 link/missing-page proofpress\n\
                    `fence/unknown-attribute` · warning\n";
    assert_eq!(seen, expected);
}

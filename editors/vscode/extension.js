// Starts `proofpress lsp` for the folders that are open, and again when its settings change.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;

/** What the settings say now. */
function settings() {
  const config = vscode.workspace.getConfiguration("proofpress");
  return { path: config.get("path", "proofpress"), check: config.get("check", "open") };
}

async function start() {
  const { path, check } = settings();
  const server = { command: path, args: ["lsp"] };
  client = new LanguageClient("proofpress", "proofpress", server, {
    // An included file may be of any language: findings in it are shown where it is open.
    documentSelector: [{ scheme: "file" }],
    initializationOptions: { check },
  });
  try {
    await client.start();
  } catch (why) {
    client = undefined;
    const choice = await vscode.window.showErrorMessage(
      `proofpress: cannot start \`${path}\`. Install it, or say in the settings where it is. ${why}`,
      "Settings",
    );
    if (choice) {
      await vscode.commands.executeCommand("workbench.action.openSettings", "proofpress.path");
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

exports.activate = async (context) => {
  const restart = async () => {
    await stop();
    await start();
  };
  context.subscriptions.push(
    vscode.commands.registerCommand("proofpress.restart", restart),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (["proofpress.path", "proofpress.check"].some((key) => event.affectsConfiguration(key))) {
        await restart();
      }
    }),
  );
  await start();
};

exports.deactivate = stop;

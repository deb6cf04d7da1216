/** Tab in a list item: the context for the key bindings, and the place for the server's commands. */

import * as vscode from 'vscode';

import { Server } from './server';

const CONTEXT = 'spec-ls.inListItem';
const NEST = 'spec-ls.apply.nestItem';

/** The first line of an item: docutils' bullets, and its enumerators in their three forms. */
const ITEM = /^\s*(?:[*+\-•‣⁃]|\(?(?:#|\d+|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+)[.)])(?:\s|$)/;

/** What a command of the server is told if nobody else says it: the cursor's place in the active editor. */
export function atCursor(): object[] {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return [];
  const { line, character } = editor.selection.active;
  return [{ textDocument: { uri: editor.document.uri.toString() }, position: { line, character } }];
}

/** Keep the context for the keys: true while the cursor is on an item's first line and the server can nest it. */
export function followListItems(server: Server): vscode.Disposable {
  let known: boolean | undefined;
  const look = (): void => {
    const now = isOnItem(vscode.window.activeTextEditor) && server.knows(NEST);
    if (now !== known) void vscode.commands.executeCommand('setContext', CONTEXT, (known = now));
  };
  return vscode.Disposable.from(
    vscode.window.onDidChangeTextEditorSelection(look),
    vscode.window.onDidChangeActiveTextEditor(look),
    vscode.workspace.onDidChangeTextDocument(look),
    server.onChange(look),
  );
}

function isOnItem(editor: vscode.TextEditor | undefined): boolean {
  if (editor?.document.languageId !== 'restructuredtext') return false;
  const { selection, document } = editor;
  return selection.isSingleLine && ITEM.test(document.lineAt(selection.active.line).text);
}

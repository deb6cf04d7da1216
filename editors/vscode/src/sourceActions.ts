/** The server's actions for a whole spec, as commands. */

import * as vscode from 'vscode';

import { activeSpec } from './states';

/** Kinds of `textDocument/codeAction` that are spec-ls' own. */
export const INSERT_MISSING = 'source.insertMissingSections';
export const ORDER = 'source.orderSections';

/** Apply the action of a kind to the active document, or say that there is nothing to do. */
export async function applySourceAction(kind: string, nothing: string): Promise<void> {
  const document = activeSpec();
  if (!document) return;
  const all = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  const found = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    all,
    kind,
  );
  const edit = found.map((one) => ('edit' in one && one.kind?.value === kind ? one.edit : undefined)).find(Boolean);
  if (!edit) vscode.window.setStatusBarMessage(`$(check) ${nothing}`, 5_000);
  else if (!(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage('The document has changed meanwhile, so nothing was done. Try again.');
  }
}

/** The extension esbonio serves all reStructuredText: where it is active, what both could do is left to it. */

import * as vscode from 'vscode';

const ESBONIO = 'swyddfa.esbonio';
const TOLD = 'toldOfEsbonio';

/** Milliseconds between two looks, and how many there are: VS Code has no event for an extension's activation. */
const PAUSE = 1_000;
const LOOKS = 60;

/** Findings that esbonio has, too, in Sphinx' words. */
export const DOUBLED_CODES = ['rst-syntax'];

/** Requests that esbonio answers with the same.  Not completion and hovers: it does not know the template. */
export const DOUBLED_FEATURES = ['definition', 'links', 'symbols'];

export function esbonioIsActive(): boolean {
  return vscode.extensions.getExtension(ESBONIO)?.isActive ?? false;
}

/** Call `changed` as soon as esbonio is active, and say once what is left to it. */
export function onEsbonio(context: vscode.ExtensionContext, changed: () => void): vscode.Disposable {
  let left = LOOKS;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    if (!vscode.extensions.getExtension(ESBONIO)) return;
    if (esbonioIsActive()) {
      changed();
      void tell(context);
    } else if (left > 0) {
      left -= 1;
      timer = setTimeout(look, PAUSE);
    }
  };
  look();
  return new vscode.Disposable(() => clearTimeout(timer));
}

async function tell({ globalState }: vscode.ExtensionContext): Promise<void> {
  if (globalState.get(TOLD)) return;
  await globalState.update(TOLD, true);
  const off = [...DOUBLED_CODES, ...DOUBLED_FEATURES].join(', ');
  const button = 'Open Settings';
  const chosen = await vscode.window.showInformationMessage(
    `Esbonio is active: spec-ls leaves ${off} to it. The settings spec-ls.features switch each feature on or off.`,
    button,
  );
  if (chosen) await vscode.commands.executeCommand('workbench.action.openSettings', 'spec-ls.features');
}

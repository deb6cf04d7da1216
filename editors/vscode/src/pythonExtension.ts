/** What Microsoft's Python extension knows, where it is installed. */

import * as vscode from 'vscode';

/** The part of its API that is used here. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(environment: { readonly path: string }): Promise<Environment | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<{ readonly path: string }>;
  };
}

interface Environment {
  readonly executable: { readonly uri: vscode.Uri | undefined };
}

const ID = 'ms-python.python';
const PATIENCE = 5_000;

/** The interpreter that is chosen there for the first folder. */
export async function pythonOfExtension(): Promise<string | undefined> {
  try {
    const api = await orNothing(activated());
    if (!api?.environments) return undefined;
    const chosen = api.environments.getActiveEnvironmentPath(vscode.workspace.workspaceFolders?.[0]?.uri);
    const found = await orNothing(api.environments.resolveEnvironment(chosen));
    return found?.executable.uri?.fsPath;
  } catch {
    return undefined; // another extension's failure is none of ours
  }
}

/** Tells when another interpreter has been chosen there. */
export function onPythonChange(changed: (path: string) => unknown): vscode.Disposable {
  let subscription: vscode.Disposable | undefined;
  let disposed = false;
  activated().then(
    (api) => {
      if (disposed) return;
      subscription = api?.environments?.onDidChangeActiveEnvironmentPath(({ path }) => changed(path));
    },
    () => undefined,
  );
  return new vscode.Disposable(() => {
    disposed = true;
    subscription?.dispose();
  });
}

async function activated(): Promise<PythonApi | undefined> {
  const extension = vscode.extensions.getExtension<PythonApi | undefined>(ID);
  return extension?.isActive ? extension.exports : extension?.activate();
}

function orNothing<T>(promise: Thenable<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Answers as the Python extension does: with the interpreter that a test has chosen. */

const vscode = require('vscode');

const changed = new vscode.EventEmitter();
let chosen = '';

exports.activate = (context) => {
  const choose = (path) => {
    chosen = path;
    changed.fire({ path });
  };
  context.subscriptions.push(vscode.commands.registerCommand('fake-python.choose', choose));
  return {
    environments: {
      onDidChangeActiveEnvironmentPath: changed.event,
      getActiveEnvironmentPath: () => ({ id: 'fake', path: chosen }),
      resolveEnvironment: async ({ path }) => (path ? { executable: { uri: vscode.Uri.file(path) } } : undefined),
    },
  };
};

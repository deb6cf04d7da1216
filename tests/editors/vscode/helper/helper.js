/** Connects to the test and does what it asks for, one JSON line a question and one an answer. */

const net = require('net');
const vscode = require('vscode');

const { commands, languages, window, workspace } = vscode;
const file = (path) => vscode.Uri.file(path);
const uriOf = ({ path, uri }) => (uri ? vscode.Uri.parse(uri) : file(path));
const found = (uri) => workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
const place = ({ line, character }) => new vscode.Position(line, character);
const range = ({ start, end }) => new vscode.Range(place(start), place(end));
const plain = ({ start, end }) => ({ start: [start.line, start.character], end: [end.line, end.character] });
const said = ({ message, code, source, severity, range }) => ({
  message,
  code: String(typeof code === 'object' ? code.value : code),
  source,
  severity,
  range: plain(range),
});
const names = (symbols) => symbols.flatMap(({ name, children }) => [name, ...names(children ?? [])]);
const collections = new Map();

const TABLE = {
  process: () => process.pid,
  /** Opens as a click in the explorer does: the document is closed with its tab. */
  open: async (where) => void (await commands.executeCommand('vscode.open', uriOf(where), { preview: false })),
  openUntitled: async ({ content, language }) => {
    const document = await workspace.openTextDocument({ content, language });
    await window.showTextDocument(document);
    return document.uri.toString();
  },
  /** A file as it was committed last, which the git extension shows beside the one on disk. */
  openGit: async ({ path }) => {
    const uri = file(path).with({ scheme: 'git', query: JSON.stringify({ path, ref: 'HEAD' }) });
    const document = await workspace.openTextDocument(uri).then(
      (opened) => opened,
      () => undefined,
    );
    if (!document?.getText()) return null;
    await window.showTextDocument(document);
    return document.uri.toString();
  },
  active: () => window.activeTextEditor?.document.uri.toString() ?? null,
  language: (where) => found(uriOf(where))?.languageId ?? null,
  isOpen: (where) => Boolean(found(uriOf(where))),
  text: (where) => found(uriOf(where))?.getText() ?? null,
  isDirty: (where) => found(uriOf(where))?.isDirty ?? null,
  lines: (where) => found(uriOf(where))?.lineCount ?? null,
  diagnostics: (where) => languages.getDiagnostics(uriOf(where)).map(said),
  /** Follows the link of the first finding of spec-ls, and tells its code and the text that it leads to. */
  followCode: async (where) => {
    const { code } = languages.getDiagnostics(uriOf(where)).find(({ source }) => source === 'spec-ls');
    await commands.executeCommand('vscode.open', code.target);
    return [code.value, window.activeTextEditor.document.getText()];
  },
  /** Puts the cursor there; text from the anchor on is selected. */
  select: ({ line, character, anchor }) => {
    const editor = window.activeTextEditor;
    const end = character ?? editor.document.lineAt(line).text.length;
    editor.selection = new vscode.Selection(anchor ? place(anchor) : new vscode.Position(line, end), new vscode.Position(line, end));
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter);
  },
  /** The same, and wait until extensions have been told: those that set contexts have asked for that then. */
  moveTo: async (where) => {
    await new Promise((resolve) => {
      const told = window.onDidChangeTextEditorSelection(() => resolve(told.dispose()));
      TABLE.select(where);
    });
  },
  command: async ({ command, args }) => (await commands.executeCommand(command, ...(args ?? []))) ?? null,
  commands: () => commands.getCommands(true),
  hover: async (where) => {
    const hovers = await commands.executeCommand('vscode.executeHoverProvider', uriOf(where), place(where));
    return hovers.flatMap(({ contents }) => contents.map((one) => one.value ?? one));
  },
  symbols: async (where) => names((await commands.executeCommand('vscode.executeDocumentSymbolProvider', uriOf(where))) ?? []),
  completions: async (where) => {
    const list = await commands.executeCommand('vscode.executeCompletionItemProvider', uriOf(where), place(where));
    return list.items.map(({ label, kind }) => ({ label: label.label ?? label, kind }));
  },
  actions: async (where) => (await actions(where)).map(({ title, kind }) => ({ title, kind: kind?.value ?? null })),
  /** Applies one action as the menu of quick fixes does. */
  apply: async (where) => {
    const action = (await actions(where)).find(({ title }) => title === where.title);
    return action ? workspace.applyEdit(action.edit) : false;
  },
  /** What a command gives that asks the providers, with the arguments that are there, in this order. */
  provided: ({ command, path, position, range: area, more }) => {
    const args = [path ? [file(path)] : [], position ? [place(position)] : [], area ? [range(area)] : [], more ?? []];
    return commands.executeCommand(command, ...args.flat());
  },
  links: async ({ path }) => {
    const found = await commands.executeCommand('vscode.executeLinkProvider', file(path));
    return found.map(({ target }) => target?.toString(true) ?? null);
  },
  /** The types of the semantic tokens of a line. */
  tokens: async ({ path, line }) => {
    const legend = await commands.executeCommand('vscode.provideDocumentSemanticTokensLegend', file(path));
    const tokens = await commands.executeCommand('vscode.provideDocumentSemanticTokens', file(path));
    const found = [];
    for (let at = 0, row = 0; at < (tokens?.data.length ?? 0); at += 5) {
      row += tokens.data[at];
      if (row === line) found.push(legend.tokenTypes[tokens.data[at + 3]]);
    }
    return found;
  },
  selected: () => window.activeTextEditor.document.getText(window.activeTextEditor.selection),
  rename: ({ from, to }) => {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(file(from), file(to));
    return workspace.applyEdit(edit);
  },
  /** The same without waiting: a dialog may ask first. */
  beginRename: (names) => void TABLE.rename(names),
  addFolder: ({ path }) => workspace.updateWorkspaceFolders(workspace.workspaceFolders.length, 0, { uri: file(path) }),
  trusted: () => workspace.isTrusted,
  setting: ({ key }) => workspace.getConfiguration().get(key) ?? null,
  set: async ({ key, value, workspace: inWorkspace }) => {
    const target = inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
    await workspace.getConfiguration().update(key, value ?? undefined, target);
  },
  /** Findings of another extension, which has a collection of its own. */
  otherDiagnostics: ({ source, path, diagnostics }) => {
    if (!collections.has(source)) collections.set(source, languages.createDiagnosticCollection(source));
    const made = diagnostics.map(({ line, message, code }) => {
      const one = new vscode.Diagnostic(new vscode.Range(line, 0, line, 1), message, 1);
      return Object.assign(one, { source, code });
    });
    collections.get(source).set(file(path), made);
  },
  isActive: ({ id }) => vscode.extensions.getExtension(id)?.isActive ?? null,
};

function actions(where) {
  const kind = where.kind === undefined ? [] : [where.kind];
  return commands.executeCommand('vscode.executeCodeActionProvider', uriOf(where), range(where), ...kind);
}

async function answer(socket, line) {
  const { id, method, params } = JSON.parse(line);
  let reply;
  try {
    reply = { id, result: (await TABLE[method](params ?? {})) ?? null };
  } catch (error) {
    reply = { id, error: String(error?.stack ?? error) };
  }
  socket.write(`${JSON.stringify(reply)}\n`);
}

exports.activate = () => {
  const port = Number(process.env.SPEC_LS_TEST_PORT);
  if (!port) return;
  const socket = net.connect(port, '127.0.0.1');
  let rest = '';
  socket.setEncoding('utf8').on('data', (data) => {
    const lines = (rest + data).split('\n');
    rest = lines.pop();
    lines.forEach((line) => void answer(socket, line));
  });
  socket.on('error', () => {});
};

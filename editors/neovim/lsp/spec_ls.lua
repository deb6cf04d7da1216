---@brief
---
--- https://docs.openstack.org/ and others keep their specs in reStructuredText, each written from a template.
--- spec-ls compares a spec with its template while you type: `:help spec-ls`.
---
--- Neovim 0.11 or newer: put this file into a folder `lsp/` on the 'runtimepath', and into init.lua
---
---     vim.lsp.enable('spec_ls')

local NAME = 'spec_ls'
local MOST_RESTARTS = 3
local WHILE_SECONDS = 60

---@type vim.lsp.Config
local config = {
  cmd = { 'spec-ls', 'server' },
  filetypes = { 'rst' },
  root_markers = { '.gitreview', '.git' },
}

local restarts = {} ---@type number[] when the server was started anew, in seconds

---@param level integer
local function say(message, level)
  vim.notify('spec-ls: ' .. message, level)
end

-- Whether the configuration is used by vim.lsp.enable(), which 0.10 does not have.
local function is_enabled()
  if vim.lsp.is_enabled then
    return vim.lsp.is_enabled(NAME)
  end
  return vim.lsp.config ~= nil
end

---@return string[] # the command that starts the server, as the user has it
local function command()
  local found = is_enabled() and vim.lsp.config[NAME] or config
  return type(found.cmd) == 'table' and found.cmd or config.cmd --[[@as string[] ]]
end

-- Neovim 0.11 writes to a log, and nowhere else, that a server cannot be started.
local function check_command()
  local program = command()[1]
  if vim.fn.executable(program) == 0 then
    say(
      ('cannot run "%s": install spec-ls, or see :help spec-ls-command'):format(program),
      vim.log.levels.ERROR
    )
  end
end

---@return vim.lsp.Client?
local function client_of(bufnr)
  return vim.lsp.get_clients({ bufnr = bufnr, name = NAME })[1]
end

local function apply(kind)
  if client_of(0) then
    vim.lsp.buf.code_action({ context = { only = { kind }, diagnostics = {} }, apply = true })
  else
    say('the server does not run for this buffer; :SpecLsDoctor tells more', vim.log.levels.WARN)
  end
end

-- Neovim 0.11 has methods where 0.10 has functions.
local function request(client, method, params, handler, bufnr)
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, params, handler, bufnr)
  else
    client.request(method, params, handler, bufnr)
  end
end

local function open_template()
  local client, bufnr = client_of(0), vim.api.nvim_get_current_buf()
  if not client then
    return say('the server does not run for this buffer; :SpecLsDoctor tells more', vim.log.levels.WARN)
  end
  local function opened(err, state)
    if err then
      say(err.message, vim.log.levels.ERROR)
    elseif not state or state == vim.NIL then
      say('no template serves this file', vim.log.levels.WARN)
    elseif type(state.template.uri) ~= 'string' then
      say(('the template is built in: %s'):format(state.template.name), vim.log.levels.INFO)
    else
      vim.cmd.edit(vim.fn.fnameescape(vim.uri_to_fname(state.template.uri)))
    end
  end
  local params = { textDocument = vim.lsp.util.make_text_document_params(bufnr) }
  request(client, 'spec-ls/state', params, opened, bufnr)
end

-- The first line of a list item: docutils' bullets, and its enumerators in their three forms.
local ITEM = [[\v^\s*([*+•‣⁃-]|\(?(#|\d+|\a|[ivxlcdm]+|[IVXLCDM]+)[.)])(\s|$)]]

-- Let the server apply a command of its own at the cursor.
local function execute(name)
  local client, bufnr = client_of(0), vim.api.nvim_get_current_buf()
  if not client then
    return say('the server does not run for this buffer; :SpecLsDoctor tells more', vim.log.levels.WARN)
  end
  local place = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local params = { command = 'spec-ls.apply.' .. name, arguments = { place } }
  request(client, 'workspace/executeCommand', params, function(err)
    if err then
      say(err.message, vim.log.levels.ERROR)
    end
  end, bufnr)
end

-- <Tab> nests the item at the cursor; elsewhere it does what it did. A mapping of the user's own stays.
local function map_nesting(bufnr)
  local function map(key, command, direction)
    local old = vim.fn.maparg(key, 'i', false, true)
    if not vim.tbl_isempty(old) and not (old.desc or ''):find('vim.snippet', 1, true) then
      return
    end
    vim.keymap.set('i', key, function()
      local text = vim.fn.matchend(vim.api.nvim_get_current_line(), ITEM)
      local jumps = vim.snippet and vim.snippet.active({ direction = direction })
      -- A snippet may still be active far from the cursor; at an item's beginning none is wanted.
      if text >= 0 and vim.fn.pumvisible() == 0 and (not jumps or vim.fn.col('.') <= text + 1) then
        return ('<Cmd>%s<CR>'):format(command)
      end
      return jumps and ('<Cmd>lua vim.snippet.jump(%d)<CR>'):format(direction) or key
    end, { buffer = bufnr, expr = true, desc = 'spec-ls: nest the list item, or ' .. key })
  end
  map('<Tab>', 'SpecLsNest', 1)
  map('<S-Tab>', 'SpecLsUnnest', -1)
end

local function doctor(args)
  local file = args.args ~= '' and args.args or vim.api.nvim_buf_get_name(0)
  local words = vim.deepcopy(command())
  if words[#words] == 'server' then
    table.remove(words)
  end
  table.insert(words, 'doctor')
  if file ~= '' then
    table.insert(words, file)
  end
  local ok, done = pcall(vim.system, words, { text = true, env = config.cmd_env })
  if not ok then
    return check_command()
  end
  local result = done:wait()
  vim.cmd('botright new')
  vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile = 'nofile', 'wipe', false
  local text = result.stdout .. result.stderr
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(vim.trim(text), '\n'))
  vim.bo.modifiable = false
end

-- What the protocol has no place for; the rest are Neovim's own keys.
local function add_commands(bufnr)
  local function add(name, desc, run)
    vim.api.nvim_buf_create_user_command(bufnr, name, run, { desc = desc })
  end
  add('SpecLsInsertMissing', 'Insert all sections that the template demands', function()
    apply('source.insertMissingSections')
  end)
  add('SpecLsOrder', "Put the sections into the template's order", function()
    apply('source.orderSections')
  end)
  add('SpecLsTemplate', "Open the spec's template", open_template)
  add('SpecLsNest', 'Nest the list item at the cursor in the one above', function()
    execute('nestItem')
  end)
  add('SpecLsUnnest', 'Take the list item at the cursor out of the one that holds it', function()
    execute('unnestItem')
  end)
end

-- Colours of the tokens that are spec-ls' own; a colour scheme may have others.
local HIGHLIGHTS = {
  heading = '@markup.heading',
  stub = 'Comment',
  guidance = 'DiagnosticDeprecated',
  placeholder = 'Todo',
}

local function add_highlights()
  for name, group in pairs(HIGHLIGHTS) do
    vim.api.nvim_set_hl(0, ('@lsp.type.%s.rst'):format(name), { link = group, default = true })
  end
end

function config.on_attach(client, bufnr)
  add_commands(bufnr)
  add_highlights()
  map_nesting(bufnr)
  -- Without this <C-x><C-o> inserts the first word of a heading, and neither its underline nor its body.
  if vim.lsp.completion then
    vim.lsp.completion.enable(true, client.id, bufnr)
  end
end

-- Neovim says that a server has ended, and leaves it at that. A server that ends time and again stays ended.
function config.on_exit(code, signal, client_id)
  local client = vim.lsp.get_client_by_id(client_id)
  if not client or vim.v.exiting ~= vim.NIL or (code == 0 and (signal == 0 or signal == 15)) then
    return
  end
  local buffers, own = vim.tbl_keys(client.attached_buffers), client.config
  vim.schedule(function()
    local now = vim.uv.now() / 1000
    restarts = vim.tbl_filter(function(time)
      return now - time < WHILE_SECONDS
    end, restarts)
    if #restarts >= MOST_RESTARTS then
      return say('the server ended again and is not started anew; :SpecLsDoctor tells more', vim.log.levels.ERROR)
    end
    table.insert(restarts, now)
    for _, bufnr in ipairs(buffers) do
      if vim.api.nvim_buf_is_loaded(bufnr) then
        vim.lsp.start(own, { bufnr = bufnr })
      end
    end
  end)
end

vim.api.nvim_create_user_command('SpecLsDoctor', doctor, {
  nargs = '?',
  complete = 'file',
  desc = "Report on spec-ls' set-up",
})

-- Once, and only when somebody has opened a file that needs the server. This file may be read several times.
local function check_once()
  if not vim.g.spec_ls_checked then
    vim.g.spec_ls_checked = true
    vim.schedule(check_command)
  end
end
if vim.bo.filetype == 'rst' then
  check_once()
elseif not vim.g.spec_ls_checked then
  vim.api.nvim_create_autocmd('FileType', { pattern = 'rst', once = true, callback = check_once })
end

return config

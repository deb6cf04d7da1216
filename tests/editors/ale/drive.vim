" Runs in Vim with a spec open: notes what ALE shows, takes a fix, saves.  $SEEN is the file to write to, and
" $BEFORE and $AFTER are how many findings to wait for: some come in a second answer.

let s:deadline = 20.0
let g:offered = []

function! s:Until(Found) abort
  let l:start = reltime()
  while !a:Found() && reltimefloat(reltime(l:start)) < s:deadline
    sleep 20m
  endwhile
endfunction

function! s:Shown() abort
  return map(copy(ale#engine#GetLoclist(bufnr(''))),
  \ {_, one -> {'code': get(one, 'code', ''), 'line': one.lnum, 'column': one.col, 'type': one.type}})
endfunction

" What a right click's menu does with the item that somebody picks.
function! s:Choose(data, items) abort
  for [l:server, l:item] in a:items
    call add(g:offered, l:item.title)
    if l:item.title =~# '^Insert all'
      call ale#codefix#ApplyLSPCodeAction(a:data, l:item)
    endif
  endfor
endfunction

function! s:Run() abort
  call s:Until({-> len(s:Shown()) == $BEFORE})
  let l:seen = {'findings': s:Shown(), 'signs': len(sign_getplaced('', {'group': '*'})[0].signs)}
  let l:before = b:changedtick
  call ale#codefix#Execute(0, function('s:Choose'))
  call s:Until({-> b:changedtick != l:before})
  silent write
  call s:Until({-> len(s:Shown()) == $AFTER})
  return extend(l:seen, {'offered': g:offered, 'after': s:Shown()})
endfunction

try
  call writefile([json_encode(s:Run())], $SEEN)
catch
  call writefile([json_encode({'failed': v:exception, 'at': v:throwpoint})], $SEEN)
endtry
qall!

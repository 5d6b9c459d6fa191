/** Scripts that complete verbs and options in a shell, made from the commands themselves. */
import type { Command } from 'commander'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = typeof SHELLS[number]

interface Words { readonly path: readonly string[], readonly words: readonly string[] }

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** For each command the words that may follow it. */
function wordsOf (command: Command, path: readonly string[] = []): Words[] {
  const options = command.options.flatMap(({ long, short }) => [long, short].filter(flag => flag !== undefined && flag !== null))
  return [
    { path, words: [...command.commands.map(below => below.name()), ...options, '--help'] },
    ...command.commands.flatMap(below => wordsOf(below, [...path, below.name()])),
  ]
}

function bash (program: Command): string {
  const cases = wordsOf(program).map(({ path, words }) => `    ${quote(path.join(' '))}) words=${quote(words.join(' '))} ;;`).join('\n')
  return `# p2pkv completion for bash:  source <(p2pkv completion bash)
_p2pkv () {
  local current=\${COMP_WORDS[COMP_CWORD]} path='' words='' word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case " $(_p2pkv_words "$path") " in *" $word "*) case $word in -*) ;; *) path="\${path:+$path }$word" ;; esac ;; esac
  done
  words=$(_p2pkv_words "$path")
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ \${#COMPREPLY[@]} -eq 0 ]; then COMPREPLY=($(compgen -f -- "$current")); fi
}
_p2pkv_words () {
  local words=''
  case $1 in
${cases}
  esac
  printf '%s' "$words"
}
complete -o filenames -F _p2pkv p2pkv
`
}

function zsh (program: Command): string {
  return `#compdef p2pkv
# p2pkv completion for zsh:  source <(p2pkv completion zsh)
autoload -U +X bashcompinit && bashcompinit
${bash(program)}`
}

function fish (program: Command): string {
  const lines = (command: Command, path: readonly string[]): string[] => {
    const condition = path.length === 0 ? '__fish_use_subcommand' : path.map(word => `__fish_seen_subcommand_from ${word}`).join('; and ')
    return [
      ...command.commands.map(below => `complete -c p2pkv -f -n ${quote(condition)} -a ${below.name()} -d ${quote(below.summary())}`),
      ...command.options.map(({ long, short, description }) =>
        `complete -c p2pkv -n ${quote(condition)}${long === undefined || long === null ? '' : ` -l ${long.slice(2)}`}${short === undefined || short === null ? '' : ` -s ${short.slice(1)}`} -d ${quote(description.slice(0, 80))}`),
      ...command.commands.flatMap(below => lines(below, [...path, below.name()])),
    ]
  }
  return `# p2pkv completion for fish:  p2pkv completion fish | source\n${lines(program, []).join('\n')}\n`
}

export function completionScript (program: Command, shell: Shell): string {
  switch (shell) {
    case 'bash': return bash(program)
    case 'zsh': return zsh(program)
    case 'fish': return fish(program)
  }
}

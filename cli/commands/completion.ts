import { Argument, Command } from 'commander'
import { completionScript, SHELLS, type Shell } from '../completion.js'
import { EXIT } from '../exit-codes.js'
import type { Session } from '../session.js'
import { teach } from '../teach.js'

export function completionCommand (session: Session): Command {
  const command = new Command('completion').summary('print a script that completes commands in a shell')
    .description('Prints a script for the shell that completes verbs and options of p2pkv.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action((shell: Shell) => {
      session.io.stdout(completionScript(command.parent ?? command, shell))
      session.finish(EXIT.ok)
    })
  return teach(command, {
    examples: [
      { run: 'source <(p2pkv completion bash)', why: 'in ~/.bashrc; zsh likewise in ~/.zshrc' },
      { run: 'p2pkv completion fish | source', why: 'in ~/.config/fish/config.fish' },
    ],
    exits: [EXIT.ok, EXIT.usage],
  })
}

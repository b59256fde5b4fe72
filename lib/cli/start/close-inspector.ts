/**
 * Imported before all else: whoever listens to this signal keeps Node from opening its inspector for it. What reads a
 * document may send signals to processes of the same user.
 */
process.on('SIGUSR1', () => {})

export {}

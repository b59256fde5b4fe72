import { vectorIndexExam } from './exam/vector-index-exam.ts'
import { vectorIndexWorld } from './exam/vector-index-world.ts'

vectorIndexExam('an index of packs', () => vectorIndexWorld('packs'))

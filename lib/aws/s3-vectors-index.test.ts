import { vectorIndexExam } from './exam/vector-index-exam.ts'
import { vectorIndexWorld } from './exam/vector-index-world.ts'

vectorIndexExam('an index in S3 Vectors', () => vectorIndexWorld('s3vectors'))

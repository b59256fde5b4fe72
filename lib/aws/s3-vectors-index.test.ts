import { vectorIndexContract } from './contracts/vector-index-contract.ts'
import { vectorIndexPlace } from './testing/vector-index-place.ts'

vectorIndexContract('an index in S3 Vectors', () => vectorIndexPlace('s3vectors'))

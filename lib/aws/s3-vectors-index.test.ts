import { knowledgeIndexContract } from '#lib/core/testing/contracts/knowledge-index-contract.ts'
import { awsKnowledgePlace } from './testing/aws-knowledge-place.ts'

knowledgeIndexContract('knowledge in Amazon S3 Vectors', () => awsKnowledgePlace('s3vectors'))

import { knowledgeIndexContract } from '#lib/core/testing/contracts/knowledge-index-contract.ts'
import { awsKnowledgePlace } from './testing/aws-knowledge-place.ts'

knowledgeIndexContract('knowledge in packs, in DynamoDB and S3', () => awsKnowledgePlace('packs'))

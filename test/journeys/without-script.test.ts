// `npm test` runs these on the oldest PostgreSQL that we promise: what the journeys ask of the database is all that the rooms ask.
import { journeys } from './journeys.ts'

journeys(false)

import { journeys } from './journeys.ts'

journeys(true)
